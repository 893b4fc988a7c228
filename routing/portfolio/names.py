"""The engines by name, the portfolio among them; adding one puts it through the conformance suite."""

from collections.abc import Mapping
from typing import Final

from routing import engines
from routing.engines.apart import can_wait
from routing.model import Engine, InputError, Issue, IssueCode, Subject, Text
from routing.portfolio.lineup import MEMBERS
from routing.portfolio.portfolio import Portfolio

__all__ = ["DEFAULT_ENGINE", "ENGINES", "engine_named", "first_run_notice", "prepare"]

DEFAULT_ENGINE: Final = "portfolio"
"""What plans where nobody asks for another: alone among them it uses all cores."""
ENGINES: Final[Mapping[str, Engine]] = {**engines.ENGINES, DEFAULT_ENGINE: Portfolio()}


def engine_named(name: str) -> Engine:
    """Return an engine by its name.

    Raises
    ------
    InputError
        UNKNOWN_ENGINE, if there is none of that name.
    """
    if name in ENGINES:
        return ENGINES[name]
    known = ", ".join(ENGINES)
    issue = Issue(
        code=IssueCode.UNKNOWN_ENGINE,
        subject=Subject(column="engine"),
        fault=Text(f"Không có bộ giải {name!r}", f"There is no engine {name!r}"),
        remedy=Text(f"Dùng một trong: {known}", f"Use one of: {known}"),
    )
    raise InputError([issue])


def first_run_notice(engine: str, *, waits: bool = True) -> Text | None:
    """Return what to tell people before an engine's first run on this machine, None if nothing.

    `waits` says whether its search begins only once all is compiled. The portfolio by the clock need not.
    """
    if engine == DEFAULT_ENGINE and not waits and can_wait():
        return Text(
            "Lần đầu trên máy này: bộ tìm tuyến đang được chuẩn bị ở nền (chừng một phút); "
            "trong lúc đó bộ giải khác tìm trước",
            "First run on this machine: the route search is being prepared in the background "
            "(about a minute); meanwhile another engine searches",
        )
    notices = (engines.first_run_notice(name) for name in _members(engine))
    return next((notice for notice in notices if notice), None)


def prepare(engine: str) -> None:
    """Do what an engine's first search would have to wait for: compile its code, or load it."""
    for name in _members(engine):
        engines.prepare(name)


def _members(engine: str) -> tuple[str, ...]:
    return MEMBERS if engine == DEFAULT_ENGINE else (engine,)
