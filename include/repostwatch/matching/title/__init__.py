"""A title taken apart: decoration, issuers, numbers, and what one character decides."""
