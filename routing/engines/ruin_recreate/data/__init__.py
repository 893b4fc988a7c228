"""A day and a plan as arrays, and what the compiled code works with."""
