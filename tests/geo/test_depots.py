"""Files of depots and their suppliers."""

import json

import pytest

from geo.places.facilities import read_depots
from routing.model import Counts, CylinderType, InputError, Standing, Supplier, format_windows

HEADER = (
    "id,name,lat,lon,supplier_id,supplier_name,open,stock,bays,load_fixed_min,load_s_per_cylinder,standing\n"
)
TYPES = [CylinderType(id=name, name=name, full_g=2, tare_g=1) for name in ("10L", "40L")]


@pytest.fixture
def depots(tmp_path):
    """Read rows written under the header."""

    def read(*rows):
        path = tmp_path / "depots.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        return read_depots(path, TYPES)

    return read


def test_every_column_is_read(depots):
    """One full row, and its supplier."""
    result = depots("k,Kho,15.5,108.4,ncc,Nhà cung cấp,03:30-21:00,40L:300;10L:20,2,20,45,synthetic")
    (depot,) = result.depots
    assert depot.stock == Counts({"40L": 300, "10L": 20})
    assert (depot.bays, depot.load_fixed_s, depot.load_s_per_cylinder) == (2, 1200, 45)
    assert (format_windows(depot.open), depot.standing) == ("03:30-21:00", Standing.SYNTHETIC)
    assert result.suppliers == (Supplier(id="ncc", name="Nhà cung cấp"),)


def test_empty_cells_mean_no_limit_and_the_estimates(depots):
    """Open all day, unlimited stock and bays, 15 minutes and 30 s a cylinder."""
    (depot,) = depots("k,Kho,15.5,108.4,,,,,,,,").depots
    assert (depot.stock, depot.bays, depot.supplier_id) == (None, None, "")
    assert (depot.load_fixed_s, depot.load_s_per_cylinder) == (900, 30)
    assert format_windows(depot.open) == "00:00-24:00"


def test_a_stock_of_nothing_is_not_an_unlimited_one(depots):
    """`40L:0` is an empty depot."""
    (depot,) = depots("k,Kho,15.5,108.4,,,,40L:0,,,,").depots
    assert depot.stock == Counts()
    assert depot.stock is not None


def test_depots_of_one_supplier_name_it_once(depots):
    """The first name given counts; a supplier without a name goes by its id."""
    result = depots("k,K,15.5,108.4,ncc,,,,,,,", "l,L,15.6,108.4,ncc,Tên,,,,,,", "m,M,15.7,108.4,x,,,,,,,")
    assert result.suppliers == (Supplier(id="ncc", name="Tên"), Supplier(id="x", name="x"))


def test_all_faults_are_told_at_once(depots):
    """Unknown types, negative counts, half a bay, hours that end before they start, two names."""
    with pytest.raises(InputError) as refused:
        depots(
            "k,K,15.5,108.4,ncc,Một,,41L:5,,,,",
            "k,L,15.6,108.4,ncc,Hai,10:00-09:00,40L:-1,1.5,-3,x,y",
        )
    assert [(i.code, i.subject.row, i.subject.column) for i in refused.value.issues] == [
        ("BAD_COUNTS", 2, "stock"),
        ("BAD_WINDOWS", 3, "open"),
        ("BAD_COUNTS", 3, "stock"),
        ("NOT_WHOLE", 3, "bays"),
        ("NUMBER_OUT_OF_RANGE", 3, "load_fixed_min"),
        ("NOT_A_NUMBER", 3, "load_s_per_cylinder"),
        ("UNKNOWN_VALUE", 3, "standing"),
        ("DUPLICATE_ID", 3, "id"),
        ("SUPPLIER_NAMES_DIFFER", 3, "supplier_name"),
    ]


def test_a_synthetic_property_is_heeded(tmp_path):
    """A GeoJSON depot that says `synthetic: true` is labelled so."""
    feature = {
        "type": "Feature",
        "properties": {"id": "k", "name": "K", "type": "filling_station", "synthetic": True},
        "geometry": {"type": "Point", "coordinates": [108.4, 15.5]},
    }
    path = tmp_path / "depots.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert read_depots(path, TYPES).depots[0].standing is Standing.SYNTHETIC
