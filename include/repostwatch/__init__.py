"""Watches whether government portals repost what the State Council publishes."""
