"""Reading: what a page says. Bytes in, `Page` out; pure, and never an exception."""
