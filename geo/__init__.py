"""Geography: places and roads in, a `TravelMatrix` and drawn lines out."""
