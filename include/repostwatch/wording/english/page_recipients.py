"""The page of recipients: who gets which mail, and how that is changed."""

LABELS = {
    "page.recipients": "Recipients",
    "page.recipients.count": "Recipients ({count})",
    "page.recipients.wrong": "The recipients are wrong: no report can be sent",
    "page.recipients.line": "Line",
    "page.recipients.column": "Column",
    "page.recipients.wrong.note": (
        "Correct it and reload this page; the next report goes to the new recipients."
    ),
    "page.recipients.frequency": "How often",
    "page.recipients.portals": "Portals",
    "page.recipients.operators": "Who hears of alarms ({count})",
    "page.recipients.operators.note": (
        "Alarms about the monitor itself go to those of the setting REPOSTWATCH_WATCH__OPERATORS; "
        "where it names nobody, to whoever gets all portals, and without any such to all "
        "recipients."
    ),
    "page.recipients.change": "How to change them",
    "page.recipients.file": (
        "They stand in the file {file} (setting REPOSTWATCH_RECIPIENTS), and this page only shows "
        "them: a changed file takes effect with the next report, without a restart. Who gets all "
        "portals stands in REPOSTWATCH_REPORTING__RECIPIENTS besides. To check it by command:"
    ),
    "page.recipients.here": (
        "They are changed on this page, with effect from the next mail on. Where the setting "
        "REPOSTWATCH_RECIPIENTS names a file, that file counts instead, and this page only shows "
        "it. For many at once, export them, edit, and import (all of it or nothing):"
    ),
    "page.recipients.by_setting": "named by the setting; not changed here",
    "page.recipients.edit": "Change or remove…",
    "page.recipients.add": "Add a recipient",
    "page.recipients.add.note": (
        "Without portals, levels and authorities they get all portals, and the alarms about the "
        "monitor itself where nobody else is named for these."
    ),
    "page.recipients.alarmed": " Alarms about the monitor itself go there, too.",
    "page.recipients.not_alarmed": " Alarms about the monitor itself do not go there.",
    "page.recipients.act": "What to do (required)",
    "page.recipients.act.change": "Change",
    "page.recipients.act.change.note": "to what stands above",
    "page.recipients.act.remove": "Remove",
    "page.recipients.act.remove.note": "no mail goes there any more; it can be undone",
    "page.recipients.address": "Mail address, or name of a chat (required)",
    "page.recipients.person": "The recipient's name or office",
    "page.recipients.by": "Your name (required)",
    "page.recipients.some_portals": "Ids of portals (separated by blanks)",
    "page.recipients.levels": "Levels of portals",
    "page.recipients.authority": "Authorities (separated by semicolons)",
    "page.recipients.sections": "Sections of the report (none ticked: all)",
    "page.recipients.language": "Language",
    "page.recipients.language.any": "That of the settings",
    "page.recipients.history": "Changes (the latest {count})",
    "page.recipients.what": "Change",
    "page.recipients.who": "By whom and when",
    "page.recipients.added": "added",
    "page.recipients.changed": "changed",
    "page.recipients.removed": "removed",
    "page.recipients.empty": "(empty)",
    "page.recipients.recorded": "Recorded: {address}, ",
    "page.recipients.undone": "Taken back: {address} ",
    "page.recipients.is_one": "is a recipient, as before that change",
    "page.recipients.is_none": "is no recipient now",
    "page.recipients.past": "This is not the latest change, and cannot be undone here: {address}, ",
    "page.recipients.past.then": ". It was changed again since, and the latest counts:",
    "page.recipients.then": ". The next mail goes by it.",
    "page.recipients.undo.reason": "undid the change before",
    "page.recipients.read_only": "Your account may look, and not change recipients.",
    "page.recipients.cell.address": "Address",
    "page.recipients.cell.name": "Name or office",
    "page.recipients.cell.portals": "Portals",
    "page.recipients.cell.levels": "Levels",
    "page.recipients.cell.authority": "Authorities",
    "page.recipients.cell.sections": "Sections",
    "page.recipients.cell.language": "Language",
    "page.recipients.cell.frequency": "How often",
}
