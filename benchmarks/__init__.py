"""Days to measure on, and what the engines and the way from tables to plan cost and bring."""
