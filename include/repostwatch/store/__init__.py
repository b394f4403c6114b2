"""PostgreSQL storage of all results: one module per table family."""
