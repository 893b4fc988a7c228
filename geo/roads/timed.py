"""Which of a way's timed rules are kept for the day of a plan, and what becomes of its standing ones."""

from collections.abc import Mapping
from typing import Final

from geo.roads.access import admits, motor_access
from geo.roads.access_rules import ACCESS_KEYS, Rule, opens, parse_conditional, rule_of, understood
from geo.roads.report import Tally

Tags = Mapping[str, str]
Timed = tuple[tuple[str, str], ...]
"""Keys and values; where these speak of access, the standing tags too, as rules that always hold."""

SUFFIX: Final = ":conditional"
_TWO_WAY: Final = frozenset({"", "no", "false", "0", "alternating"})


def timed_rules(tags: Tags, tally: Tally) -> tuple[Timed, Tags]:
    """Return a way's timed rules, and its tags without those that only hold when no hours say otherwise.

    A way that is barred but for some hours counts as open here; its rules tell when it is not.
    """
    timed = {key: rule for key in tags if key.endswith(SUFFIX) and (rule := _kept(key, tags, tally))}
    access = {key for key, rule in timed.items() if rule.key in ACCESS_KEYS}
    for key in timed:
        tally.timed[key] += 1
    opened = _barred(tags) and any(opens(parse_conditional(tags[key]) or ()) for key in access)
    # What bars a way at all hours is heeded elsewhere, unless hours open it.
    standing_values = {True, False} if opened else {True}
    standing = [key for key in ACCESS_KEYS if access and key in tags and admits(tags[key]) in standing_values]
    rules = [(key, f"{_single_value(tags[key])} @ (24/7)") for key in standing] + [
        (key, tags[key]) for key in timed
    ]
    if opened:
        tags = {key: text for key, text in tags.items() if key not in ACCESS_KEYS}
    return tuple(rules), tags


def _single_value(text: str) -> str:
    """Return a list of values as one that means the same, for clauses end at semicolons."""
    return "yes" if admits(text) else "no" if ";" in text else text


def _kept(key: str, tags: Tags, tally: Tally) -> Rule | None:
    """Return what a timed tag is about if it can be applied; else count it."""
    rule = rule_of(key)
    one_way = rule is not None and rule.key == "oneway" and tags.get("oneway", "") not in _TWO_WAY
    if rule is None or one_way:  # Hours in which a one-way road is none would need edges that are not there.
        tally.conditional[key] += 1
        return None
    clauses = parse_conditional(tags[key])
    if clauses is None or not understood(rule, clauses):
        tally.cannot_read(key, tags[key])
        return None
    return rule


def _barred(tags: Tags) -> bool:
    return not motor_access(tags) or any(admits(tags.get(key, "")) is False for key in ("hgv", "goods"))
