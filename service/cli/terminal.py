"""What every command shares: two consoles, exit codes, and refusals without tracebacks."""

from __future__ import annotations

import functools
import io
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, ParamSpec, TypeVar

import typer
from rich.console import Console

from routing.extras import LOG
from routing.model import InputError, Text
from service.cli.asked import HELP_ONLY
from service.dispatch.plans.faults import NotCurrentError, RefusedPlanError

if not HELP_ONLY:
    from service.store import StoreError

GOOD: Final = 0
BROKEN: Final = 1
BAD_INPUT: Final = 2
INTERNAL: Final = 70
INTERRUPTED: Final = 130
_NARROWEST: Final = 120

_EARLY: Final[ContextVar[threading.Event | None]] = ContextVar("early", default=None)
_STOPPED_EARLY: Final = Text(
    "Đã dừng sớm theo Ctrl-C: kết quả trên là tốt nhất tìm được đến lúc đó",
    "Stopped early by Ctrl-C: the result above is the best that was found until then",
)
_HELP_AS_VALUE: Final = Text("--help không làm giá trị được", "--help cannot be a value")
_INTERRUPTED: Final = Text(
    "Đã dừng theo Ctrl-C trước khi có kết quả; chưa ghi gì",
    "Stopped by Ctrl-C before there was a result; nothing was written",
)

P = ParamSpec("P")
R = TypeVar("R")


def out() -> Console:
    """Return the console of results."""
    return _console(sys.stdout)


def err() -> Console:
    """Return the console of progress and complaints."""
    return _console(sys.stderr)


def _console(stream: object) -> Console:
    # A pipe has no width; tables of 80 columns would cut names that somebody greps for.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    console = Console(file=stream, highlight=False)  # type: ignore[arg-type]
    if not console.is_terminal and console.width < _NARROWEST:
        console = Console(file=stream, highlight=False, width=_NARROWEST)  # type: ignore[arg-type]
    return console


def note(line: Text) -> None:
    """Tell people something in both languages, beside the results."""
    err().print(f"{line.vi}\n  {line.en}", markup=False, soft_wrap=True)


@contextmanager
def without_tracebacks() -> Iterator[None]:
    """Keep what is logged of failed extras from the terminal, unless somebody asks for details."""
    before = LOG.disabled
    LOG.disabled = before or not os.environ.get("OXYROUTE_DEBUG")
    try:
        yield
    finally:
        LOG.disabled = before


def early_end() -> threading.Event:
    """Return what is set once a person asks the running command to end early."""
    return _EARLY.get() or threading.Event()


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn refused input into a list on stderr and exit code 2, and never show a traceback.

    A command that a person ended early, keeping what there was, says so and has the exit code of that.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if HELP_ONLY:
            # As in `--out --help`: half of the command has not been imported.
            note(_HELP_AS_VALUE)
            raise typer.Exit(BAD_INPUT)
        early = threading.Event()
        before = _EARLY.set(early)
        try:
            result = command(*args, **kwargs)
        except (typer.Exit, typer.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever happened, a sentence
            raise typer.Exit(_explain(error)) from None
        finally:
            _EARLY.reset(before)
        if early.is_set():
            note(_STOPPED_EARLY)
            raise typer.Exit(INTERRUPTED)
        return result

    return run


def _explain(error: BaseException) -> int:
    """Say on stderr what happened and return the exit code for it."""
    match error:
        case InputError():
            _complain(error)
        case StoreError() | RefusedPlanError() | NotCurrentError():
            err().print(f"✗ {error.message.vi}\n  {error.message.en}", markup=False)
        case BrokenPipeError():
            return GOOD
        case KeyboardInterrupt():
            note(_INTERRUPTED)
            return INTERRUPTED
        case OSError():
            where = f"{error.filename or ''} ({error.strerror})"
            err().print(f"✗ Không đọc/ghi được / cannot read or write: {where}", markup=False)
        case _:
            _confess(error)
            return INTERNAL
    return BAD_INPUT


def _confess(error: BaseException) -> None:
    if os.environ.get("OXYROUTE_DEBUG"):
        traceback.print_exception(error)
    err().print(
        f"✗ Lỗi nội bộ / internal error: {type(error).__name__}. "
        "OXYROUTE_DEBUG=1 để xem chi tiết / shows the details.",
        markup=False,
    )


def _complain(error: InputError) -> None:
    console = err()
    count = error.count
    console.print(f"✗ {count} lỗi trong dữ liệu vào / {count} fault(s) in the input:", markup=False)
    for issue in error.issues:
        console.print(f"  {issue}", markup=False, soft_wrap=True)
