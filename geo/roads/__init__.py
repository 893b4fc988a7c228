"""Roads: files of OpenStreetMap or hand-made tables become an immutable `RoadGraph`."""

from geo.roads.convert import to_networkx
from geo.roads.download import download_roads
from geo.roads.graph import (
    EVERYBODY,
    FORMAT_VERSION,
    NOT_TRUCKS,
    TRUCKS_ONLY,
    Closure,
    Conditions,
    Limits,
    RoadGraph,
    Shapes,
    Turns,
    Ways,
)
from geo.roads.osm import Progress
from geo.roads.read import OSM_SUFFIXES, read_roads
from geo.roads.report import RoadReport, UnreadableTag
from geo.roads.tags import MOTOR_CLASSES

__all__ = [
    "EVERYBODY",
    "FORMAT_VERSION",
    "MOTOR_CLASSES",
    "NOT_TRUCKS",
    "OSM_SUFFIXES",
    "TRUCKS_ONLY",
    "Closure",
    "Conditions",
    "Limits",
    "Progress",
    "RoadGraph",
    "RoadReport",
    "Shapes",
    "Turns",
    "UnreadableTag",
    "Ways",
    "download_roads",
    "read_roads",
    "to_networkx",
]
