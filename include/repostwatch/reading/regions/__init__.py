"""The parts of a page that are or may be a list: what is known of each, and which one is it."""
