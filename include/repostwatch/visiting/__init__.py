"""Visiting a portal: its pages fetched or reused, read, followed back, and kept as evidence."""
