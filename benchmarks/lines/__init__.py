"""Lines of legs to draw: ours, ours thinned for a zoom, and networkx."""
