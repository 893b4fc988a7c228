"""One more order in a plan that stands: its best positions, and the effects of each."""

from routing.replan.insertion.insertion import Insertion, Later
from routing.replan.insertion.rank import MOST, rank_insertions

__all__ = ["MOST", "Insertion", "Later", "rank_insertions"]
