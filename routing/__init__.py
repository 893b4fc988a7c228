"""Routing: from a day's `Problem` to a checked `Plan`, knowing nothing of maps."""
