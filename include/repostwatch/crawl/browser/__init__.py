"""One page drawn in a browser: its requests, its layout, its screenshot."""
