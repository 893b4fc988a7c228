"""Where compiled code and cache files are kept."""

import numpy as np
import platformdirs
import pytest
from numba.core import config

from routing import machine
from routing.machine import Compiler, cache_folder


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A cache of its own."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / name)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    return tmp_path


@pytest.fixture
def package(tmp_path):
    """A package of one file with a function to compile."""
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "sums.py").write_text("def double(x):\n    return x + x\n", encoding="utf-8")
    return folder


def function_of(package, name="double"):
    """A function, as if imported from its file."""
    path = package / "sums.py"
    names = {"__name__": "sums"}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    return names[name]


def test_code_is_compiled_into_a_folder_of_the_package(home, package):
    """It is there after the first call, for this state of the source alone; numba's own setting stays."""
    before = config.CACHE_DIR
    compiler = Compiler(package)
    double = compiler.compiled(function_of(package))
    assert not compiler.is_compiled("sums.double")
    assert double(21) == 42
    assert compiler.is_compiled("sums.double")
    assert not compiler.is_compiled("sums.double", "sums.triple")
    assert before == config.CACHE_DIR
    assert Compiler(package).is_compiled("sums.double")
    (package / "other.py").write_text("", encoding="utf-8")
    assert not Compiler(package).is_compiled("sums.double")


def test_all_that_is_called_from_outside_must_be_compiled(home, package):
    """One function that is missing is waited for as much as all of them; of inner ones nobody asks."""
    (package / "sums.py").write_text(
        "def double(x):\n    return x + x\ndef half(x):\n    return x / 2\n", "utf-8"
    )
    compiler = Compiler(package)
    double, half = (compiler.compiled(function_of(package, name)) for name in ("double", "half"))
    assert compiler.share() == 0
    Compiler.compile_for(double, 21)
    assert not compiler.is_compiled()
    assert compiler.share() == 0.5
    Compiler.compile_for(half, 21)
    assert compiler.is_compiled()


def test_compiled_code_calls_a_function_with_one_set_of_types(home, package):
    """A constant, a narrow number and a plain one are all the same."""
    compiler = Compiler(package)
    double = compiler.compiled(function_of(package))

    def caller(narrow, wide):
        return double(narrow) + double(wide) + double(3)

    assert compiler.compiled(caller)(np.int32(1), 2) == 12
    assert [str(kinds[0]) for kinds in double.overloads] == ["int64"]


def test_code_for_another_processor_is_compiled_anew(home, package, monkeypatch):
    """A cache that moved with its home says nothing of this machine."""
    compiler = Compiler(package)
    assert compiler.compiled(function_of(package))(21) == 42
    monkeypatch.setattr(machine, "_processor", lambda: "another")
    other = Compiler(package)
    other.compiled(function_of(package))
    assert compiler.is_compiled()
    assert not other.is_compiled()


def test_where_nothing_can_be_written_code_is_compiled_each_time(package, monkeypatch):
    """And it works."""
    monkeypatch.setattr(machine, "cache_folder", lambda _: None)
    compiler = Compiler(package)
    assert compiler.inner(function_of(package)).py_func(2) == 4
    assert compiler.compiled(function_of(package))(2) == 4
    assert not compiler.is_compiled("sums.double")


def test_a_folder_is_made_or_there_is_none(home):
    """A file in its place leaves none."""
    assert cache_folder("a") == home / "oxyroute" / "a"
    assert cache_folder("a").is_dir()
    (home / "oxyroute" / "b").write_text("", encoding="utf-8")
    assert cache_folder("b") is None
