"""Files that a command writes: each can be written, and none is one that it reads."""

import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from routing.model import InputError, Issue, IssueCode, Subject, Text


def check_outputs(outputs: Mapping[str, Path | None], *, inputs: Iterable[Path | None] = ()) -> None:
    """Refuse files that cannot or must not be written, before any work is spent on them.

    Parameters
    ----------
    outputs
        By the name of their option; None is not given.
    inputs
        What the command reads, files and folders.

    Raises
    ------
    OSError
        As writing would end: a folder in place of the file, or no folder to put it into.
    InputError
        OUTPUT_IS_INPUT, SAME_OUTPUT: every pair of them.
    """
    written = {name: path for name, path in outputs.items() if path}
    for path in written.values():
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    read = [file for path in inputs if path for file in _files(path)]
    issues = [_overwrites(name, path) for name, path in written.items() if any(_same(path, x) for x in read)]
    names = list(written)
    issues += [
        _twice(name, other)
        for at, name in enumerate(names)
        for other in names[at + 1 :]
        if _same(written[name], written[other])
    ]
    if issues:
        raise InputError(issues)


def _files(path: Path) -> Iterable[Path]:
    """Return a file, or what lies in a folder that is read as a whole: its tables of roads."""
    return (path / "junctions.csv", path / "links.csv") if path.is_dir() else (path,)


def _same(path: Path, other: Path) -> bool:
    """Say whether two names mean one file, whatever leads to it: steps, links, or letters of another size."""
    try:
        return path.samefile(other)
    except OSError:
        # One of them is not there yet, so no link leads to it.
        return path.resolve() == other.resolve()


def _overwrites(name: str, path: Path) -> Issue:
    return Issue(
        code=IssueCode.OUTPUT_IS_INPUT,
        subject=Subject(file=path.name, column=name),
        fault=Text("Lệnh này đọc chính tệp đó, ghi đè thì mất dữ liệu", "This command reads that very file"),
        remedy=Text(f"Chọn tên khác cho {name}", f"Choose another name for {name}"),
    )


def _twice(name: str, other: str) -> Issue:
    return Issue(
        code=IssueCode.SAME_OUTPUT,
        subject=Subject(column=other),
        fault=Text(f"Cùng một tệp với {name}", f"The same file as {name}"),
        remedy=Text("Chọn hai tên khác nhau", "Choose two names"),
    )
