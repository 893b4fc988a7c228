"""The use cases: building a day's problem, planning it, publishing it, asking what if."""
