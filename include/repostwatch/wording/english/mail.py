"""The daily mail."""

LABELS = {
    "html.lang": "en",
    "list.comma": ", ",
    "list.member": ", ",
    "list.clause": "; ",
    "sentence.join": " ",
    "sentence.end": "{text}.",
    "count.of": "{name} {count}",
    "count.items": "{name} {count}",
    "text.heading": "[{text}] ",
    "text.aside": " ({text})",
    "moment.between": "between {earliest} and {latest}",
    "moment.series": "{first} to {last}, {count:time|times}",
    "age.today": "today",
    "age.days": "{days} d",
    "level.all": "all",
    "figure.column": "portals with a column",
    "figure.repost": "portals that repost within 24 h",
    "link.untitled": "(no title)",
    "link.same_title": "{host} (same title)",
    # subject
    "subject.new": "{count} new: ",
    "subject": "{new}State Council reposts {alert}{day}{belated}: {counts}{columns}",
    "correction": "correction (edition {edition}, in place of edition {replaced})",
    "subject.edition": "[Correction, edition {edition}] {subject}",
    "subject.alert": "[{text}] ",
    "subject.belated": " (made later, as of {made_at})",
    "subject.columns": ", column faults {count}",
    "subject.no_duties": "no duties",
    "subject.nothing": "none late, none missing",
    "subject.total": "{counts} (of {total})",
    "subject.late": "late {count}",
    "subject.missing": "missing {count}",
    "subject.backdated": "backdated {count}",
    "subject.review": "for review {count}",
    "subject.unknown": "not verifiable {count}",
    # summary
    "summary.scope": (
        "{portals:portal|portals} and {releases:State Council release|State Council releases}"
    ),
    "summary.no_duties": "This report is about {scope}, with no duty to judge.",
    "summary.duties": "This report is about {scope}, {total:duty|duties}: {counts}{backdated}.",
    "summary.backdated": "; of {count} the stated date contradicts the scans",
    "summary.no_figures": "No figure can be computed.",
    "summary.figure": "{name}: {share} ({numerator}/{denominator})",
    "summary.figure_open": "{name}: {share} ({numerator}/{denominator}, {unknown} open)",
    "summary.figure_none": "{name}: no data yet",
    "summary.belated": (
        "This report was made at {made_at}: it shows what was known then, not on {day}."
    ),
    "summary.none": "None found: {kinds}.",
    "summary.none_in_part": "As far as it could be verified, none found: {kinds}.",
    "summary.kind_backdated": "backdated",
    # coverage
    "coverage.never": "Nothing was scanned yet: neither reposts nor columns were observed.",
    "coverage.never.short": "nothing scanned yet",
    "coverage.stopped": (
        "Scanning stopped {silent} ago: the last scan ended at {ended_at}, and nothing was "
        "observed since."
    ),
    "coverage.stopped.short": "scanning stopped {silent} ago",
    "coverage.incomplete": (
        "the last scan of {incomplete} of {portals:portal|portals} is incomplete"
    ),
    "coverage.unknown": (
        "{unknown} of {due:duty|duties} that came due are not verifiable ({share}) and not "
        "taken for "
        "missing"
    ),
    "coverage.outage": (
        "Most portals fail at once: check our own network first, and notify no portal before."
    ),
    "coverage.outage.short": "{incomplete:portal|portals} not scanned",
    "coverage.no_releases": (
        "No release was obtained, so nothing can be verified: check whether the source can be read."
    ),
    "coverage.no_releases.short": "no releases",
    # sections
    "section.late": "Late",
    "section.missing": "Missing",
    "section.backdated": "Backdated",
    "section.columns": "Column faults",
    "section.review": "For review",
    "section.review.note": (
        "The machine cannot decide these: please check, then decide on the review page."
    ),
    "section.unknown": "Not verifiable",
    "section.unknown.note": "Too little evidence; not taken for missing. Each with its reason.",
    "section.unsure": "Columns for review or not verifiable",
    "section.unsure.note": (
        "Not taken for faults: open the homepage, then decide on the portal's page."
    ),
    "section.findings": "Open faults",
    "section.findings.note": (
        "Faults not yet rectified, the oldest first; those of today are described above."
    ),
    "section.decided": "Waived and decided by people",
    "section.decided.note": (
        "What a person decided counts; the machine's own result stands beside it."
    ),
    "section.total.items": "{total}",
    "section.total.releases": "{total:release|releases}",
    "section.total.none": "none",
    "section.total.portals": "{total:portal|portals}",
    # what a row says first
    "lead.late": "late",
    "lead.late_by": "late by {length}",
    "lead.late_between": "late by at least {at_least}, at most {at_most}",
    "lead.missing": "missing",
    "lead.missing_for": "not there {length} after the deadline",
    "lead.backdated": "the stated date contradicts the scans (the verdict: {kind})",
    "lead.decided": "{kind} (the machine's own result: {machine})",
    "lead.column_decided": "column {kind} (the machine's own result: {machine})",
    "lead.unknown_one": "because {reason}{differ}",
    "lead.unknown": "{count:release|releases} not verifiable, because {reason}{differ}",
    "lead.unknown_shared": "{count:duty|duties} not verifiable, because {reason}{differ}",
    "lead.moments_differ": " (at different times, see the attachment)",
    "lead.places_differ": " (at different times and addresses, see the attachment)",
    "lead.list_in_doubt": "{count:duty|duties}: {reason}",
    "portals.count": "{count:portal|portals}",
    "portals.and_others": "{names} and others, {count} in all, see the attachment",
    # what a row adds
    "fact": "{label}: ",
    "fact.published": "published",
    "fact.deadline": "due",
    "fact.own_limit": "{deadline} (this duty's limit: {limit})",
    "fact.reposted": "reposted",
    "fact.scans": "scanned",
    "fact.last_scan": "last scan",
    "fact.never_scanned": "never scanned",
    "fact.complete_scans": "complete scans",
    "fact.not_seen": "{times}, not seen",
    "fact.never_seen": "{times}, never seen",
    "fact.both": "both facts",
    "fact.ground": "ground",
    "fact.match": "match",
    "fact.portals": "portals",
    "fact.explanation": "explanation",
    "fact.found_at": "found at",
    "fact.situation": "situation",
    "fact.seen": "seen",
    "fact.release": "release",
    # releases, scans, exceptions
    "release.shorter": "{deadline} (portals with a shorter limit: {shortest})",
    "scans.none": "No scans.",
    "scans.lately": (
        "The last scans were {when}: {scanned:portal|portals} scanned, {whole} completely, "
        "{partial} not."
    ),
    "scans.never": "Never scanned: {names}.",
    "scans.never_more": "Never scanned: {names} and others, {count} in all.",
    "exception.ignore_robots_reason": "scanned against robots.txt",
    "exception.legacy_tls_reason": "scanned with outdated TLS",
    "exception.request_headers_reason": "scanned with request headers added",
    "exception.proxy_reason": "scanned by way of a proxy",
    "exception.all": "{exception}: all portals. Reason in the settings: {reason}.",
    "exception.portals": "{names} and others, {count} in all, see the registry",
    "exception.line": "{exception}: {names}. Reason in the registry: {reason}.",
    "exception.no_reason": "none given",
    # templates
    "daily.title": "Reposts of State Council releases: daily report",
    "daily.as_of": "as of {made_at} (Beijing time)",
    "daily.figure_line": (
        "{level}: {share} ({numerator}/{denominator}, open {unknown}, worst–best {bounds})"
    ),
    "daily.releases": "Releases with publication, deadline and verdicts",
    "daily.method": "Method",
    "daily.attachments": "Attachments: {names}.",
    "daily.rule_version": " Version of the rule: {version}.",
    "daily.automatic": " This mail was made by a machine.",
    "table.share": "share",
    "table.level": "level",
    "table.fraction": "fraction",
    "table.open": "open",
    "table.bounds": "worst–best",
    # how verdicts and figures come about
    "section.new": "New faults",
    "section.new.note": "First found since the report of {since} (edition {edition}).",
    "section.new.first": (
        "No report went to these recipients before: these are all faults at present."
    ),
    "section.due": "Due soon",
    "section.due.note": (
        "Due within {hours} and not seen yet: these can still be done. Portals that could not be "
        "scanned stand apart."
    ),
    "section.ended": "Rectified",
    "section.ended.note": ("Rectified since the report of {since} (edition {edition}); told once."),
    "section.withdrawn": "Withdrawn or waived",
    "section.withdrawn.note": (
        "Withdrawn or waived since the report of {since} (edition {edition}), not mended by a "
        "portal; told once."
    ),
    "glance.only": "This mail is only about: {names}. {counts}",
    "section.open_page": "open the page",
    "lead.rectified": "rectified: {kind}",
    "lead.rectified_late": "rectified, {late}",
    "lead.taken_back": "withdrawn: {kind}",
    "lead.due.unseen": "not seen at {count:portal|portals}",
    "lead.due.unread": "{count:portal|portals} could not be scanned: nobody knows",
    "lead.due.doubtful": "a doubtful link at {count:portal|portals} waits for a person",
    "lead.and": "; ",
    "due.doubtful": "a doubtful link",
    "due.unread": "not scanned",
    "due.last_whole": "{names} (last complete scan {when})",
    "due.never": "never scanned completely",
    "due.too_short": "lists do not reach back to the release",
    "lead.left": "{left} left (due {deadline})",
    "fact.scanned_since": "last complete scans not before",
    "lead.column": "column: {kind}",
    "lead.standing": "{what}, the oldest {age}",
    "lead.reminder": "{lead} (reminder: day {day})",
    "fact.nearest": "nearest link",
    "fact.nearest_is": "{title} (likeness {score}, another document) {url}",
    "fact.nearest_because": "{title} (likeness {score}, another document: {why}) {url}",
    "fact.pages": "pages looked at (the last time)",
    "fact.more_pages": "{count:page|pages} in all",
    "fact.closed_at": "closed at",
    "fact.backdated": "backdated",
    "fact.reopened": "found again",
    "fact.times": "{count:time|times}",
    "section.more": "{count} more of this portal are in the attachment.",
    "section.more_portals": "{count} more are in the attachment.",
}
