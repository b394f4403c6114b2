"""Why something that a person asked for was not done."""

from collections.abc import Callable, Mapping

from repostwatch.model.codes import RefusalCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _changed(what: str) -> Callable[[Mapping[str, Fact], Mapping[str, str]], str]:
    def say(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        del facts
        first = f" ({words['decision']})" if words["decision"] else ""
        return (
            f"{what} has changed since you opened the page{first}; nothing was recorded. Look at "
            "what stands below, then decide again."
        )

    return say


def _end_changed(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    first = f" ({words['by']}, {words['at']})" if words["by"] else ""
    return (
        f"What is registered of this site's end has changed since you opened the page{first}; "
        "nothing was recorded. Look at what stands below first."
    )


SENTENCES: dict[Code, Sentence] = {
    RefusalCode.NO_PORTAL: "there is no portal “{portal_id}”",
    RefusalCode.PORTAL_TO_COME: (
        "the registry has the portal “{portal_id}”, which was never scanned: it is listed with the "
        "next ingest_releases (every hour) or scan"
    ),
    RefusalCode.NO_SAMPLE_KEPT: "there is no sample of {quarter}",
    RefusalCode.NO_RESULT: "choose an indicator, and passed or failed",
    RefusalCode.WORDS_CHANGED: (
        "what people saw of this site has changed since you opened the page; nothing was recorded. "
        "Look at what stands below first."
    ),
    RefusalCode.NO_EVIDENCE: (
        "what failed needs evidence that leads others to it: an address, a file's name, or a "
        "sentence on what was seen"
    ),
    RefusalCode.SEEN_AT_NO_TIME: "“{at}” is still to come: enter a time that has passed",
    RefusalCode.SEEN_AT_UNREAD: (
        "“{at}” cannot be read: enter a day and a time of day, such as {like}, or nothing for now"
    ),
    RefusalCode.SEEN_AT_DAY_ONLY: (
        "“{at}” is a day without a time of day: enter one, such as {like}"
    ),
    RefusalCode.NO_SUCCESSOR: "no site {portal_id} of the registry can follow",
    RefusalCode.END_CHANGED: _end_changed,
    RefusalCode.SAMPLE_KEPT: "another sample of {quarter} is kept already: it stays",
    RefusalCode.NO_SUCH_PORTALS: (
        "no such portal or level: {names}. `repostwatch portals list` shows those that are watched."
    ),
    RefusalCode.NO_SUCH_RELEASES: (
        "no such release: {names}. A duty's page shows its release's id."
    ),
    RefusalCode.DAY_NOT_COME: "{day} has not come: today is {today}, Beijing time",
    RefusalCode.BAD_INPUT: "what was handed in is wrong: {problem}",
    RefusalCode.NO_DUTY: "“{portal_id}” has no duty to repost “{release_id}”",
    RefusalCode.NO_SUCH_LINK: (
        "The duty has no such link; nothing was recorded. Look at what stands below, then decide "
        "again."
    ),
    RefusalCode.VERDICT_CHANGED: _changed("The verdict"),
    RefusalCode.SOME_REFUSED: (
        "{count} of them cannot be decided so, for the reason beside each; nothing was recorded of "
        "any. Untick them to record the others."
    ),
    RefusalCode.NO_DUTIES: "No duty is ticked; nothing was recorded.",
    RefusalCode.TOO_MANY_DUTIES: (
        "At most {most} duties are decided together; nothing was recorded."
    ),
    RefusalCode.STANDING_CHANGED: _changed("The column's standing"),
    RefusalCode.NO_SUCH_LOOK: (
        "The scan that you rely on is not there; nothing was recorded. Reload and decide again."
    ),
    RefusalCode.HOME_CHANGED: (
        "The homepage has changed since you opened the page; nothing was recorded. Look at what "
        "stands below, then decide again."
    ),
    RefusalCode.LIST_CHANGED: _changed("The list's state"),
    RefusalCode.NO_SUCH_LIST: "“{portal_id}” has no such list; nothing was recorded: {url}",
    RefusalCode.LIST_NO_ADDRESS: "This is no address of a page; nothing was recorded: {url}",
    RefusalCode.LIST_ELSEWHERE: (
        "The address is not of this portal's site ({home}); nothing was recorded: {url}"
    ),
    RefusalCode.LIST_REGISTERED: (
        "The registry names this list: change it there; nothing was recorded: {url}"
    ),
    RefusalCode.NO_CHOICE: "Neither accept nor reject was chosen; nothing was recorded.",
    RefusalCode.UNSIGNED: "Name and reason are both needed; nothing was recorded.",
    RefusalCode.EXPIRY_NO_DATE: "“{expires}” is no date; nothing was recorded.",
    RefusalCode.EXPIRY_TOO_FAR: (
        "“{expires}” is too far away: {last} at the latest; nothing was recorded."
    ),
    RefusalCode.EXPIRY_PAST: "“{expires}” has passed; nothing was recorded.",
    RefusalCode.WAIVER_WITHOUT_END: (
        "A waiver needs an expiry, at most {days:day|days} from now; nothing was recorded."
    ),
    RefusalCode.WAIVER_TOO_LONG: (
        "A waiver may last at most {days:day|days}; nothing was recorded."
    ),
    RefusalCode.NOTHING_TO_WITHDRAW: "There is no decision to withdraw; nothing was recorded.",
    RefusalCode.NO_KIND: "No decision was chosen; nothing was recorded.",
    RefusalCode.NO_STANDING: "No standing was chosen; nothing was recorded.",
    RefusalCode.NO_LOOK: (
        "It was not said which scan is relied on; nothing was recorded. Reload and decide again."
    ),
    RefusalCode.MAY_NOT_LOOK: "Your account may not look (it has to see the DAG {dag}).",
    RefusalCode.MAY_NOT_START: "Your account may not start {dag} (it has to trigger this DAG).",
    RefusalCode.NOT_STARTED: "Airflow did not start {dag}: {problem}",
    RefusalCode.NOTHING_TO_START: (
        "It was not said for which portal, release or recipient; nothing was started."
    ),
    RefusalCode.MAY_NOT_DECIDE: "Your account may not decide (it has to trigger the DAG {dag}).",
    RefusalCode.PAGE_EXPIRED: (
        "The page has expired or was opened by somebody else; nothing was recorded. Reload and "
        "send again."
    ),
    RefusalCode.LOGIN_EXPIRED: (
        "Your login has expired; nothing was recorded. Log in and send again."
    ),
    RefusalCode.NO_ADDRESS: (
        "“{value}” is no mail address (such as name@example.gov.cn), and no name of a chat."
    ),
    RefusalCode.NO_SUCH_CHAT: "There is no chat “{value}”: REPOSTWATCH_CHATS has no such name.",
    RefusalCode.NO_SUCH_PORTAL: (
        "The registry has no portal “{value}”; several ids are separated by blanks."
    ),
    RefusalCode.NO_SUCH_AUTHORITY: (
        "The registry has no authority “{value}”; several are separated by semicolons."
    ),
    RefusalCode.NO_SUCH_SECTION: "The report has no section “{value}”.",
    RefusalCode.NO_SUCH_LEVEL: "There is no level “{value}” of portals.",
    RefusalCode.NO_SUCH_LANGUAGE: "There is no language “{value}”: there are zh and en.",
    RefusalCode.NO_SUCH_FREQUENCY: (
        "There is no frequency “{value}”: there are daily, news and weekly."
    ),
    RefusalCode.RECIPIENT_TWICE: "“{value}” is a recipient already.",
    RefusalCode.RECIPIENT_IN_SETTING: (
        "“{value}” stands in the setting REPOSTWATCH_REPORTING__RECIPIENTS and gets everything."
    ),
    RefusalCode.RECIPIENT_CHANGED: (
        "{by} changed this recipient at {at}; nothing was recorded. Below is what holds now: "
        "look at it and change it again."
    ),
    RefusalCode.RECIPIENTS_IN_FILE: (
        "The recipients stand in the file {name} (setting REPOSTWATCH_RECIPIENTS) and are changed "
        "there only; nothing was recorded."
    ),
    RefusalCode.NO_RECIPIENT: (
        "There is no such recipient, perhaps not any more; nothing was recorded."
    ),
    RefusalCode.SAME_RECIPIENT: "Nothing differs; nothing was recorded.",
    RefusalCode.NO_ACT: "Neither changing nor removing was chosen; nothing was recorded.",
    RefusalCode.MAY_NOT_ADDRESS: (
        "Your account may not change recipients (it has to be allowed to trigger the DAG {dag})."
    ),
    RefusalCode.NO_LETTER: "There is no mail with the number {number}.",
    RefusalCode.NO_WORKBOOK: "This workbook is not kept.",
    RefusalCode.NO_RUN: (
        "Airflow has no run “{run}” of {dag}: its id is wrong, or its record was cleared away."
    ),
    RefusalCode.NO_PAGE: "There is no such page.",
    RefusalCode.ONLY_FORMS: (
        "this address only takes forms and cannot be opened by itself; nothing was recorded. Go "
        "back by the menu."
    ),
    RefusalCode.NO_TABLE: (
        "The address asks for what there is not, and no table was made: {conditions}."
    ),
    RefusalCode.MALFORMED: "The request lacks or misspells: {places}. Nothing was recorded.",
}
