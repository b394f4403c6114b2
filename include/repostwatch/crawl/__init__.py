"""Fetching: polite, bounded, honest about failure, safe against a hostile web."""
