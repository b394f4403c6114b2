"""The numbers of the quarter's spot check. docs/rules.md, section 3 has the rule they are from."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, PositiveInt

from repostwatch.settings.section import Section


class SpotCheckSettings(Section):
    probe_days: PositiveInt = Field(default=7, le=92)
    """Days over which a site is probed: the rule says a week."""

    probes_a_day: PositiveInt = Field(default=20, le=1440)
    """Probes of a day that have to count: the rule says at least 20, at intervals."""

    probe_gap_minutes: float = Field(default=15.0, ge=0)
    """A probe sooner after the one before says nothing new and is left out. The rule says only
    that they are spaced; 20 a day are 72 minutes apart, and four an hour are still room to catch
    up after an outage of ours."""

    probe_hours_a_day: PositiveInt = Field(default=16, le=24)
    """In so many different hours of a day, Beijing time, probes have to count; of a day with fewer,
    only one of each hour counts. The rule says only that they are spaced: 20 that are evenly spaced
    stand in 20 hours, and what an outage of ours of 8 hours took can still be made up for. Without
    it, 20 probes within one morning would be a day."""

    probe_seconds: float = Field(default=15.0, gt=0, le=120)
    """A page that is not open by then counts as not opened, as the rule says."""

    probe_bytes: PositiveInt = 64 * 1024
    """So much of a homepage is read by a probe; what is longer is open. The head and the first
    screen of real homepages are in it, and 15,000 sites 20 times a day are not read whole."""

    probes_kept_at_once: PositiveInt = 200
    """So many probes are kept together while a round lasts: so many at most are lost where it is
    cut off. One by one, 15,000 sites would be 15,000 transactions an hour."""

    probe_failed_share: float = Field(default=0.05, gt=0, le=1)
    """From this share of failed probes on a site is unreachable (站点无法访问): the rule's 5%, with
    5% itself too many."""

    homepage_days: PositiveInt = 14
    """A homepage without anything newer is not updated: the rule's two weeks."""

    news_days: PositiveInt = 14
    """So old may the newest item of a column of news be: the rule's two weeks."""

    notice_days: PositiveInt = 184
    """Of notices and policy: the rule's six months; 184 days are the longest six months."""

    personnel_days: PositiveInt = 366
    """Of personnel and plans: the rule's year, also a leap year. So long, too, for what law or
    custom bring once a year, as annual reports, budgets and enrolment."""

    stale_columns: PositiveInt = 5
    """So many stale columns of news, notices and policy together fail a site, as the rule says."""

    unkept_columns: PositiveInt = 10
    """So many columns of any kind that should be kept up and were not for long: the rule's ten. For
    how long it does not say; here it is the period of their kind."""

    blank_columns: PositiveInt = 5
    """So many columns that have a heading and no content, as the rule says."""

    links_inside: PositiveInt = 30
    """So many links of a homepage to its own site are looked at, drawn by lot. The rule's table of
    deductions for links was not found, only that links have to work: so no share fails a site. 30
    tell a share of 10% to within 11 points (95%), for a minute of one site's time."""

    links_outside: PositiveInt = 20
    """So many links to other sites: it is among them that names lapse and are sold on. Most
    homepages have fewer, and then all are looked at."""

    second_level_pages: PositiveInt = 60
    """So many pages of its own site are looked at where a homepage only leads on: of that, the rule
    has all second-level pages count. Where there are more and none of these is new, the rest is for
    a person. Menus of such homepages have 20 to 50 entries; 60 take one site two minutes."""

    links_found: PositiveInt = 5000
    """So many addresses of a homepage are drawn from; what has more is no homepage of a portal."""

    link_bytes: PositiveInt = 512 * 1024
    """So much is read of what a link leads to; what is longer is open. A page that is for sale, or
    sells, says so in its title and its first screen."""

    closing_days: PositiveInt = 30
    """So long the notice of closing has to stand on the homepage, as the rule says."""

    failed_quarters: PositiveInt = Field(default=4, le=40)
    """So many quarters back a sample takes in what failed and is in no sample since. The rule looks
    again at what failed, and says not until when that may become known; people enter within weeks
    what they saw, and after a year it was another site that failed."""

    control_minutes: float = Field(default=10.0, gt=0)
    """So close before and behind a probe, known sites must have opened for it to count. Longer, and
    an outage of ours that began in between would be charged to the site; shorter, and known sites
    would be asked more often than is polite."""

    control_sites: PositiveInt = 2
    """So many different known sites must have opened: with one, its own outage would be ours."""

    control_seconds: float = Field(default=7.5, gt=0, le=120)
    """A known site that needs so long vouches for nothing: they open within a second or two, and
    where it takes half of what the rule gives a site, our own line may be what is late."""

    outage_share: float = Field(default=0.5, gt=0, le=1)
    """Where this share of the sites probed within the same minutes failed in the same way, none of
    these probes counts: a name server of ours, or a network that shuts us out, while known sites
    open. Of all sites 5 to 15% fail a spot check, for many reasons: half of them at once and alike
    has one cause, and nothing shows that it is theirs."""

    outage_sites: PositiveInt = 10
    """Of fewer probes within these minutes no share is taken: of three sites two may fail alike."""

    as_one_sites: PositiveInt = 5
    """Where so many sites that had opened get no answer in one way within the same minutes, it may
    be a line of ours to their network, or a platform that they share: what fails while they stay
    away may count either way. Of a hundred sites two or three fail in an hour by themselves."""

    as_one_share: float = Field(default=0.05, gt=0, le=1)
    """And so large a share of the sites probed in these minutes: of thousands five fail alike in
    every round. A smaller part behind a line of ours that is away is charged to its sites."""

    known_sites: tuple[str, ...] = (
        "https://www.gov.cn/", "http://www.people.com.cn/", "https://www.cac.gov.cn/",
    )  # fmt: skip
    """Homepages that are known to be there, for the control probes of `probe_portals`: of three
    operators and networks, so that one of them may fail and two are left."""

    portals: Path | None = None
    """The registry from which the spot check draws, as CSV; unset, that of the watched portals. A
    spot check is of all sites of a place, of which the watched ones may be a small part."""

    probe_keep_days: PositiveInt = 400
    """So long probes are kept: this quarter's and those of the same quarter a year ago, with which
    bulletins compare. 15,000 sites take some gigabytes in that time."""
