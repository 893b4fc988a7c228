"""Request bodies."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from routing.model import Text, TextError
from routing.replan.insertion import MOST
from routing.replan.locks import Locks
from routing.replan.topup import SHARE_PERCENT
from service.dispatch.plans.search import Search
from service.dispatch.plans.solving import DEFAULT_ENGINE, MOST_ITERATIONS
from service.dispatch.requests import NO_LOCKS, PlanJob, ScenarioJob
from service.dispatch.what_if.changes import ScenarioChanges
from service.dispatch.what_if.mode import Mode

_EITHER = Text("Cho một trong hai: problem_sha256 hoặc date", "Give either problem_sha256 or date")
_NO_START = Text(
    "Có locks hoặc stay_close thì phải có start_plan_id", "With locks or stay_close, give start_plan_id"
)
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=128)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True)


class SearchAsked(_Given):
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

    @property
    def search(self) -> Search:
        """The search that is asked for."""
        return Search(engine=self.engine, seconds=self.seconds, iterations=self.iterations, seed=self.seed)


class LocksAsked(_Given):
    """What is to stay of the plan that the search starts from, by ids of trucks and orders.

    `routes` stay exactly (an idle truck idle), `vehicles` keep their trips and may get more, `stops` (ids of
    orders) stay on their truck, and of `departed` trucks so many first trips have left already.
    """

    routes: Annotated[list[Name], Field(max_length=10_000)] = []
    vehicles: Annotated[list[Name], Field(max_length=10_000)] = []
    stops: Annotated[list[Name], Field(max_length=100_000)] = []
    departed: dict[Name, Annotated[int, Field(ge=1, le=1000)]] = {}

    def locks(self) -> Locks:
        """Return the locks that are asked for."""
        return Locks(
            routes=tuple(self.routes),
            vehicles=tuple(self.vehicles),
            orders=tuple(self.stops),
            departed=self.departed,
        )


class PlanRequest(SearchAsked):
    """Asks for a plan of a stored problem: by its hash, or the current one of a day.

    With `start_plan_id` the search begins from that plan, and the problem may be left out: it is the plan's.
    With `stay_close` too, a stop that moves to another truck or by more than half an hour has a price.
    With `locks` the plan is made for the problem with these locks, which is stored beside it.
    """

    problem_sha256: Sha256 | None = None
    date: Annotated[str, Field(min_length=1, max_length=10, examples=["tomorrow"])] | None = None
    start_plan_id: Annotated[str, Field(pattern=r"^plan-[0-9a-f]{16}$")] | None = None
    stay_close: Annotated[
        bool,
        Field(description="Giữ sát start_plan_id: đổi xe, đổi giờ có giá / price moving its stops"),
    ] = False
    locks: LocksAsked | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        given = (self.problem_sha256 is not None) + (self.date is not None)
        if given > 1 or (given == 0 and self.start_plan_id is None):
            raise TextError(_EITHER)
        if (self.locks or self.stay_close) and self.start_plan_id is None:
            raise TextError(_NO_START)
        return self

    def job(self) -> PlanJob:
        """Return what is asked for."""
        return PlanJob(
            search=self.search,
            problem_sha256=self.problem_sha256 or "",
            date=self.date or "",
            start_plan_id=self.start_plan_id or "",
            stay_close=self.stay_close,
            locks=self.locks.locks() if self.locks else NO_LOCKS,
        )


class ChangesAsked(_Given):
    """What happens at once in a scenario; at least one of them."""

    depot_down: Annotated[list[Name], Field(max_length=100)] = []
    vehicle_down: Annotated[list[Name], Field(max_length=1000)] = []
    close_way: Annotated[list[Name], Field(max_length=1000)] = []
    close_area: Annotated[
        list[dict[str, Any]],
        Field(max_length=100, description="GeoJSON: Polygon, MultiPolygon, Feature, FeatureCollection"),
    ] = []
    close_edge: Annotated[
        list[Annotated[list[Name], Field(min_length=2, max_length=2)]],
        Field(max_length=1000, description="Các cặp nút [từ, tới] / pairs of junctions [from, to]"),
    ] = []
    close_hours: Annotated[
        str,
        Field(
            max_length=200,
            examples=["06:00-09:00;16:00-19:00"],
            description="Giờ đóng mọi đường nêu trên / when all that is closed is; empty: all day",
        ),
    ] = ""
    still_reachable: Annotated[
        list[Name],
        Field(
            max_length=10_000,
            description="Nơi bị chia cắt nhưng vẫn tới được / places cut off that trucks can serve",
        ),
    ] = []
    permit: Annotated[
        list[Name],
        Field(max_length=1000, description="Xe được phép vào giờ cấm / trucks with a permit"),
    ] = []
    demand: Annotated[float, Field(ge=0.01, le=100)] | None = None


class ScenarioRequest(SearchAsked):
    """Asks what if; `base` is a plan id, or a date, `today` or `tomorrow` for its published plan."""

    base: Annotated[str, Field(min_length=1, max_length=64)]
    changes: ChangesAsked
    mode: Annotated[
        Mode,
        Field(
            strict=False,  # a word of the list is what JSON has for it
            description="today: sát kế hoạch gốc / close to the base plan; "
            "planning: tìm lại cả hai ngày / both days searched anew",
        ),
    ] = Mode.TODAY

    def job(self) -> ScenarioJob:
        """Return what is asked for."""
        changes = ScenarioChanges(**self.changes.model_dump())
        return ScenarioJob(search=self.search, base=self.base, changes=changes, mode=self.mode)


class PublishRequest(_Given):
    """What is accepted by name when a plan is published."""

    accept: Annotated[list[Literal["problem_not_current"]], Field(max_length=8)] = []


class InsertionRequest(_Given):
    """Asks where an unserved order fits best into a plan.

    `problem_sha256` is the problem that has the order, where it came after the plan was made.
    """

    order_id: Name
    most: Annotated[int, Field(ge=1, le=100)] = MOST
    problem_sha256: Sha256 | None = None


class TopUpRequest(_Given):
    """Asks to make orders optional, each at `share_percent` of what a visit of its own would cost."""

    order_ids: Annotated[list[Name], Field(min_length=1, max_length=10_000)]
    share_percent: Annotated[int, Field(ge=0, le=100)] = SHARE_PERCENT


class ToursRequest(_Given):
    """Tours made by hand, to be timed and judged; `keep` stores the plan as a draft."""

    problem_sha256: Sha256
    tours: Annotated[list[dict[str, Any]], Field(max_length=10_000)]
    keep: bool = False
