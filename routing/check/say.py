"""How violations are worded: clock times, counts and durations, in both languages."""

from collections.abc import Mapping

from routing.check.day import Day, Kind, Visit
from routing.model import Text, Violation, ViolationCode


def clock(at_s: int) -> str:
    """Return `HH:MM`, with seconds where there are any and a minus before midnight."""
    sign, value = ("-", -at_s) if at_s < 0 else ("", at_s)
    hours, rest = divmod(value, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def counted(counts: Mapping[str, int]) -> str:
    """Return counts by type as `2 × 10L + 4 × 40L`, or 0."""
    return " + ".join(f"{counts[key]} × {key}" for key in sorted(counts) if counts[key]) or "0"


def kilograms(mass_g: int) -> str:
    """Return grams as kilograms with one decimal."""
    return f"{mass_g / 1000:.1f}"


def work(visit: Visit) -> Text:
    """Name what happens at a visit, and where."""
    return {
        Kind.LOADING: Text(f"nhận bình tại kho {visit.place_id}", f"loading at depot {visit.place_id}"),
        Kind.STOP: Text(
            f"dỡ đơn {visit.part_id} tại {visit.place_id}",
            f"unloading of order {visit.part_id} at {visit.place_id}",
        ),
        Kind.RETURN: Text(f"về kho {visit.place_id}", f"return to depot {visit.place_id}"),
    }[visit.kind]


def at_visit(code: ViolationCode, day: Day, visit: Visit, vi: str, en: str, *, amount: int = 0) -> Violation:
    """Return a violation at one visit of a truck's day, told as `vi` and `en` after the truck's id."""
    return Violation(
        code=code,
        vehicle_id=day.vehicle_id,
        order_id=visit.part_id,
        place_id=visit.place_id,
        amount=amount,
        message=Text(f"Xe {day.vehicle_id}: {vi}", f"Truck {day.vehicle_id}: {en}"),
    )


def on_day(
    code: ViolationCode, day: Day, vi: str, en: str, *, place_id: str = "", amount: int = 0
) -> Violation:
    """Return a violation of a truck's whole day."""
    return Violation(
        code=code,
        vehicle_id=day.vehicle_id,
        place_id=place_id,
        amount=amount,
        message=Text(f"Xe {day.vehicle_id}: {vi}", f"Truck {day.vehicle_id}: {en}"),
    )
