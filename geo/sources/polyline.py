"""Encoded polylines of six decimals, the form in which Valhalla draws a path."""

from typing import Final

from geo.sources.faults import OddAnswerError

_FIRST: Final = 63
"""The letter for 0, `?`."""
_BITS: Final = 5
_MORE: Final = 1 << _BITS
"""Set in every letter of a number but its last."""
_LAST: Final = 2 * _MORE - 1
_LONGEST: Final = 35
"""Bits; differences of degrees in millionths take 30 at most."""


def decoded(text: str, *, decimals: int = 6) -> list[list[float]]:
    """Return the points of an encoded line as [longitude, latitude].

    Google's Encoded Polyline Algorithm Format. A number is a difference to the point before, times 10 to
    the `decimals`. It is doubled, and inverted if negative. Then it is cut into groups of five bits from
    the lowest on, each a letter from `?` on. The latitude of a point stands first.

    Raises
    ------
    OddAnswerError
        If a letter cannot be part of it, or it breaks off in the middle of a point.
    """
    steps = _numbers(text)
    if len(steps) % 2:
        raise _broken()
    lat = lon = 0
    points = []
    for north, east in zip(steps[::2], steps[1::2], strict=True):
        lat, lon = lat + north, lon + east
        points.append([lon / 10**decimals, lat / 10**decimals])
    return points


def _numbers(text: str) -> list[int]:
    numbers = []
    value = shift = 0
    for letter in text:
        group = ord(letter) - _FIRST
        if not 0 <= group <= _LAST or shift > _LONGEST:
            raise _broken()
        value |= (group % _MORE) << shift
        shift += _BITS
        if group < _MORE:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift:
        raise _broken()
    return numbers


def _broken() -> OddAnswerError:
    return OddAnswerError("đường vẽ bị hỏng", "the encoded line is broken")
