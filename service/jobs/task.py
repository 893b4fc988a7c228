"""What the server and a worker process say to each other."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.dispatch.plans.search import Search
from service.dispatch.what_if.mode import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """All that a worker needs to know; it never opens the store.

    Attributes
    ----------
    problem, base : bytes
        Canonical JSON of the problem, and of the base plan of a scenario (else empty).
    start : bytes
        Canonical JSON of the plan that the search begins from (else empty).
    best : bytes
        Canonical JSON of the best tours of an earlier attempt, to begin from instead (else empty).
    start_plan_id : str
        The plan that the request named to start from, if any.
    stay_close : bool
        Whether moving stops of `start` has a price.
    changes : dict
        What a scenario asks; empty for a plan. `mode` is how.
    roads : tuple of Path
        Road files that may be read for it.
    made : bool
        Whether `best` is the plan itself: it is timed and judged, and nothing is searched.
    explained : bool
        Whether unserved orders get their reasons.
    """

    operation_id: str
    problem: bytes
    problem_sha256: str
    search: Search
    base: bytes = b""
    start: bytes = b""
    best: bytes = b""
    start_plan_id: str = ""
    stay_close: bool = False
    changes: dict[str, Any] = field(default_factory=dict)
    mode: str = Mode.TODAY.value
    roads: tuple[Path, ...] = ()
    made: bool = False
    explained: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A worker's news: wall time since it began, the best objective so far, how it fell, and its tours."""

    elapsed_s: float
    best: dict[str, Any] | None
    curve: tuple[tuple[float, int, int, int], ...]
    tours: bytes = b""

    def as_json(self, *, seconds: float, stopping: bool) -> dict[str, Any]:
        """Return it as JSON values; a point of the curve is s, cylinders unserved, s late, VND."""
        return {
            "elapsed_s": self.elapsed_s,
            "seconds": seconds,
            "best": self.best,
            "curve": [list(point) for point in self.curve],
            "stopping": stopping,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a worker found; `problem`, `delta` and `answer` are set for a scenario.

    `hits` is set where it closes roads.
    `better` is a plan for the day as it is that a scenario found on the way.
    """

    plan: bytes
    problem_sha256: str
    figures: dict[str, Any]
    progress: Progress
    problem: bytes = b""
    delta: dict[str, Any] | None = None
    hits: dict[str, Any] | None = None
    answer: dict[str, Any] | None = None
    better: bytes = b""
    better_figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a worker found nothing: a stable code, a sentence in both languages, issues of the input."""

    code: str
    vi: str
    en: str
    issues: tuple[dict[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "code": self.code,
            "message": {"vi": self.vi, "en": self.en},
            "issues": list(self.issues),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBegun:
    """Why a worker never came to its task: it could not be started, or ended before its first word."""

    reason: str


Message = Progress | Outcome | Failure | NotBegun

STOP = "stop"
"""The one word that the server says to a worker."""
