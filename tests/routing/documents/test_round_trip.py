"""What is written is read back the same, and what was read is written in the same bytes."""

import json
from dataclasses import fields, replace

import numpy as np
import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.documents import (
    parse_plan,
    parse_problem,
    parse_scenario,
    parse_tours,
    plan_json,
    problem_json,
    problem_sha256,
    scenario_json,
    tours_json,
)
from routing.documents.packed import tables_json
from routing.model import (
    MOST_TRAVEL,
    AreaClosed,
    BanArea,
    Break,
    BreakKind,
    Change,
    Cost,
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    EdgesClosed,
    Explanation,
    Facility,
    FacilityClass,
    InputError,
    Leg,
    Load,
    Location,
    Meals,
    Objective,
    Order,
    Pin,
    Plan,
    Problem,
    Remedy,
    Ring,
    RoadProfile,
    RoadRecord,
    Route,
    Scenario,
    Shift,
    SpeedFactor,
    Standing,
    Stop,
    Supplier,
    Text,
    TimeWindow,
    Tour,
    TourTrip,
    TravelMatrix,
    Trip,
    TruckBan,
    TruckKind,
    Unserved,
    Urgency,
    Vehicle,
    WaysClosed,
)
from routing.model.identity import id_fault

PRICE = st.none() | st.integers(0, 10**6)
NAME = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ID = NAME.filter(lambda name: name and "#" not in name and id_fault(name) is None)
SMALL = st.integers(0, 10**6)
PLACE = st.builds(Location, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
SKILLS = st.frozensets(NAME, max_size=2)
WINDOWS = st.lists(st.integers(-9999, 99_999), unique=True, max_size=4).map(
    lambda ends: tuple(TimeWindow(*pair) for pair in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
RING = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=5).map(tuple)
POLYGON = st.lists(RING, min_size=1, max_size=2).map(tuple)
HOURS = st.sampled_from([(), (TimeWindow(0, 9), TimeWindow(30, 86_400))])
SIZE = st.none() | st.floats(0.1, 9)
CLOSURES = st.one_of(
    st.builds(WaysClosed, way_ids=st.lists(ID, min_size=1, max_size=2).map(tuple), hours=HOURS),
    st.builds(EdgesClosed, pairs=st.lists(st.tuples(ID, ID), min_size=1, max_size=2).map(tuple), hours=HOURS),
    st.builds(AreaClosed, name=NAME, polygon=POLYGON, hours=HOURS),
)
AREA = st.builds(BanArea, code=ID, name=NAME, polygons=st.lists(POLYGON, max_size=2).map(tuple))


@st.composite
def records(draw):
    """Any record of roads that contradicts nothing."""
    bans, kinds = draw(st.sets(ID, max_size=2)), draw(st.sets(ID, max_size=2))
    return RoadRecord(
        file=draw(NAME),
        sha256=draw(NAME),
        server=draw(NAME),
        snap_limit_m=draw(st.none() | st.floats(1, 9999)),
        closures=tuple(draw(st.lists(CLOSURES, max_size=3))),
        still_reachable=draw(SKILLS),
        bans=tuple(
            TruckBan(
                id=key,
                name=draw(NAME),
                area=draw(AREA),
                up_to_kg=draw(st.none() | st.floats(0, 9999)),
                closed=((0, 9), (79_200, 108_000)),
                days=(0, 6),
                first=draw(st.sampled_from(["", "2026-01-31"])),
            )
            for key in sorted(bans)
        ),
        speed_profile=(SpeedFactor(highway="*", from_s=9, until_s=99, factor=draw(st.floats(0.1, 3))),),
        truck_kinds=tuple(
            TruckKind(id=key, gross_t=draw(SIZE), height_m=draw(SIZE), hgv=draw(st.booleans()))
            for key in sorted(kinds)
        ),
        profiles=tuple(
            RoadProfile(id=f"{key} × b", kind=key, bans=tuple(sorted(bans))) for key in sorted(kinds)
        ),
    )


@st.composite
def problems(draw):
    """Any consistent problem of a few items, some of it pinned."""
    day = draw(_days())
    ids, pins = draw(st.permutations([part.id for part in day.parts])), []
    for vehicle in day.vehicles:
        mine, ids = ids[: draw(st.integers(0, 2))], ids[2:]
        trips = tuple(TourTrip(depot_id=day.depots[0].id, part_ids=(key,)) for key in mine[:1])
        pins.append(
            Pin(
                vehicle_id=vehicle.id,
                trips=trips,
                reserved_part_ids=frozenset(mine[draw(st.integers(0, 1)) :]),
                closed=draw(st.booleans()),
            )
        )
    return day.replace(pins=tuple(pins[: draw(st.integers(0, 2))]))


@st.composite
def _days(draw):
    kinds = draw(st.lists(ID, min_size=1, max_size=3, unique=True))
    places = draw(st.lists(ID, min_size=2, max_size=5, unique=True))
    cut = draw(st.integers(1, len(places) - 1))
    depots, facilities = places[:cut], places[cut:]
    counts = st.dictionaries(st.sampled_from(kinds), st.integers(0, 9)).map(Counts)
    cells = st.lists(st.integers(-1, MOST_TRAVEL), min_size=len(places), max_size=len(places))
    rows = draw(st.lists(cells, min_size=len(places), max_size=len(places)))
    travel = [[0 if i == j else cell for j, cell in enumerate(row)] for i, row in enumerate(rows)]
    return Problem(
        date="2026-11-24",
        name=draw(NAME),
        cylinder_types=tuple(
            CylinderType(id=kind, name=draw(NAME), full_g=9, tare_g=7, empty_vnd=draw(PRICE))
            for kind in kinds
        ),
        waiting_vnd_per_hour=tuple(draw(st.integers(0, 10**6)) for _ in range(3)),
        suppliers=(Supplier(id="s", name=draw(NAME)),),
        depots=tuple(
            Depot(
                id=place,
                name=draw(NAME),
                location=draw(PLACE),
                supplier_id=draw(st.sampled_from(["", "s"])),
                open=draw(WINDOWS),
                stock=draw(st.none() | counts),
                bays=draw(st.none() | st.integers(1, 9)),
                in_service=draw(st.booleans()),
            )
            for place in depots
        ),
        facilities=tuple(
            Facility(
                id=place,
                name=draw(NAME),
                location=draw(PLACE),
                kind=draw(st.sampled_from(FacilityClass)),
                standing=draw(st.sampled_from(Standing)),
                receiving=draw(WINDOWS),
                skills=draw(SKILLS),
            )
            for place in facilities
        ),
        vehicles=tuple(
            Vehicle(
                id=f"v{i}",
                payload_g=draw(st.integers(1, 99)),
                slots=draw(st.integers(1, 99)),
                start_depot_id=depots[0],
                end_depot_id=depots[-1],
                shift=Shift(
                    start_s=-draw(SMALL),
                    end_s=draw(SMALL),
                    max_duration_s=draw(st.none() | st.integers(1, 10**5)),
                ),
                rules=DriverRules(
                    max_driving_s=draw(st.none() | SMALL),
                    meals=draw(st.none() | st.builds(Meals, length_s=st.just(60), windows=WINDOWS)),
                ),
                skills=draw(SKILLS),
                load_depot_ids=draw(st.none() | st.frozensets(st.sampled_from(depots))),
                max_trips=draw(st.none() | st.integers(1, 9)),
            )
            for i in range(draw(st.integers(0, 2)))
        ),
        orders=tuple(
            Order(
                id=f"o{i}",
                facility_id=draw(st.sampled_from(facilities)),
                deliver=draw(counts),
                collect=Counts({kinds[0]: 1}),
                urgency=draw(st.sampled_from(Urgency)),
                due_s=draw(st.none() | SMALL),
                windows=draw(WINDOWS),
                release_s=draw(st.none() | SMALL),
                prize_vnd=draw(st.none() | SMALL),
            )
            for i in range(draw(st.integers(0, 2)))
        ),
        travel=TravelMatrix(
            place_ids=tuple(places), duration_s={"truck": travel}, length_m={"truck": travel}
        ),
        notes=draw(st.dictionaries(NAME, NAME, max_size=2)),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_a_problem_comes_back_the_same(problem):
    """read(write(p)) is p, and write(read(b)) is b, byte for byte."""
    data = problem_json(problem)
    again = parse_problem(data)
    assert again == problem
    assert problem_json(again) == data
    assert problem_sha256(again) == problem_sha256(problem)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(roads=records())
def test_a_record_of_roads_comes_back_the_same(two_clinics, roads):
    """Closures, bans, factors, kinds and profiles, byte for byte."""
    problem = two_clinics.replace(roads=roads)
    data = problem_json(problem)
    again = parse_problem(data)
    assert again == problem
    assert problem_json(again) == data


def test_every_world_comes_back_the_same(world):
    """The named worlds, too, and their parts are derived anew."""
    again = parse_problem(problem_json(world))
    assert again == world
    assert again.parts == world.parts


def test_travel_by_hour_comes_back_the_same(world, by_hour):
    """Slices, tables and bans, and what a leg takes at least is derived anew."""
    first = world.facilities[0].id
    day = world.replace(travel=by_hour(world.travel, (0, 100, ""), (25_200, 150, first), (30_000, 90, "")))
    again = parse_problem(problem_json(day))
    assert again == day
    assert again.travel.time_dependent["truck"].bans == ("Cấm xe tải",)
    assert problem_json(again) == problem_json(day)


def test_tables_that_differ_little_are_written_by_their_differences():
    """The second table is the first but for two cells, the third another one altogether."""
    table = np.arange(36, dtype=np.int32).reshape(6, 6)
    other = table.copy()
    other[2, [3, 5]] = (700, -1)
    written = tables_json(np.array([table, other, table * 9 + 1, table]))
    assert written[0] == table.tolist()
    assert written[1] == {"like": 0, "rows": {"2": [3, 700, 5, -1]}}
    assert written[2] == (table * 9 + 1).tolist()
    assert written[3] == {"like": 0, "rows": {}}


@pytest.mark.parametrize(
    "damage",
    [
        lambda t: t.update(like=9),
        lambda t: t.update(like=True),
        lambda t: t.update(rows=[]),
        lambda t: t["rows"].update({"99": [0, 1]}),
        lambda t: t["rows"].update({"0": [0]}),
        lambda t: t["rows"].update({"0": [99, 1]}),
        lambda t: t["rows"].update({"0": [1, -2]}),
        lambda t: t["rows"].update({"0": [1, 1.5]}),
        lambda t: t["rows"].update({"x": [1, 1]}),
    ],
)
def test_bad_differences_are_refused(far_valley, by_hour, damage):
    """A table that is not there, rows or columns that are not, numbers that are none."""
    travel = by_hour(far_valley.travel, (0, 100, ""), (25_200, 100, "near"), (30_000, 100, ""), detour=3)
    value = json.loads(problem_json(far_valley.replace(travel=travel)))
    tables = value["travel"]["profiles"]["truck"]["by_hour"]["duration_s"]
    sparse = next(table for table in tables if isinstance(table, dict))
    damage(sparse)
    with pytest.raises(InputError) as refused:
        parse_problem(json.dumps(value))
    assert "WRONG_TYPE" in {issue.code for issue in refused.value.issues}


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda t: t.pop("period"), "MISSING_KEY"),
        (lambda t: t.update(start_s=[]), "WRONG_TYPE"),
        (lambda t: t.update(start_s=[0, 25_200, 25_200]), "BAD_TRAVEL"),
        (lambda t: t.update(period=[0, 2, 3]), "BAD_TRAVEL"),
        (lambda t: t.update(free=[0, 1, 99]), "BAD_TRAVEL"),
        (lambda t: t.update(bans=[1]), "WRONG_TYPE"),
        (lambda t: t.update(without=None), "WRONG_TYPE"),
        (lambda t: t.update(without="nobody"), "BAD_TRAVEL"),
        (lambda t: t["duration_s"][0][0].pop(), "WRONG_TYPE"),
        (lambda t: t.update(duration_s=[]), "WRONG_TYPE"),
        (lambda t: t["duration_s"][0][0].__setitem__(slice(1, None), [10**6] * 2), "BAD_TRAVEL"),
    ],
)
def test_bad_travel_by_hour_is_refused(two_clinics, by_hour, damage, code):
    """Each fault has its code and says where it is."""
    travel = by_hour(two_clinics.travel, (0, 100, ""), (25_200, 150, "an"), (30_000, 90, ""))
    value = json.loads(problem_json(two_clinics.replace(travel=travel)))
    damage(value["travel"]["profiles"]["truck"]["by_hour"])
    with pytest.raises(InputError) as refused:
        parse_problem(json.dumps(value))
    assert code in {issue.code for issue in refused.value.issues}
    assert all("travel" in issue.subject.column for issue in refused.value.issues)


