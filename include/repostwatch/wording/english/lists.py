"""Which part of a page is the list, and what of it could not be read."""

from repostwatch.model.codes import ListCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    ListCode.NAMED: "its heading is the page's subject",
    ListCode.HELD: "earlier reposts stand in this list",
    ListCode.UNDER: "it stands under the page's subject",
    ListCode.PAGED: "the page's pager belongs to it",
    ListCode.ONLY: "the page has no other list",
    ListCode.ALL: (
        "the page has several lists, and which one it is cannot be told: all have to reach back"
    ),
    ListCode.SELECTED: "named by the selector in the registry",
    ListCode.SCRIPTED: "its items are filled in by a script and not in the page's source",
    ListCode.EMPTY: "the list is empty",
    ListCode.HEADING_ONLY: "no items were read under the heading",
    ListCode.ROW_WITHOUT_ADDRESS: "the item has no usable address",
    ListCode.ROW_WITHOUT_TITLE: "the item has a date only, no title was read",
    ListCode.ROW_NO_ITEM: "a row of the list was not read as an item",
    ListCode.ROW_BROKEN: "the letters of its title are lost",
    ListCode.ROW_GENERIC: "its title names only a kind of document, not the document",
    ListCode.PERIOD: "it is shown by month or year, and “{words}” was not read",
    ListCode.SORTED: "it is not in order of publication (“{words}”), so its reach is unknown",
    ListCode.BY_SIGNING: "it is in order of signing, so its reach is unknown",
    ListCode.FILTERED: "it shows only what a form asks for, up to {until}",
    ListCode.REFILLED: "a script fills this list again: its items need not all be in the source",
    ListCode.NOT_COME: "“{words}” stands where rows of the list should be",
    ListCode.PART_UNREAD: "a part of it is loaded from elsewhere and was not read (“{words}”)",
    ListCode.ROW_REORDERED: "a style puts the letters of its title in another order",
    ListCode.ROW_TOO_LONG: "title or address has more than {most} characters: not kept",
    ListCode.ITEM_HIDDEN: "it is not shown as the page opens",
    ListCode.ITEM_AHEAD: "its date lies ahead of the visit",
    ListCode.ITEM_BESIDE: "it stands in a menu, a header, a footer or among links",
    ListCode.ITEM_ELSEWHERE: "it leads to another site",
    ListCode.ITEM_MONTH: "it tells its month only",
    ListCode.ITEM_UNLINKED: "it is no link",
    ListCode.ITEM_UNCLEAR: "whether it is an item of news is not certain",
    ListCode.ITEM_DAY: "how its day is to be read is not certain",
    ListCode.ITEM_DAYS: "of several days beside it none is certain to be of its publication",
    ListCode.ITEM_EVENT: "its date may be that of what it tells of, and not of its publication",
    ListCode.ITEM_GROUP: "the date stands above items, perhaps as that of all of them",
    ListCode.PLACES_WAIT: (
        "a script may fill {count:place|places} of the page, and what it brings was not seen"
    ),
    ListCode.ITEM_MEDIA: "only the address of a picture, a film or a sound tells it",
    ListCode.ITEM_SCRIPTED: "only its address was read, in a script",
    ListCode.ROW: "“{words}”: {why}",
}
