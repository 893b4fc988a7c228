"""A synthetic day in Hà Nội: orders of the facilities near a road, and a fleet that can serve them."""

from benchmarks.hanoi.files import HanoiFiles, hanoi_files, shared_root
from benchmarks.hanoi.write import Day, make_day, write_day

__all__ = ["Day", "HanoiFiles", "hanoi_files", "make_day", "shared_root", "write_day"]
