"""What pages and command line ask: a portal, a duty, a column, a verdict's evidence."""
