"""Reading a map of roads: ours, ours again from its kept arrays, and osmnx."""
