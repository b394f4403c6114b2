"""All links and all releases: candidates, addresses, and traces in whole pages."""
