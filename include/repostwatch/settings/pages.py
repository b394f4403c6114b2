"""What the pages in Airflow's UI show at once."""

from __future__ import annotations

from pydantic import PositiveFloat, PositiveInt

from repostwatch.settings.section import Section


class PagesSettings(Section):
    rows: PositiveInt = 100
    """Rows of a list on one page: all 103 portals of a release on two, and 10,000 still sent in a
    moment."""

    forms: PositiveInt = 20
    """Decisions on one page of the review queue, each with its evidence: an hour's work."""

    decided_together: PositiveInt = 100
    """Duties that one decision may be about: those of one page of the list. More than somebody can
    have looked through is not one cause any more."""

    grid_releases: PositiveInt = 60
    """Releases beside each other in the grid: a month has some fifty that everybody owes."""

    grid_portals: PositiveInt = 120
    """Portals below each other in the grid: the registry's 103, and some that are added, stand on
    one page, to be read as one picture. 120 with 60 releases are some 7,000 cells."""

    past_days: PositiveInt = 60
    """Days in the strips of a portal's page: twice as long as a release is observed, so that what
    was settled within a month still stands beside what came after it."""

    changed_hours: PositiveFloat = 24.0
    """What changed within so many hours is new on the first page: whoever looks every morning has
    seen what is older."""

    due_hours: tuple[PositiveFloat, PositiveFloat] = (6.0, 24.0)
    """The first page names what is due within these hours: what can still be saved by a call this
    morning, and what today."""

    health_rows: PositiveInt = 20
    """Portals that were not wholly seen for the longest, and alarms that are over, on the page of
    the monitor's health: a screen of each."""

    form_choices: PositiveInt = 500
    """Portals, and releases, that the form of a DAG offers by name: four times the registry of 103,
    some 30 KB. Of a registry with more, ids are typed in: a form comes whole each time."""

    choice_seconds: PositiveInt = 2
    """How long the DAG processor waits for the database, to name releases in a form; it reads all
    DAGs again every half minute. Two is the least that the driver can wait."""

    refresh_seconds: PositiveInt = 5
    """The page of a run that has not ended asks again after so long: a scan of one portal takes a
    few of these."""

    follow_seconds: PositiveInt = 120
    """How long the page of an ended scan waits for judging to begin. The scheduler starts what was
    woken within seconds; what is paused never begins."""

    csv_rows: PositiveInt = 20_000
    """Rows of a download at most; it is made while somebody waits. Months of 103 portals are fewer;
    of 10,000 portals one filters first."""
