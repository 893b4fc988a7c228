"""Request bodies."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from routing.model import Text, TextError
from service.dispatch.solving import DEFAULT_ENGINE, MOST_ITERATIONS

_EITHER = Text("Cho một trong hai: problem_sha256 hoặc date", "Give either problem_sha256 or date")
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=128)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Search(_Given):
    """How to search: engine, seed, and wall seconds or, for the same plan again, iterations.

    Where `iterations` is given the engine works so many rounds of its own and `seconds` does not limit it.
    """

    engine: Annotated[str, Field(max_length=32)] = DEFAULT_ENGINE
    seconds: Annotated[float, Field(gt=0)] = 10.0
    iterations: Annotated[
        int | None,
        Field(ge=1, le=MOST_ITERATIONS, description="Số vòng tìm thay cho giây / rounds instead of seconds"),
    ] = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class PlanRequest(Search):
    """Asks for a plan of a stored problem: by its hash, or the newest of a day."""

    problem_sha256: Sha256 | None = None
    date: Annotated[str, Field(max_length=10, examples=["tomorrow"])] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.problem_sha256 is None) == (self.date is None):
            raise TextError(_EITHER)
        return self


class ChangesAsked(_Given):
    """What happens at once in a scenario; at least one of them."""

    depot_down: Annotated[list[Name], Field(max_length=100)] = []
    vehicle_down: Annotated[list[Name], Field(max_length=1000)] = []
    close_way: Annotated[list[Name], Field(max_length=1000)] = []
    demand: Annotated[float, Field(ge=0.01, le=100)] | None = None


class ScenarioRequest(Search):
    """Asks what if; `base` is a plan id, or a date, `today` or `tomorrow` for its published plan."""

    base: Annotated[str, Field(min_length=1, max_length=64)]
    changes: ChangesAsked


class ToursRequest(_Given):
    """Tours made by hand, to be timed and judged; `keep` stores the plan as a draft."""

    problem_sha256: Sha256
    tours: Annotated[list[dict[str, Any]], Field(max_length=10_000)]
    keep: bool = False
