"""What was received, kept so that it can be shown and checked: WARC, seals, WACZ."""
