"""Readers beside searches: the beat, the figures, a short run against a real server."""

import csv

import pytest

from benchmarks import reads


def test_a_short_run(tmp_path, capsys) -> None:
    """A second of reads beside one search has no error and a row for every kind of read."""
    path = tmp_path / "reads.csv"
    arguments = ["--seconds", "1.2", "--rate", "50", "--solves", "1", "--csv", str(path)]
    assert reads.main(arguments) == 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["read"] for row in rows} == {*reads._MIX, "all"}
    assert int(rows[-1]["count"]) == 60
    assert "1 searches" in capsys.readouterr().out


def test_figures() -> None:
    """An error counts as a read, and all reads have a row of their own."""
    seen = reads.Reads(seen=[("a", 0.010, 200), ("a", 0.030, 503), ("b", 0.020, 200)])
    a, b, every = seen.rows()
    assert (a["read"], a["count"], a["errors"], round(a["p50_ms"])) == ("a", 2, 1, 20)
    assert (b["count"], b["errors"]) == (1, 0)
    assert (every["read"], every["count"], every["errors"], round(every["max_ms"])) == ("all", 3, 1, 30)


@pytest.mark.parametrize("arguments", [["--rate", "0"], ["--rate", "5000"], ["--seconds", "1e9"]])
def test_only_so_many(arguments: list[str]) -> None:
    """Nobody asks for more than a bounded number of reads."""
    with pytest.raises(SystemExit):
        reads.main(arguments)
