"""Why an order is where it is or stays unserved, and the changes that would serve it."""

from routing.explain.explain import explain
from routing.explain.grouped import REASON_NAMES
from routing.explain.reason import Reason
from routing.explain.why import Place, TruckCould, Why, why

__all__ = ["REASON_NAMES", "Place", "Reason", "TruckCould", "Why", "explain", "why"]
