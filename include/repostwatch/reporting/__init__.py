"""Reporting: what was found, as a mail, as tables, on a terminal, and as a quarter's bulletin."""
