"""One link and one release: match, review or neither, with the reason."""
