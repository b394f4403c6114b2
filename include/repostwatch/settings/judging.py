"""When a claim is believed, a column counts, a portal is timely."""

from __future__ import annotations

from pydantic import Field, PositiveInt

from repostwatch.model import Standing
from repostwatch.settings.section import Section


class JudgingSettings(Section):
    early_claim_hours: float = 24.0
    """A department may show its own policy a few hours before gov.cn does. A date that lies
    further before the release is more often an older document of the same title, the day of
    signing (a median of 20 days earlier) or a forgery: a person looks."""

    backdating_grace_minutes: float = 10.0
    """An honest article can carry a minute at which it was saved, and appear once its static
    list was written and cached: minutes, not hours. Within this the observation still decides
    the time, but nobody is said to have forged a date, which fails a site outright."""

    whole_each_day: bool = True
    """The first judging of a Beijing day judges everything, those after it only that of which
    something has changed: what a change did not tell is put right before the day's report."""

    column_confirmations: int = Field(default=2, ge=1)
    """Looks in a row that must agree before a standing changes: with two, one odd visit (a
    half-loaded homepage, a holiday skin) changes nothing, and a real change shows a scan later."""

    column_stale_days: int = 184
    """The national spot check calls policy columns stale after 6 months (国办秘函〔2019〕19号
    keeps it); 184 days are the longest six months, so that we are never stricter than the rule."""

    channel_standing: Standing = Standing.REVIEW
    """A heading in a prominent place that only leads to a channel page, without items of its
    own. The bulletins do not say whether that is a column (专栏): until the authority says so, a
    person looks. `present` counts it, `absent` does not."""

    column_counts: tuple[Standing, ...] = (Standing.PRESENT, Standing.EMBEDDED)
    """Standings that fulfil 「在首页显著位置开设了国务院重要政策信息专栏」. The check asks whether
    the column was opened, so an operator may add `stale`."""

    timely_share: float = Field(default=1.0, gt=0, le=1)
    """The share of its duties that a portal must have done on time to count in the second
    headline figure. The bulletins publish no rule per portal; all of them is the plain reading
    of 「在国务院重要信息发布后24小时内进行转载」."""

    wider_tries: PositiveInt = 3
    """So many runs try a wider look in which a page fails in a way that may pass. Then it counts
    with what it saw: an outage that lasts over three runs is a state of that page, and must not
    excuse its portal for ever."""

    no_reposts_asked: PositiveInt = 10
    """So many releases that a search of the whole site asked for, and found none of, are a finding
    about the portal. Fewer may have been overlooked one by one; half a year brings some fifty."""
