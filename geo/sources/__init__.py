"""Other programs as sources of travel times and lines: OSRM and Valhalla, behind one interface."""

from geo.sources.fetch import Server
from geo.sources.interface import MatrixSource
from geo.sources.named import source_named
from geo.sources.osrm import OsrmSource
from geo.sources.valhalla import ValhallaSource

__all__ = ["MatrixSource", "OsrmSource", "Server", "ValhallaSource", "source_named"]