def test_layout_and_key_order_make_no_difference(world):
    """A problem written by hand, indented and in another order, is the same problem."""
    value = json.loads(problem_json(world))
    loose = json.dumps(dict(reversed(value.items())), indent=3)
    assert problem_json(parse_problem(loose)) == problem_json(world)


def test_the_bytes_are_canonical(world):
    """RFC 8785 has nothing to change about them."""
    data = problem_json(world)
    assert rfc8785.dumps(json.loads(data)) == data


def test_the_form_is_the_published_one(far_valley):
    """Field names with units, counts by type, windows as pairs, urgency by name, -1 without a road."""
    value = json.loads(problem_json(far_valley))
    assert value["format"] == {"name": "oxyroute-problem", "version": 3}
    assert value["orders"][1]["deliver"] == {"40L": 4}
    assert value["orders"][1]["urgency"] == "URGENT"
    assert value["vehicles"][0]["shift"] == {
        "start_s": 18_000,
        "end_s": 61_200,
        "max_overtime_s": 3600,
        "max_duration_s": None,
    }
    assert value["travel"]["place_ids"] == ["depot", "near", "far", "island"]
    assert value["travel"]["profiles"]["truck"]["duration_s"][0] == [0, 1800, 18_000, -1]
    assert "parts" not in value


