"""Why a portal, or a list of it, is not where the registry says."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class PortalCode(Code):
    PARKED = "portal.parked", "why?"
    ELSEWHERE = "portal.elsewhere", "there", "here"  # sites
    NOTICE = "portal.notice", "words"
    ANNOUNCED = "portal.announced", "title"
    LIST_LEADS_HOME = "portal.list_leads_home"
    LIST_ELSEWHERE = "portal.list_elsewhere", "there"
