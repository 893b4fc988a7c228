"""Timed rules of a map become timed closures of a day."""

from dataclasses import replace

import numpy as np
import pytest

from geo.restrictions.signs import signed_closures
from geo.roads import read_roads
from geo.roads.access_rules import Comparison, parse_conditional, rule_of
from geo.roads.opening_hours import common
from geo.timed_closures import DAY_S, every_day
from geo.trucks.truck_profile import travel_seconds

HOUR = 3600
TODAY = ((0, DAY_S),)
MONDAY, SATURDAY = "2026-11-23", "2026-11-28"
NODES = {1: (0, 0), 2: (1, 0), 3: (2, 0)}
STREET = {"highway": "primary", "name": "Phố Huế"}


@pytest.fixture
def street(osm):
    """A street with some tags, and another that has none."""
    return lambda **tags: osm(
        NODES, [(10, [1, 2], STREET | _keyed(tags)), (20, [2, 3], {"highway": "primary"})]
    )


def _keyed(tags):
    return {
        key.replace("__", ":"): text.replace("<", "&lt;").replace(">", "&gt;") for key, text in tags.items()
    }


def _hours(graph, profile, date=MONDAY, **more):
    """When the street is closed on the day itself; the other never is."""
    timed_closures = signed_closures(graph, profile, date, **more)
    for closure in timed_closures:
        assert set(graph.ways.id[graph.way[closure.edges]].tolist()) == {"10"}
    return [
        (start / HOUR, end / HOUR)
        for closure in timed_closures
        for start, end in common(closure.windows, TODAY)
    ]


def test_a_street_closed_to_trucks_by_day(street, truck):
    """Both directions are barred in the tag's hours, and the closure says which street and by what tag."""
    graph = street(hgv__conditional="no @ (06:00-09:00,16:00-19:30)")
    (closure,) = signed_closures(graph, truck, MONDAY)
    assert closure.name == "Phố Huế (hgv:conditional=no @ (06:00-09:00,16:00-19:30))"
    assert closure.windows == every_day(((6 * HOUR, 9 * HOUR), (16 * HOUR, int(19.5 * HOUR))))
    assert closure.edges.sum() == 2
    assert np.isfinite(travel_seconds(graph, truck)).all()
    assert signed_closures(graph, replace(truck, hgv=False), MONDAY) == ()
    assert graph.report.timed == (("hgv:conditional", 1),)
    assert "timed rules read: hgv:conditional 1" in "\n".join(map(str, graph.report.lines()))


