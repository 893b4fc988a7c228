"""Annealing over the moves, on one thread and on several."""
