"""Where a portal reposts: addresses ranked, lists weighed by the releases on them, some chosen."""