@pytest.mark.parametrize(
    ("tags", "monday", "saturday"),
    [
        ({"motor_vehicle__conditional": "no @ (Sa-Su 18:00-24:00)"}, [], [(18, 24)]),
        ({"access__conditional": "no @ (22:00-05:00)"}, [(0, 5), (22, 24)], [(0, 5), (22, 24)]),
        ({"access__hgv__conditional": "no @ (Mo 06:00-07:00)"}, [(6, 7)], []),
        ({"hgv__conditional": "no @ Mo-Fr 06:00-22:00; Sa 06:00-12:00"}, [(6, 22)], [(6, 12)]),
        (
            {"hgv__conditional": "no @ (06:00-22:00); destination @ (Sa 10:00-12:00)"},
            [(6, 22)],
            [(6, 10), (12, 22)],
        ),
        ({"hgv__conditional": "delivery @ (06:00-07:00)"}, [], []),
        ({"motor_vehicle__conditional": "no @ (06:00-22:00)", "hgv": "yes"}, [], []),
        ({"motor_vehicle__conditional": "no @ (06:00-22:00)", "access": "yes"}, [(6, 22)], [(6, 22)]),
        ({"hgv": "no", "hgv__conditional": "yes @ (09:00-16:00)"}, [(0, 9), (16, 24)], [(0, 9), (16, 24)]),
        ({"access": "no", "access__conditional": "yes @ (Mo 09:00-16:00)"}, [(0, 9), (16, 24)], [(0, 24)]),
        ({"access": "no", "hgv__conditional": "delivery @ (Mo 09:00-16:00)"}, [(0, 9), (16, 24)], [(0, 24)]),
        ({"goods__conditional": "no @ (Mo 06:00-22:00)"}, [(6, 22)], []),
        ({"goods__conditional": "no @ (06:00-22:00)", "hgv": "yes"}, [], []),
        ({"goods": "yes", "motor_vehicle__conditional": "no @ (Mo 06:00-22:00)"}, [(6, 22)], []),
        ({"maxweight__conditional": "3.5 @ (06:00-22:00)"}, [(6, 22)], [(6, 22)]),
        ({"maxweight__conditional": "5 @ (06:00-22:00)"}, [], []),
        ({"maxweight__conditional": "3.5 @ (06:00-22:00); none @ (Sa)"}, [(6, 22)], []),
        ({"maxweight__hgv__conditional": "3.5 @ (Mo 06:00-22:00)"}, [(6, 22)], []),
        ({"maxweight__goods__conditional": "3.5 @ (06:00-22:00)"}, [], []),
        ({"maxheight__conditional": "2.5 @ (06:00-22:00)"}, [(6, 22)], [(6, 22)]),
        ({"hgv__conditional": "no @ (Mo 06:00-09:00 AND weight>3.5)"}, [(6, 9)], []),
        ({"hgv__conditional": "no @ (maxweightrating>7.5 t AND 06:00-09:00)"}, [], []),
    ],
)
def test_what_closes_a_truck_of_5_t_and_when(street, truck, tags, monday, saturday):
    """The narrowest key counts, then the last clause that holds; limits bind when they are in force."""
    graph = street(**tags)
    assert _hours(graph, truck) == monday
    assert _hours(graph, truck, SATURDAY) == saturday
    assert np.isfinite(travel_seconds(graph, truck)).all()
    assert graph.report.unreadable == graph.report.conditional == ()


@pytest.mark.parametrize("text", ["no @ (weight>1)", "no @ weight>1", "no @ (length>6)", "no @ (axles>=2)"])
def test_rules_for_large_trucks_bind_them_all_day(street, truck, text):
    """Without hours a rule always holds; a smaller vehicle passes."""
    graph = street(hgv__conditional=text)
    assert _hours(graph, truck) == [(0, 24)]
    small = replace(truck, gross_t=0.9, length_m=3.0, axles=1)
    assert _hours(graph, small) == []


@pytest.mark.parametrize(
    ("tags", "pair"),
    [
        ({"oneway__conditional": "yes @ (07:00-09:00)"}, ("2", "1")),
        ({"oneway__conditional": "-1 @ (07:00-09:00)"}, ("1", "2")),
        ({"hgv__backward__conditional": "no @ (07:00-09:00)"}, ("2", "1")),
        ({"motor_vehicle__forward__conditional": "no @ (07:00-09:00)"}, ("1", "2")),
    ],
)
def test_one_direction_alone(street, truck, tags, pair):
    """One-way by the hour, and what is forbidden in one direction."""
    graph = street(**tags)
    (closure,) = signed_closures(graph, truck, MONDAY)
    (edge,) = np.flatnonzero(closure.edges)
    assert (graph.node_id[graph.tail[edge]], graph.node_id[graph.head[edge]]) == pair
    assert closure.windows == every_day(((7 * HOUR, 9 * HOUR),))


def test_ways_of_one_street_are_one_bar(osm, truck):
    """People close streets, not the pieces that mappers cut them into."""
    rule = STREET | {"hgv:conditional": "no @ (06:00-09:00)"}
    graph = osm(NODES, [(10, [1, 2], rule), (20, [2, 3], rule)])
    (closure,) = signed_closures(graph, truck, MONDAY)
    assert closure.edges.all()


