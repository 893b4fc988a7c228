"""The problem of a sample day."""

from service.dispatch.day.build import BuildReport, build_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.sample import LABEL, SAMPLE_ROADS, SampleDay, sample_path


def sample_problem(sample: SampleDay, *, date: str) -> BuildReport:
    """Return the sample's calm or surge day as the problem of `date` (YYYY-MM-DD)."""
    return build_problem(
        Inputs(
            facilities=(sample_path("facilities.csv"),),
            depots=sample_path("depots.csv"),
            vehicles=sample_path("vehicles.csv"),
            orders=sample_path(f"orders_{sample}.csv"),
            roads=sample_path("roads"),
            date=date,
            name=f"{LABEL.vi} ({sample})",
            roads_name=SAMPLE_ROADS,
        )
    )
