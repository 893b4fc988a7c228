"""Places put on the road: ours, and osmnx's nearest edges and nearest nodes."""
