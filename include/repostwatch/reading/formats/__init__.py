"""Lists that are no markup: XML, JSON and scripts, turned into the markup they stand for."""