def test_a_file_from_before_these_fields_is_the_same_problem(world):
    """Without the longest duty, meals, releases, prizes and pins, a file says that there are none."""
    plain = world.replace(
        pins=(),
        vehicles=tuple(replace(v, shift=replace(v.shift, max_duration_s=None)) for v in world.vehicles),
        orders=tuple(replace(order, release_s=None, prize_vnd=None) for order in world.orders),
    )
    value = json.loads(problem_json(plain))
    del value["pins"]
    for vehicle in value["vehicles"]:
        del vehicle["shift"]["max_duration_s"], vehicle["rules"]["meals"]
    for order in value["orders"]:
        del order["release_s"], order["prize_vnd"]
    assert parse_problem(json.dumps(value)) == plain


def test_windows_are_pairs_of_seconds(tight_morning):
    """[[start_s, end_s]]."""
    value = json.loads(problem_json(tight_morning))
    assert value["facilities"][0]["receiving"] == [[25_200, 28_800]]


def leg(origin, destination):
    pause = Break(start_s=20, end_s=30)
    ends = {"origin_id": origin, "destination_id": destination}
    return Leg(**ends, depart_s=10, arrive_s=50, travel_s=30, length_m=7, breaks=(pause,))


def plan(remedy: Change | None = None) -> Plan:
    """A plan that has something of everything."""
    load = Load(full=Counts({"40L": 1}), empty=Counts({"10L": 2}))
    stop = Stop(
        order_id="o",
        part_id="o#1",
        facility_id="f",
        leg=leg("d", "f"),
        rests=(Break(start_s=60, end_s=70, kind=BreakKind.MEAL),),
        begin_s=70,
        end_s=80,
        delivered=Counts({"40L": 1}),
        collected=Counts(),
        aboard=load,
        late_s=3,
    )
    trip = Trip(depot_id="d", begin_s=0, end_s=10, loaded=Counts({"40L": 2}), stops=(stop,))
    route = Route(
        vehicle_id="v",
        trips=(trip, replace(trip, depot_id="e", leg=leg("f", "e"), rests=stop.rests)),
        finish=leg("f", "d"),
        start_s=0,
        end_s=99,
        cost=Cost(fixed_vnd=1, distance_vnd=2, time_vnd=3, overtime_vnd=4),
    )
    why = Explanation(
        code="x",
        reason=Text("Vì sao", "Why"),
        remedy=remedy,
        remedy_text=Text("Sửa", "Mend") if remedy else None,
        verified=remedy is not None,
    )
    unserved = Unserved(
        order_id="u",
        part_id="u",
        facility_id="f",
        urgency=Urgency.EMERGENCY,
        deliver=Counts({"8L": 3}),
        collect=Counts(),
        explanation=why,
    )
    return Plan(
        problem_sha256="ab" * 32,
        routes=(route,),
        unserved=(unserved,),
        objective=Objective(unserved=(3, 0, 0), late_s=(0, 3, 0), cost_vnd=10),
        parameters={"engine": "greedy", "seed": "0"},
    )


