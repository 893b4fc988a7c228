"""Plans, pauses and roads as GeoJSON."""
