"""The types that the browser's modules are checked against are those of the server."""

import re
from pathlib import Path

from service.board_types import TYPES, board_types

BOARD = Path(__file__).parents[2] / "service/board"


def test_types_are_current():
    """`python -m service.board_types` would write the same file again."""
    assert TYPES.read_text(encoding="utf-8") == board_types()


def test_types_say_what_the_schemas_say():
    """Required and optional fields, choices, lists and maps, each once."""
    text = board_types()
    stop = text[text.index("export interface Stop {") :].partition("}")[0]
    assert "  begin_s: number;\n" in stop
    assert "  late_s?: number;\n" in stop
    assert "  margin_s?: number | null;\n" in stop
    assert "  delivered: Record<string, number>;\n" in stop
    assert '  urgency?: "EMERGENCY" | "URGENT" | "ROUTINE";\n' in text
    assert "export interface ScenarioRequest {" in text
    names = re.findall(r"^export (?:interface|type) (\w+)", text, flags=re.MULTILINE)
    assert len(names) == len(set(names)) > 50


def test_every_module_of_the_board_is_checked():
    """Each begins with `// @ts-check`, so that an editor checks it, too."""
    modules = [path for path in BOARD.rglob("*.js") if path.parent.name != "vendor"]
    assert len(modules) > 20
    assert [
        path.name for path in modules if not path.read_text(encoding="utf-8").startswith("// @ts-check\n")
    ] == []


def test_rooms_import_downwards():
    """Parts and map know the day, the day knows the base; parts and map do not know each other."""
    below = {
        "parts": {"parts", "day", "base"},
        "map": {"map", "base"},
        "day": {"day", "base"},
        "base": {"base", "vendor"},
    }
    for room, allowed in below.items():
        for path in (BOARD / room).glob("*.js"):
            named = re.findall(
                r'^(?:import|export|\}) .*from "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE
            )
            assert {(path.parent / name).resolve().parent.name for name in named} <= allowed, path.name


def test_only_one_module_imports_the_libraries():
    """`base/html.js` is the one door, as each library of the server has one."""
    modules = [path for path in BOARD.rglob("*.js") if path.parent.name != "vendor"]
    door = [
        path.name
        for path in modules
        if re.search(r'^(?:import|export) .*from ".*vendor/', path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert door == ["html.js"]
