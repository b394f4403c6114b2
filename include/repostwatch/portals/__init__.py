"""The registry: which portals are watched, since when, and what became of them."""
