"""One more order in a plan that stands: the best places for it, and what each of them brings about."""

from routing.insertion.insertion import Insertion, Later
from routing.insertion.rank import MOST, rank_insertions

__all__ = ["MOST", "Insertion", "Later", "rank_insertions"]
