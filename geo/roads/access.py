"""Who may enter a way: access values, single or in lists, along it and against it, and ferries."""

from collections.abc import Iterable, Mapping
from typing import Final

from geo.roads.tags import BACKWARD, BOTH, FORWARD, NEITHER

Tags = Mapping[str, str]
NOBODY: Final = frozenset({"no", "private"})
"""Beside whatever else they keep a delivery out."""
SOME: Final = frozenset(
    {"agricultural", "forestry", "emergency", "military", "bus", "psv", "official", "motorcycle", "moped"}
    | {"mofa", "bicycle", "foot", "horse", "motorcar", "taxi", "hov", "tourist_bus", "coach", "minibus"}
    | {"share_taxi", "carriage", "atv", "tank", "resident", "car_sharing"}
)
"""Whom a value lets in, and by that nobody else."""
OPEN: Final = frozenset(
    {"yes", "designated", "delivery", "destination", "permissive", "customers", "permit", "unknown"}
    | {"discouraged", "local", "residents", "official_permit", "hgv", "goods"}
)
OPENING: Final = frozenset({"yes", "designated", "delivery", "destination", "permissive", "permit"})
"""Values of `hgv` that open a way which is closed to others."""
EVERYBODY: Final = ("motor_vehicle", "vehicle", "access")
"""From the narrowest to the widest; the narrowest that is understood counts."""
_SIDES: Final = ((FORWARD, "forward"), (BACKWARD, "backward"))
_AFOOT: Final = ("foot", "bicycle", "motorcycle", "moped")


def values(text: str) -> frozenset[str]:
    """Return the values of `a;b`, in small letters."""
    return frozenset(filter(None, (piece.strip().lower() for piece in text.split(";"))))


def admits(text: str) -> bool | None:
    """Say whether an access value lets trucks in, None where it is not understood.

    In a list, `no` and `private` keep out, whatever stands beside them; what names other vehicles only
    keeps trucks out, too.
    """
    access = values(text)
    if access & NOBODY:
        return False
    if access & OPEN:
        return True
    return False if access and access <= SOME else None


def opens_to_trucks(tags: Tags) -> bool:
    """Say whether `hgv` opens a way that is closed to the rest."""
    access = values(tags.get("hgv", ""))
    return bool(access & OPENING) and not access & NOBODY


def motor_access(tags: Tags) -> bool:
    """Say whether a motor vehicle may enter at all: the most specific of the access tags decides.

    `hgv=yes` (or designated, delivery ...) opens a way that is closed to the rest; destination
    and customers stay open, for a delivery is just that.
    """
    return opens_to_trucks(tags) or _first(tags, EVERYBODY)


def truck_access(text: str) -> bool | None:
    """Say whether `hgv=text` lets trucks in; no tag does."""
    return admits(text) if text else True


def not_understood(tags: Tags) -> list[str]:
    """Return the access tags whose value is none that is known; they count as absent."""
    keys = [
        key for name in (*EVERYBODY, "hgv", "goods") for key in (name, f"{name}:forward", f"{name}:backward")
    ]
    return [key for key in keys if key in tags and admits(tags[key]) is None]


def takes_trucks(tags: Tags) -> bool:
    """Say whether a ferry may be counted on.

    A ferry without cars takes no trucks unless it says so. Nor does one whose tags name only people on foot,
    bicycles or motorcycles.
    """
    answers = [
        admitted
        for key in ("hgv", "motor_vehicle", "motorcar", "vehicle")
        if (admitted := _admitted(tags, key)) is not None
    ]
    return answers[0] if answers else not any(values(tags.get(key, "")) & OPENING for key in _AFOOT)


def course_of(tags: Tags, course: int) -> int:
    """Return in which of the directions of a way anybody may drive it.

    Parameters
    ----------
    course
        FORWARD, BACKWARD or BOTH, by the tag `oneway`.

    Returns
    -------
    int
        One of the three, or NEITHER.
    """
    if not _has_sides(tags):
        return course
    return _left(
        course, (side for side, name in _SIDES if not _may(tags, name, trucks=True) and not _may(tags, name))
    )


def trucks_course(tags: Tags) -> int:
    """Return in which directions trucks may drive a way, as `course_of`; what is one-way is not looked at."""
    if not _has_sides(tags):
        return BOTH
    return _left(BOTH, (side for side, name in _SIDES if not _may(tags, name, trucks=True)))


def _has_sides(tags: Tags) -> bool:
    return any(key.endswith((":forward", ":backward")) for key in tags)


def _left(course: int, shut: Iterable[int]) -> int:
    for side in shut:
        if course in {side, NEITHER}:
            course = NEITHER
        elif course == BOTH:
            course = -side
    return course


def _may(tags: Tags, side: str, *, trucks: bool = False) -> bool:
    """Say whether a direction is open; for trucks the tags `hgv` and `goods` count first."""
    chain = (*(("hgv", "goods") if trucks else ()), *EVERYBODY)
    return _first(tags, (name for key in chain for name in (f"{key}:{side}", key)))


def _first(tags: Tags, keys: Iterable[str]) -> bool:
    return next((admitted for key in keys if (admitted := _admitted(tags, key)) is not None), True)


def _admitted(tags: Tags, key: str) -> bool | None:
    return admits(tags[key]) if key in tags else None
