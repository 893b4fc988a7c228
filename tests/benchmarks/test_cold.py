"""The measurement of a fresh machine: what is told, and which run is shown."""

from io import StringIO

from rich.console import Console

from benchmarks.cold import _commands, _fresh, _last_figures, table


def test_what_a_command_tells_is_its_last_line():
    """Figures of a plan are kept, and a command without any tells nothing."""
    line = '{"cost_vnd": 7, "served": 3, "search_quality": "short", "trucks": 2}'
    assert _last_figures(f"a note\n{line}\n") == {"cost_vnd": 7, "served": 3, "quality": "short"}
    assert _last_figures("a note\n") == {}
    assert _last_figures("") == {}


def test_the_run_in_the_middle_is_shown():
    """By wall time, of each command, cold and warm apart."""
    cold = {"command": "solve", "cache": "cold"}
    runs = [{**cold, "run": i, "wall_s": wall_s} for i, wall_s in enumerate((9.5, 12.25, 7.0))]
    out = StringIO()
    Console(file=out, width=140).print(table([*runs, {"command": "solve", "cache": "warm", "wall_s": 3.5}]))
    assert "9.5" in out.getvalue()
    assert "3.5" in out.getvalue()
    assert "12.25" not in out.getvalue()


def test_every_run_has_a_home_and_a_cache_of_its_own(tmp_path):
    """Nothing compiled and no database of whoever measures is found."""
    env = _fresh(tmp_path)
    own = [env[name] for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")]
    assert all(path.startswith(str(tmp_path)) for path in own)


def test_the_map_of_hanoi_is_measured_where_it_is(tmp_path):
    """Without the shared data the other commands are measured all the same."""
    files = {"problem": tmp_path / "problem.json", "plan": tmp_path / "plan.json"}
    assert "build hanoi" not in _commands(files, 10.0)
    assert "build hanoi" in _commands({**files, "hanoi": tmp_path / "hanoi.json"}, 10.0)
