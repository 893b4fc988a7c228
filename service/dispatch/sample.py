"""The sample that ships with OxyRoute: two days of Quảng Nam, in part estimated or invented."""

from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from routing.model import Text

SampleDay = Literal["calm", "surge"]
SAMPLE_ROADS: Final = "sample:quang-nam/roads"
"""How a problem names the sample's roads: not by path, so that its hash is the same everywhere."""

LABEL: Final = Text(
    "Dữ liệu mẫu Quảng Nam: vị trí, nhu cầu và tồn kho là tổng hợp hoặc ước tính, không phải số thật",
    "Quảng Nam sample: positions, needs and stocks are synthetic or estimated, not real figures",
)


def sample_path(*parts: str) -> Path:
    """Return the path of a file (or directory) of the sample."""
    return Path(str(files("data").joinpath("quang-nam", *parts)))


def reference_path(name: str) -> Path:
    """Return the path of a reference table."""
    return Path(str(files("data").joinpath("reference", name)))
