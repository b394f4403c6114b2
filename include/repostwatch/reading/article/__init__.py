"""The article of a page: title, publication, source, document number."""
