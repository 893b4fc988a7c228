"""Why an order stays unserved, and the nearest change that would serve it."""

from routing.explain.explain import explain
from routing.explain.reason import Reason
from routing.explain.trial import Trial

__all__ = ["Reason", "Trial", "explain"]
