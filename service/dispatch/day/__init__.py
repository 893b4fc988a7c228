"""Building a day's problem from people's tables and a road map; the days of the sample."""