def test_public_holidays_are_told_by_who_asks(street, truck):
    """The map does not know them."""
    graph = street(hgv__conditional="no @ (PH 06:00-09:00)")
    assert _hours(graph, truck) == []
    assert _hours(graph, truck, holidays={MONDAY}) == [(6, 9)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no @ (Mo 06:00-09:00)", [(6, 9)]),
        ("no @ (Tu 00:00-06:00)", [(24, 30)]),
        ("no @ (Su 06:00-09:00)", [(-18, -15)]),
        ("no @ (Mo 22:00-05:00)", [(22, 29)]),
        ("no @ (2026 Nov 24 00:00-06:00)", [(24, 30)]),
        ("no @ (PH 00:00-06:00)", [(24, 30)]),
    ],
)
def test_the_days_beside_the_plan_have_signs_of_their_own(street, truck, text, expected):
    """A sign with a weekday or a date binds on the date that the clock shows; Tuesday is a holiday."""
    (closure,) = signed_closures(street(hgv__conditional=text), truck, MONDAY, holidays={"2026-11-24"})
    assert [(start / HOUR, end / HOUR) for start, end in closure.windows] == expected


@pytest.mark.parametrize(
    ("key", "text", "field"),
    [
        ("hgv:conditional", "no @ (sunset-sunrise)", "unreadable"),
        ("hgv:conditional", "no @ wet", "unreadable"),
        ("hgv:conditional", "no", "unreadable"),
        ("hgv:conditional", "perhaps @ (06:00-09:00)", "unreadable"),
        ("hgv:conditional", "no @ (06:00-09:00); yes @ (weight)", "unreadable"),
        ("hgv:conditional", "no @ (stay>2 hours)", "unreadable"),
        ("maxweight:conditional", "heavy @ (06:00-09:00)", "unreadable"),
        ("maxspeed:conditional", "30 @ (06:00-09:00)", "conditional"),
        ("maxspeed:hgv:conditional", "30 @ (06:00-09:00)", "conditional"),
        ("motorcycle:conditional", "no @ (06:00-09:00)", "conditional"),
        ("hgv:lanes:conditional", "no|yes @ (06:00-09:00)", "conditional"),
    ],
)
def test_what_is_not_understood_is_told_and_closes_nothing(osm, truck, key, text, field):
    """With its value where that is the trouble, else by its key."""
    graph = osm(NODES, [(10, [1, 2], STREET | {key: text.replace(">", "&gt;")})])
    assert signed_closures(graph, truck, MONDAY) == ()
    fields = {"unreadable": [tag.key for tag in graph.report.unreadable]}
    fields["conditional"] = [name for name, _ in graph.report.conditional]
    assert fields.pop(field) == [key]
    assert list(fields.values()) == [[]]


def test_a_one_way_street_that_opens_is_told(osm):
    """Edges against it would have to be there first."""
    tags = STREET | {"oneway": "yes", "oneway:conditional": "no @ (22:00-05:00)"}
    graph = osm(NODES, [(10, [1, 2], tags)])
    assert graph.report.conditional == (("oneway:conditional", 1),)
    assert graph.edges == 1


def test_clauses_and_keys():
    """Several values, each with its conditions."""
    first, second = parse_conditional("no @ (weight >= 3.5 t AND Mo-Fr); yes @ (axleload<2)")
    assert (first.value, len(first.conditions)) == ("no", 2)
    assert second.conditions == (Comparison(what="axleload", sign="<", number=2),)
    assert rule_of("maxspeed:conditional") is None
    assert rule_of("oneway:hgv:conditional") is None
    assert rule_of("access:hgv:conditional").key == "hgv"


def test_a_date_that_is_none_is_refused(street, truck):
    """It is the caller's mistake."""
    with pytest.raises(ValueError, match="isoformat"):
        signed_closures(street(), truck, "28/11/2026")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("city", "date", "count"),
    [("hanoi", "2026-11-23", 29), ("hanoi", "2026-11-28", 89), ("hcmc", "2026-04-30", 153)],
)
def test_the_timed_rules_of_real_cities(shared_data, truck, city, date, count):
    """Every one that two cities have is understood, and closes what it says on the day."""
    graph = read_roads(shared_data / city / f"{city}_roads.osm.gz")
    assert graph.report.unreadable == graph.report.conditional == ()
    timed_closures = signed_closures(graph, truck, date)
    today = [closure for closure in timed_closures if common(closure.windows, TODAY)]
    ways = {way for closure in today for way in graph.way[closure.edges].tolist()}
    assert len(ways) == count
