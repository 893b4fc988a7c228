"""Lines of legs for maps, which of them a closure hits, and the base map."""
