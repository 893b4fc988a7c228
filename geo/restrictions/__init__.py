"""Signs with hours, bans, flooded areas and closed roads, and the times between which they hold."""
