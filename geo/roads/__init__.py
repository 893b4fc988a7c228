"""Roads: files of OpenStreetMap or hand-made tables become an immutable `RoadGraph`."""

from geo.roads.convert import to_networkx
from geo.roads.graph import FORMAT_VERSION, Closure, RoadGraph, Shapes, Ways
from geo.roads.osm import Progress
from geo.roads.read import OSM_SUFFIXES, read_roads
from geo.roads.report import RoadReport, UnreadableTag
from geo.roads.tags import MOTOR_CLASSES

__all__ = [
    "FORMAT_VERSION",
    "MOTOR_CLASSES",
    "OSM_SUFFIXES",
    "Closure",
    "Progress",
    "RoadGraph",
    "RoadReport",
    "Shapes",
    "UnreadableTag",
    "Ways",
    "read_roads",
    "to_networkx",
]
