"""Watches whether government portals repost what the State Council publishes."""

__version__ = "0.1.0"
