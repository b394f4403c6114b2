"""Is this link that release: pure, explainable, fast."""
