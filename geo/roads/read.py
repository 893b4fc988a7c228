"""The way in: a path to a road file of any known format becomes a `RoadGraph`."""

from pathlib import Path
from typing import Final

from geo.roads.graph import RoadGraph
from geo.roads.graphml import SUFFIX as GRAPHML
from geo.roads.graphml import read_graphml
from geo.roads.osm import Progress, read_osm
from geo.roads.stored import stored_roads
from geo.roads.table import read_table
from routing.model import InputError, IssueCode, Text
from routing.tables import empty_file, file_issue, missing_file

OSM_SUFFIXES: Final = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf")
_KNOWN: Final = ", ".join((*OSM_SUFFIXES, GRAPHML))


def read_roads(path: Path | str, *, progress: Progress | None = None) -> RoadGraph:
    """Return the road graph of an OSM file, of osmnx's GraphML, or of a directory with two CSV files.

    Parameters
    ----------
    path
        `.osm`, `.osm.gz`, `.osm.bz2`, `.osm.pbf`, `.graphml` or a directory
        with junctions.csv and links.csv.
    progress
        Called with the share done, from 0 to 1.

    Raises
    ------
    InputError
        FILE_MISSING, FILE_EMPTY, ROADS_FORMAT, ROADS_BROKEN, ROADS_NONE, or the faults of the
        rows of a directory. What a single tag says never refuses a file; see `RoadGraph.report`.
    """
    path = Path(path)
    if path.is_dir():
        return read_table(path, progress=progress)
    if not path.exists():
        raise InputError([missing_file(path)])
    if not path.name.lower().endswith((*OSM_SUFFIXES, GRAPHML)):
        raise InputError(
            [
                file_issue(
                    IssueCode.ROADS_FORMAT,
                    path,
                    Text("Không biết định dạng bản đồ đường này", "This road file format is not known"),
                    Text(
                        f"Dùng {_KNOWN} hoặc thư mục có junctions.csv và links.csv",
                        f"Use {_KNOWN} or a directory with junctions.csv and links.csv",
                    ),
                )
            ]
        )
    if not path.stat().st_size:
        raise InputError([empty_file(path)])
    if path.name.lower().endswith(GRAPHML):
        graph = stored_roads(path, lambda sha256: read_graphml(path, sha256=sha256))
    else:
        graph = stored_roads(path, lambda sha256: read_osm(path, sha256=sha256, progress=progress))
    if progress:
        progress(1.0)
    return graph
