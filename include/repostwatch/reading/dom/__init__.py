"""A parsed page: its tree, its nodes, what is hidden, and what its scripts would do."""
