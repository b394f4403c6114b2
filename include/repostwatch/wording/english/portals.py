"""Why a portal, or a list of it, is not where the registry says."""

from repostwatch.model.codes import PortalCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    PortalCode.PARKED: "the homepage is no government site any more: {why}",
    PortalCode.ELSEWHERE: "the homepage redirects to another site ({there}), registered is {here}",
    PortalCode.NOTICE: "the homepage is nothing but a notice of closing or moving: “{words}”",
    PortalCode.ANNOUNCED: "the homepage announces: “{title}”",
    PortalCode.LIST_LEADS_HOME: "the registered list's address redirects to the homepage, no list",
    PortalCode.LIST_ELSEWHERE: "the registered list's address redirects to another site ({there})",
}
