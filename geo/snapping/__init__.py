"""Places put on the road: the nearest edges, both directions, what is too far."""
