"""Write the checked-in JSON Schemas anew: `python -m routing.documents`."""

import json
from pathlib import Path
from typing import Any

from routing.documents import plan_schema, problem_schema, write_bytes

_ROUTING = Path(__file__).parents[1]


def _write(schema: dict[str, Any], name: str) -> None:
    text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    write_bytes(text.encode(), _ROUTING / name)


if __name__ == "__main__":
    _write(problem_schema(), "problem.schema.json")
    _write(plan_schema(), "plan.schema.json")
