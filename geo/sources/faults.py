"""What goes wrong with a server of travel times: coded issues, and its answers held to their form."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import numpy as np

from geo.metric import FloatArray
from routing.model import InputError, Issue, IssueCode, Subject, Text

MATRIX_FROM: Final = "matrix_from"
_LONGEST: Final = 160
"""Letters of a reason; what servers answer may be a page."""
_MOST: Final = 1e9
"""Seconds, metres: more than this no road takes, and 32 bits would not hold."""
_CHECK: Final = Text(
    "Kiểm tra địa chỉ, mạng và máy chủ có đang chạy không",
    "Check the address, the network and whether the server runs",
)
_OTHER: Final = Text(
    "Kiểm tra xem địa chỉ có đúng loại máy chủ (osrm, valhalla) và phiên bản không",
    "Check that the address is that of the kind of server named (osrm, valhalla), and its version",
)
_Kind = TypeVar("_Kind")


class OddAnswerError(Exception):
    """A part of an answer is missing, or not what the server's documentation says.

    Attributes
    ----------
    why : Text
    """

    def __init__(self, vi: str, en: str) -> None:
        self.why = Text(vi, en)
        super().__init__(en)


def unreachable(url: str, why: str) -> InputError:
    """Return the refusal of a server that does not answer; `url` without credentials."""
    reason = printable(why)
    fault = Text(f"Không gọi được máy chủ {url}: {reason}", f"The server {url} cannot be reached: {reason}")
    return _refusal(IssueCode.SOURCE_UNREACHABLE, url, fault, _CHECK)


def refused(url: str, why: str, remedy: Text | None = None) -> InputError:
    """Return the refusal of a server that answers that it will not."""
    reason = printable(why)
    fault = Text(f"Máy chủ {url} từ chối: {reason}", f"The server {url} refuses: {reason}")
    return _refusal(IssueCode.SOURCE_REFUSED, url, fault, remedy or _CHECK)


def odd_answer(url: str, why: Text) -> InputError:
    """Return the refusal of an answer that is not what is documented."""
    fault = Text(
        f"Máy chủ {url} trả lời không hiểu được: {printable(why.vi)}",
        f"The answer of {url} is not understood: {printable(why.en)}",
    )
    return _refusal(IssueCode.SOURCE_ANSWER, url, fault, _OTHER)


@contextmanager
def understood(url: str) -> Iterator[None]:
    """Turn an `OddAnswerError` into the refusal SOURCE_ANSWER."""
    try:
        yield
    except OddAnswerError as error:
        raise odd_answer(url, error.why) from error


def part(of: object, key: str | int, kind: type[_Kind] | tuple[type[_Kind], ...]) -> _Kind:
    """Return a member of an answer; OddAnswerError unless it is there and of that kind."""
    member: Any = None
    if isinstance(of, dict) and isinstance(key, str):
        member = of.get(key)
    elif isinstance(of, list) and isinstance(key, int):
        member = of[key] if key < len(of) else None
    if not isinstance(member, kind):
        raise OddAnswerError(f"thiếu hoặc sai “{key}”", f"“{key}” is missing or of another kind")
    return member


def number(value: object) -> float:
    """Return seconds or a length of an answer, inf for null; OddAnswerError for all but 0 to 1e9."""
    if value is None:
        return np.inf
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        excerpt = printable(str(value)[:40])
        raise OddAnswerError(f"“{excerpt}” không phải số đo", f"“{excerpt}” is no measure")
    return float(value)


def measure(of: object, key: str) -> float:
    """Return a member of an answer that is a number and not null; OddAnswerError otherwise."""
    return number(part(of, key, (int, float)))


def table(rows: object, *, shape: tuple[int, int]) -> FloatArray:
    """Return a list of rows of numbers or nulls as an array; OddAnswerError if the shape is another."""
    if not isinstance(rows, list) or len(rows) != shape[0]:
        raise OddAnswerError(f"cần {shape[0]} hàng", f"{shape[0]} rows are needed")
    if not all(isinstance(row, list) and len(row) == shape[1] for row in rows):
        raise OddAnswerError(f"cần {shape[1]} cột", f"{shape[1]} columns are needed")
    cells = [number(cell) for row in rows for cell in row]
    return np.array(cells, dtype=np.float64).reshape(shape)


def course(points: object) -> FloatArray:
    """Return longitudes and latitudes as an array of shape (points, 2); OddAnswerError for others."""
    if not isinstance(points, list) or not points:
        raise OddAnswerError("tuyến không có điểm", "a line has no points")
    degrees = [[_degree(point, 0, 180), _degree(point, 1, 90)] for point in points]
    return np.array(degrees, dtype=np.float64)


def printable(text: str) -> str:
    """Return what others wrote, in one short line that does nothing to a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST]


def _degree(point: object, axis: int, most: int) -> float:
    value = part(point, axis, (int, float))
    if not -most <= value <= most:  # NaN, too
        raise OddAnswerError("tọa độ ngoài Trái Đất", "a position is not on Earth")
    return float(value)


def _refusal(code: IssueCode, url: str, fault: Text, remedy: Text) -> InputError:
    return InputError(
        [Issue(code=code, subject=Subject(id=url, column=MATRIX_FROM), fault=fault, remedy=remedy)]
    )
