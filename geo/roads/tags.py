"""What OSM tags mean to a truck: each reader returns a value, or None for text it cannot read."""

import math
import re
from collections.abc import Mapping
from typing import Final

MOTOR_CLASSES: Final = (
    "motorway",
    "motorway_link",
    "trunk",
    "trunk_link",
    "primary",
    "primary_link",
    "secondary",
    "secondary_link",
    "tertiary",
    "tertiary_link",
    "unclassified",
    "residential",
    "living_street",
    "service",
    "road",
    "ferry",
)
"""Highway classes that are read, the most important first; `ferry` is what OSM calls `route=ferry`."""

NO_LIMIT: Final = frozenset(
    {"none", "default", "below_default", "no_sign", "no_indications", "unsigned", "signals", "variable"}
)
_NUMBER = re.compile(r"(\d{1,5}(?:[.,]\d{1,3})?)\s*([a-zA-Z/]*)")
_DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3})(?::(\d{2}))?")
_INCLINE = re.compile(r"[+-]?(\d{1,2}(?:[.,]\d{1,2})?)\s*(%|°)")
_FEET = re.compile(r"(\d{1,2})\s*'\s*(?:(\d{1,2})\s*\")?")
_SPEED_UNITS: Final = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344, "knots": 1.852}
_MASS_UNITS: Final = {"": 1.0, "t": 1.0, "tonnes": 1.0, "kg": 0.001, "st": 0.90718474, "lbs": 0.00045359237}
_LENGTH_UNITS: Final = {"": 1.0, "m": 1.0, "cm": 0.01, "ft": 0.3048}
FORWARD, BACKWARD, BOTH, NEITHER = 1, -1, 0, 2
_ONEWAY: Final = {
    "yes": FORWARD,
    "true": FORWARD,
    "1": FORWARD,
    "-1": BACKWARD,
    "reverse": BACKWARD,
    "no": BOTH,
    "false": BOTH,
    "0": BOTH,
    "alternating": BOTH,
    "reversible": NEITHER,
}


def speed_kmh(text: str) -> float | None:
    """Return the speed limit in km/h, the lowest if there are several; NaN for no stated limit."""
    return _quantity(text, units=_SPEED_UNITS, highest=150.0)


def mass_t(text: str) -> float | None:
    """Return the weight limit in tonnes; NaN for no stated limit."""
    return _quantity(text, units=_MASS_UNITS, highest=200.0)


def height_m(text: str) -> float | None:
    """Return the height limit in metres; NaN for no stated limit."""
    feet = _FEET.fullmatch(text.strip())
    if feet:
        return (int(feet[1]) + int(feet[2] or 0) / 12) * 0.3048
    return _quantity(text, units=_LENGTH_UNITS, highest=20.0)


def duration_s(text: str) -> float | None:
    """Return the seconds of a crossing written MM, HH:MM or HH:MM:SS."""
    match = _DURATION.fullmatch(text.strip())
    if not match or (match[3] and not match[1]):
        return None
    seconds = (int(match[1] or 0) * 60 + int(match[2])) * 60 + int(match[3] or 0)
    return float(seconds) or None


def incline_percent(text: str) -> float | None:
    """Return how steep a way is, uphill or downhill alike; NaN for `up`, `down` and no number."""
    if text.strip().lower() in {"up", "down", "yes", "no", "0"}:
        return math.nan
    match = _INCLINE.fullmatch(text.strip())
    if not match:
        return None
    number = float(match[1].replace(",", "."))
    return number if match[2] == "%" else 100 * math.tan(math.radians(number))


def direction(text: str, *, junction: str, highway: str) -> int | None:
    """Return FORWARD, BACKWARD, BOTH or NEITHER; without a tag, roundabouts and motorways are FORWARD.

    A reversible way (its direction changes by the hour) is NEITHER: until hours are known, a
    plan must not count on it.
    """
    if not text:
        one_way = junction in {"roundabout", "circular"} or highway == "motorway"
        return FORWARD if one_way else BOTH
    return _ONEWAY.get(text.strip().lower())


def _quantity(text: str, *, units: Mapping[str, float], highest: float) -> float | None:
    if text.strip().lower() in NO_LIMIT:
        return math.nan
    values = []
    for piece in text.split(";"):
        match = _NUMBER.fullmatch(piece.strip())
        if not match or match[2].lower() not in units:
            return None
        values.append(float(match[1].replace(",", ".")) * units[match[2].lower()])
    lowest = min(values)
    return lowest if 0 < lowest <= highest else None
