"""The judge of plans: recomputes everything a plan claims from the problem's raw fields.

It shares no helper with engines or timetable, nor does it use the model's own arithmetic, so that
an error made there is found here. Each rule is one function, named as the rule.
"""

from routing.check.check import check

__all__ = ["check"]
