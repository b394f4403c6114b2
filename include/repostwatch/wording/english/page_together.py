"""Several duties decided about together."""

LABELS = {
    "page.together": "Decide together",
    "page.together.count": "Decide together ({count:duty|duties})",
    "page.together.note": (
        "The same decision with the same reason is recorded for each of these, in the history of "
        "each and with its own link. Where one cannot be decided so, none is recorded. What each "
        "has become is listed afterwards, and can be undone at once."
    ),
    "page.together.preview": "Preview",
    "page.together.preview.how": (
        " Preview shows what each would become and records nothing; Enter does the same."
    ),
    "page.together.preview.note": (
        "Preview: with “{kind}” recorded for these {count}, their verdicts would be as below. "
        "Nothing is recorded yet; Record does that."
    ),
    "page.together.becomes": "“{before}” would become “{then}”. ",
    "page.together.same": "It would stay “{then}”. ",
    "page.together.tick": "Tick",
    "page.together.of": "{portal}: {release}",
    "page.together.go": "Decide about the ticked duties together",
    "page.together.all": "Tick all on this page",
    "page.together.alike": "decide about the {count} with this cause together",
    "page.together.recorded": "Recorded for {count}, judged again at once:",
    "page.together.undone": "Taken back for {count}, judged again at once:",
    "page.together.past": (
        "{count} have a later record and cannot be undone here. Decide again to change them."
    ),
    "page.together.later": "(there is a later record)",
    "page.together.was": "Was",
    "page.together.now": "Is",
    "page.return": "Back to “{place}”",
    "page.together.undo": "Undo all ({count})",
    "page.together.left_out": "{count} more than can be decided together were left out.",
    "page.together.gone": "“{portal}” has no duty to repost “{release}”: left out.",
    "page.together.none": "No duty is ticked.",
}
