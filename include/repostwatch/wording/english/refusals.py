"""Why something that a person asked for was not done."""

from repostwatch.model.codes import RefusalCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    RefusalCode.NO_PORTAL: "there is no portal “{portal_id}”",
    RefusalCode.NO_DUTY: "“{portal_id}” has no duty to repost “{release_id}”",
    RefusalCode.NO_SUCH_LINK: (
        "The duty has no such link; nothing was recorded. Reload and decide again."
    ),
    RefusalCode.VERDICT_CHANGED: (
        "The verdict has changed since you opened the page; nothing was recorded. Reload and "
        "decide again."
    ),
    RefusalCode.STANDING_CHANGED: (
        "The column's standing has changed since you opened the page; nothing was recorded. "
        "Reload and decide again."
    ),
    RefusalCode.NO_SUCH_LOOK: (
        "The scan that you rely on is not there; nothing was recorded. Reload and decide again."
    ),
    RefusalCode.HOME_CHANGED: (
        "The homepage has changed since you opened the page; nothing was recorded. Reload and "
        "decide again."
    ),
    RefusalCode.UNSIGNED: "Name and reason are both needed; nothing was recorded.",
    RefusalCode.EXPIRY_NO_DATE: "“{expires}” is no date; nothing was recorded.",
    RefusalCode.EXPIRY_PAST: "“{expires}” has passed; nothing was recorded.",
    RefusalCode.NO_KIND: "No decision was chosen; nothing was recorded.",
    RefusalCode.NO_STANDING: "No standing was chosen; nothing was recorded.",
    RefusalCode.NO_LOOK: (
        "It was not said which scan is relied on; nothing was recorded. Reload and decide again."
    ),
    RefusalCode.MAY_NOT_LOOK: "Your account may not look (it has to see the DAG {dag}).",
    RefusalCode.MAY_NOT_DECIDE: "Your account may not decide (it has to trigger the DAG {dag}).",
    RefusalCode.PAGE_EXPIRED: (
        "The page has expired or was opened by somebody else; nothing was recorded. Reload and "
        "send again."
    ),
    RefusalCode.LOGIN_EXPIRED: (
        "Your login has expired; nothing was recorded. Log in and send again."
    ),
    RefusalCode.NO_PAGE: "There is no such page.",
    RefusalCode.MALFORMED: "The request lacks or misspells: {places}. Nothing was recorded.",
}
