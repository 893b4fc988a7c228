"""Where trucks may drive, and how fast."""

from dataclasses import replace

import numpy as np
import pytest

from geo.places.ground import read_factors
from geo.roads import MOTOR_CLASSES
from geo.trucks.truck_profile import TruckProfile, read_speeds, travel_seconds
from routing.model import InputError

NODES = {1: (0, 0), 2: (1, 0)}


def seconds_with(osm, profile, **tags):
    """Seconds along one way of 1112 m with these tags."""
    graph = osm(NODES, [(10, [1, 2], {"highway": "primary"} | tags)])
    return travel_seconds(graph, profile)[0]


def test_seconds_follow_from_length_and_class_speed(osm, truck):
    """1112 m at 10 m/s."""
    assert seconds_with(osm, truck) == pytest.approx(111.195, abs=0.001)


def test_a_signed_limit_lowers_the_speed_and_never_raises_it(osm, truck):
    """18 km/h halves it, 90 km/h changes nothing; the factor applies to the sign."""
    assert seconds_with(osm, truck, maxspeed="18") == pytest.approx(222.39, abs=0.01)
    assert seconds_with(osm, truck, maxspeed="90") == pytest.approx(111.195, abs=0.001)
    careful = replace(truck, maxspeed_factor=0.5)
    assert seconds_with(osm, careful, maxspeed="36") == pytest.approx(222.39, abs=0.01)


def test_the_cap_holds_on_every_road(osm, truck):
    """A profile's cap is the fastest that it ever drives."""
    assert seconds_with(osm, replace(truck, speed_cap_kmh=18)) == pytest.approx(222.39, abs=0.01)


@pytest.mark.parametrize(
    ("tags", "barred"),
    [
        ({"hgv": "no"}, True),
        ({"hgv": "destination"}, False),
        ({"maxweight": "4.9"}, True),
        ({"maxweight": "5"}, False),
        ({"maxweightrating": "3.5"}, True),
        ({"maxweight": "10", "maxweightrating": "3.5"}, True),
        ({"maxheight": "2.9"}, True),
        ({"maxheight": "3"}, False),
        ({"maxheight": "default"}, False),
        ({"maxaxleload": "3.4"}, True),
        ({"maxaxleload": "3.5"}, False),
        ({"maxwidth": "2"}, True),
        ({"maxwidth": "2.1"}, False),
        ({"width:maximal": "1.9 m"}, True),
        ({"width": "1.9"}, False),
        ({"goods": "no"}, True),
        ({"goods": "no", "hgv": "delivery"}, False),
    ],
)
def test_signs_bar_a_truck_of_5_t_and_3_m(osm, truck, tags, barred):
    """What is signed below the truck's own figure bars it; equal does not, nor does an unknown limit."""
    assert np.isinf(seconds_with(osm, truck, **tags)) == barred


def test_a_small_van_may_pass_hgv_no(osm, truck):
    """`hgv=no` is for trucks; a profile can say that it is none."""
    van = replace(truck, hgv=False)
    assert np.isfinite(seconds_with(osm, van, hgv="no"))
    assert np.isinf(seconds_with(osm, van, goods="no", hgv="yes"))


def test_a_limit_for_trucks_binds_trucks(osm, truck):
    """It stands for the plain limit, lower or higher; a van keeps to the plain one."""
    signs = {"maxspeed": "36", "maxspeed:hgv": "18"}
    assert seconds_with(osm, truck, **signs) == pytest.approx(222.39, abs=0.01)
    assert seconds_with(osm, replace(truck, hgv=False), **signs) == pytest.approx(111.195, abs=0.001)


@pytest.mark.parametrize(
    ("tags", "share"),
    [
        ({"surface": "asphalt"}, 1),
        ({"surface": "gravel"}, 0.6),
        ({"surface": "asphalt; gravel"}, 0.6),
        ({"surface": "gravel", "smoothness": "bad", "tracktype": "grade3"}, 0.5),
        ({"surface": "velvet"}, 1),
        ({"incline": "9%"}, 0.75),
        ({"incline": "-4%"}, 1),
        ({"incline": "up"}, 1),
        ({"surface": "gravel", "incline": "30%"}, 0.6 * 0.3),
    ],
)
def test_ground_and_slope_slow_a_truck(osm, truck, tags, share):
    """The worst of what is told of the ground counts, a slope comes on top, unknown words change nothing."""
    assert seconds_with(osm, truck, **tags) == pytest.approx(111.195 / share, abs=0.01)
    assert seconds_with(osm, replace(truck, ground_factors={}), **tags) == pytest.approx(111.195, abs=0.001)