def any_of(kind):
    """Any change of a kind, by the types of its fields."""
    return st.builds(kind, **{field.name: BY_HINT[field.type] for field in fields(kind)})


BY_HINT = {str: NAME, int: SMALL, tuple[str, ...]: st.lists(NAME, max_size=3).map(tuple)}
REMEDIES = st.one_of(*map(any_of, Remedy.__args__))
POINT = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
BY_HINT[tuple[TimeWindow, ...]] = WINDOWS
BY_HINT[tuple[Ring, ...]] = st.lists(st.lists(POINT, max_size=4).map(tuple), max_size=2).map(tuple)
BY_HINT[tuple[tuple[str, str], ...]] = st.lists(st.tuples(NAME, NAME), max_size=2).map(tuple)
BY_HINT[tuple[Remedy, ...]] = st.lists(REMEDIES, max_size=3).map(tuple)


CHANGES = st.one_of(*map(any_of, Change.__args__))


@given(st.none() | CHANGES)
def test_a_plan_comes_back_the_same(remedy):
    """Every kind of remedy included; a change is told by its `kind`."""
    data = plan_json(plan(remedy))
    assert parse_plan(data) == plan(remedy)
    assert plan_json(parse_plan(data)) == data
    if remedy:
        assert json.loads(data)["unserved"][0]["explanation"]["remedy"]["kind"] == remedy.kind


@given(st.lists(CHANGES, max_size=4))
def test_a_scenario_comes_back_the_same(changes):
    """Its changes in order."""
    scenario = Scenario(name=Text("Đường ngập", "Flooded road"), changes=tuple(changes))
    assert parse_scenario(scenario_json(scenario)) == scenario


def test_tours_come_back_the_same():
    """Trucks, trips and ids of parts."""
    tours = (Tour(vehicle_id="v", trips=(TourTrip(depot_id="d", part_ids=("a", "b#1")),)),)
    assert parse_tours(tours_json(tours)) == tours
    assert parse_tours(tours_json(())) == ()


def test_what_the_model_does_not_know_is_not_written():
    """A stray value is a mistake of the caller."""
    with pytest.raises(TypeError, match="object"):
        tours_json((object(),))
