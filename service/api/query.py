"""Query parameters and how strictly they are read: days that there are, whole numbers, true or false."""

import re
from typing import Annotated, Final

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator

from routing.model import InputError, Issue, IssueCode, Subject, Text, TextError, is_day

_WHOLE: Final = re.compile(r"-?[0-9]{1,9}")
_RELATIVE: Final = frozenset({"today", "tomorrow"})
_BAD_DATE: Final = Text("Viết năm-tháng-ngày, today hoặc tomorrow", "Write YYYY-MM-DD, today or tomorrow")
_NOT_WHOLE: Final = Text("Phải là một số nguyên", "Must be a whole number")
_NOT_TRUTH: Final = Text("Phải là true hoặc false", "Must be true or false")


def _day(value: str) -> str:
    if value in _RELATIVE or is_day(value):
        return value
    raise TextError(_BAD_DATE)


def _whole(value: object) -> object:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise TextError(_NOT_WHOLE)
    return value


def _truth(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise TextError(_NOT_TRUTH)
    return value


Day = Annotated[str, AfterValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]
Truth = Annotated[bool, BeforeValidator(_truth)]

ProblemQuery = Annotated[str | None, Query(alias="problem_sha256", pattern=r"^[0-9a-f]{64}$")]
DateQuery = Annotated[Day | None, Query(alias="date", description="YYYY-MM-DD, today, tomorrow")]


def one_of_both(sha256: str | None, date: str | None) -> dict[str, str]:
    """Return which problem is asked for.

    Raises
    ------
    InputError
        TWO_PROBLEMS, where a hash and a day are given, which may mean two.
    """
    if sha256 and date:
        raise InputError(
            [
                Issue(
                    code=IssueCode.TWO_PROBLEMS,
                    subject=Subject(column="date"),
                    fault=Text("Có cả problem_sha256 và date", "Both problem_sha256 and date are given"),
                    remedy=Text("Chỉ cho một trong hai", "Give one of the two"),
                )
            ]
        )
    return {"sha256": sha256 or "", "date": date or ""}
