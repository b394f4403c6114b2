"""One page over the network: the gate, politeness, bounds, redirects, and one typed outcome."""
