"""A search at a terminal: what it waits for, how far it is, and Ctrl-C that ends it early."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from routing.model import Tours
from service.cli.terminal import early_end, err, note, without_tracebacks
from service.dispatch.plans.search import Listener, Search
from service.dispatch.plans.solving import DEFAULT_ENGINE, compile_watched, first_run_notice

SEARCHING: Final = "Đang tìm / searching"


@contextmanager
def watched(search: Search, label: str = SEARCHING) -> Iterator[Listener]:
    """Show a search on stderr; the first Ctrl-C ends it and keeps the best."""
    by_rounds = search.iterations is not None
    get_ready(search.engine, waits=by_rounds)
    bar = _bar(err(), None if by_rounds else search.seconds, label)
    with without_tracebacks(), interruptible() as stopped, bar as tick:

        def stop_check() -> bool:
            tick(None)
            return stopped()

        yield Listener(stopped=stop_check, on_better=tick)


def get_ready(engine: str, *, waits: bool) -> None:
    """Tell of a first run; where a search has to wait for its code, show how far that is."""
    notice = first_run_notice(engine, waits=waits)
    if notice is None:
        return
    note(notice)
    if waits or engine != DEFAULT_ENGINE:
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=err(), transient=True) as progress:
            task = progress.add_task("Chuẩn bị (chỉ lần đầu) / preparing (first run only)", total=1.0)
            compile_watched(lambda share: progress.update(task, completed=share))


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Take the first Ctrl-C as a wish to stop; a second one interrupts as usual."""
    wish, early = threading.Event(), early_end()

    def ask(number: int, frame: FrameType | None) -> None:
        del number, frame
        if wish.is_set():
            raise KeyboardInterrupt
        wish.set()
        early.set()

    if threading.current_thread() is not threading.main_thread():
        yield wish.is_set
        return
    before = signal.signal(signal.SIGINT, ask)
    try:
        yield wish.is_set
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(console: object, seconds: float | None, label: str) -> Iterator[Callable[[Tours | None], None]]:
    count, begin = 0, time.monotonic()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:  # type: ignore[arg-type]
        task = progress.add_task(label, total=seconds, note="")

        def tick(tours: Tours | None) -> None:
            nonlocal count
            count += tours is not None
            spent = min(time.monotonic() - begin, seconds) if seconds else None
            progress.update(task, completed=spent, note=f"{count} phương án / plans" if count else "")

        yield tick
