"""How fast tables of time and length are made on a map, by our kernel and by others, and how exactly."""
