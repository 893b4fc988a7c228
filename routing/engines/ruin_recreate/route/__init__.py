"""The rules of one route, compiled: hours, bays, meals, cost."""