def test_a_slow_ground_is_not_slower_for_a_sign(osm, truck):
    """18 km/h are signed and the gravel allows 21.6: the lower of both, not their product."""
    seconds = seconds_with(osm, truck, surface="gravel", maxspeed="18")
    assert seconds == pytest.approx(222.39, abs=0.01)


@pytest.mark.parametrize(
    ("tags", "seconds"),
    [
        ({"duration": "00:10"}, 600),
        ({}, 111.195),
        ({"duration": "99:00"}, 111.195),
        ({"duration": "soon"}, 111.195),
    ],
)
def test_a_ferry_keeps_to_its_timetable(osm, truck, tags, seconds):
    """Its duration over its length; without one, or with one that cannot be, the speed of its class."""
    slow = replace(truck, speeds_kmh={"ferry": 36.0})
    graph = osm(NODES | {3: (0.4, 0)}, [(10, [1, 3, 2], {"route": "ferry"} | tags)])
    assert travel_seconds(graph, slow)[0] == pytest.approx(seconds, abs=0.01)


def test_ground_factors_are_read_from_a_table(tmp_path):
    """Row by row, with every fault told."""
    path = tmp_path / "surfaces.csv"
    path.write_text("kind,value,factor\nsurface,gravel,0.6\nincline,8,0.7\n", encoding="utf-8")
    assert read_factors(path) == {("surface", "gravel"): 0.6, ("incline", "8"): 0.7}
    text = path.read_text(encoding="utf-8").replace("incline,8,0.7\n", "surface,gravel,0.5\n")
    text += "incline,up,0.7\nroof,tin,1\nsurface,mud,0\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_factors(path)
    assert [(i.code, i.subject.row) for i in refused.value.issues] == [
        ("DUPLICATE_ID", 3),
        ("NOT_A_NUMBER", 4),
        ("UNKNOWN_VALUE", 5),
        ("NUMBER_OUT_OF_RANGE", 6),
    ]


def test_a_class_without_speed_is_refused_by_name(osm):
    """Every class that the map has and the table lacks is named."""
    with pytest.raises(InputError) as refused:
        seconds_with(osm, TruckProfile(id="t", speeds_kmh={"trunk": 40}))
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.column) == ("SPEED_UNKNOWN", "primary")


def test_impossible_profiles_are_refused(truck):
    """Zero, negative, infinite and NaN figures."""
    for bad in (0.0, -1.0, np.inf, np.nan):
        for field in ("gross_t", "axle_load_t", "width_m", "height_m"):
            with pytest.raises(ValueError, match="truck"):
                replace(truck, **{field: bad})


def test_speeds_are_read_from_a_table(tmp_path):
    """Other columns do no harm."""
    path = tmp_path / "speeds.csv"
    path.write_text(
        "class,speed_kmh,source,standing\nprimary,42,x,estimate\nservice,12,,\n", encoding="utf-8"
    )
    assert read_speeds(path) == {"primary": 42.0, "service": 12.0}


def test_a_bad_table_is_refused_row_by_row(tmp_path):
    """A repeated class, a blank and an impossible speed."""
    path = tmp_path / "speeds.csv"
    path.write_text("class,speed_kmh\nprimary,42\nprimary,40\nservice,\ntrunk,0\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_speeds(path)
    assert [(i.code, i.subject.row) for i in refused.value.issues] == [
        ("DUPLICATE_ID", 3),
        ("BLANK_CELL", 4),
        ("NUMBER_OUT_OF_RANGE", 5),
    ]


def test_the_shipped_speeds_cover_every_class_that_is_read():
    """No OSM file can bring a class that the shipped table has no speed for."""
    assert set(MOTOR_CLASSES) <= set(read_speeds())
