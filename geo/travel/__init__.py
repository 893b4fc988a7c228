"""Travel times and lengths between all places, also by the hour."""
