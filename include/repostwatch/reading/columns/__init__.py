"""The homepage's policy column: headings, panels, and the gov.cn push feed."""
