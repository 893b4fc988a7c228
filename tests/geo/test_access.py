"""Who may enter a way: single values, lists, capitals, directions and ferries."""

import numpy as np
import pytest

from geo.roads.access import admits, course_of, motor_access, takes_trucks, trucks_course
from geo.roads.tags import BACKWARD, BOTH, FORWARD, NEITHER
from geo.trucks.truck_profile import travel_seconds

PRIMARY = {"highway": "primary"}
NODES = {1: (0, 0), 2: (0, 1)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", True),
        ("Yes", True),
        (" delivery ", True),
        ("delivery;destination", True),
        ("hgv", True),
        ("bus;delivery", True),
        ("motorcycle;hgv", True),
        ("no", False),
        ("No", False),
        ("PRIVATE", False),
        ("no;private", False),
        ("private;customers", False),
        ("destination;no", False),
        ("motorcycle", False),
        ("foot;bicycle;moped", False),
        ("motorcar", False),
        ("agricultural;forestry", False),
        ("bus", False),
        ("", None),
        (";", None),
        ("perhaps", None),
        ("motorcycle;perhaps", None),
    ],
)
def test_access_values(text, expected):
    """Capitals and lists as single values; what lets in others only lets no truck in."""
    assert admits(text) is expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"motor_vehicle": "motorcycle"}, False),
        ({"motor_vehicle": "Motorcycle", "hgv": "Yes"}, True),
        ({"access": "no;private"}, False),
        ({"access": "no", "motor_vehicle": "yes"}, True),
        ({"access": "no", "motor_vehicle": "perhaps"}, False),
        ({"access": "no", "hgv": "no;delivery"}, False),
        ({"vehicle": "NO"}, False),
        ({}, True),
    ],
)
def test_the_narrowest_tag_that_is_understood_decides(tags, expected):
    """One that is not says nothing."""
    assert motor_access(tags) is expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({}, True),
        ({"foot": "yes"}, False),
        ({"bicycle": "designated", "foot": "yes"}, False),
        ({"motorcycle": "yes"}, False),
        ({"foot": "yes", "motor_vehicle": "yes"}, True),
        ({"foot": "yes", "motorcar": "Yes"}, True),
        ({"foot": "yes", "hgv": "yes"}, True),
        ({"foot": "yes", "motorcar": "no"}, False),
        ({"motor_vehicle": "no;private"}, False),
        ({"motor_vehicle": "motorcycle"}, False),
        ({"motorcar": "yes", "hgv": "NO"}, False),
        ({"foot": "no"}, True),
    ],
)
def test_ferries(tags, expected):
    """One for people on foot or two wheels takes no trucks."""
    assert takes_trucks(tags) is expected


@pytest.mark.parametrize(
    ("tags", "everybody", "trucks"),
    [
        ({}, BOTH, BOTH),
        ({"hgv": "no"}, BOTH, BOTH),
        ({"hgv:backward": "no"}, BOTH, FORWARD),
        ({"hgv:forward": "No"}, BOTH, BACKWARD),
        ({"hgv:forward": "no", "hgv:backward": "private"}, BOTH, NEITHER),
        ({"goods:backward": "no"}, BOTH, FORWARD),
        ({"goods:backward": "no", "hgv:backward": "yes"}, BOTH, BOTH),
        ({"motor_vehicle:backward": "no"}, FORWARD, FORWARD),
        ({"access:forward": "no;private"}, BACKWARD, BACKWARD),
        ({"vehicle:backward": "motorcycle", "hgv:backward": "delivery"}, BOTH, BOTH),
        ({"access:backward": "no", "motor_vehicle": "yes"}, BOTH, BOTH),
        ({"motor_vehicle:forward": "no", "access:backward": "no"}, NEITHER, NEITHER),
        ({"hgv:backward": "perhaps"}, BOTH, BOTH),
    ],
)
def test_directions(tags, everybody, trucks):
    """Of a two-way road; what is narrower counts first."""
    assert course_of(tags, BOTH) == everybody
    assert trucks_course(tags) == trucks


def test_a_one_way_road_against_which_alone_one_may_drive_is_none():
    """The sign and the tag contradict each other."""
    assert course_of({"motor_vehicle:forward": "no"}, FORWARD) == NEITHER
    assert course_of({"motor_vehicle:backward": "no"}, FORWARD) == FORWARD
    assert course_of({"access:backward": "no"}, BACKWARD) == NEITHER


def _open(graph, profile):
    """The directions of way 10 that a truck may drive, as pairs of nodes."""
    free = np.isfinite(travel_seconds(graph, profile)) & (graph.ways.id[graph.way] == "10")
    return {
        (str(graph.node_id[graph.tail[edge]]), str(graph.node_id[graph.head[edge]]))
        for edge in np.flatnonzero(free)
    }


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"hgv:backward": "no"}, {("1", "2")}),
        ({"hgv:forward": "no"}, {("2", "1")}),
        ({"motor_vehicle:backward": "no"}, {("1", "2")}),
        ({"oneway": "-1", "hgv:forward": "no"}, {("2", "1")}),
        ({"oneway": "-1", "hgv:backward": "no"}, set()),
        ({"hgv": "NO"}, set()),
        ({}, {("1", "2"), ("2", "1")}),
    ],
)
def test_a_direction_barred_to_trucks_is_not_driven(osm, truck, tags, expected):
    """From the file to the seconds of the edges."""
    graph = osm(NODES, [(10, [1, 2], PRIMARY | tags)])
    assert _open(graph, truck) == expected


def test_ferries_and_values_left_out_are_told(osm):
    """By what they are."""
    ways = [
        (10, [1, 2], PRIMARY),
        (11, [1, 2], {"route": "ferry", "foot": "yes"}),
        (12, [1, 2], PRIMARY | {"motor_vehicle": "motorcycle"}),
        (13, [1, 2], PRIMARY | {"access": "perhaps"}),
    ]
    report = osm(NODES, ways).report
    assert report.ignored_classes == (("ferry (no trucks)", 1),)
    assert (report.barred, report.ways_kept) == (1, 2)
    assert [(tag.key, tag.examples) for tag in report.unreadable] == [("access", ("perhaps",))]
