"""Places that closed roads and areas cut off: who they are, what they wait for, how far the open road is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.model import Explanation, Plan, Problem, Text, Unserved
from service.dispatch.roads.geography import RoadGraph, snaps_cut_off

CODE: Final = "CUT_OFF"
"""Of the reason why an order at such a place is unserved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A facility with orders, or a depot, that no truck can drive to.

    Attributes
    ----------
    area : str
        The closed area in which it lies; "" where it lies behind a closed road.
    open_road_m : int
        Metres to the nearest road that is open, rounded up, and `road` its name.
    lat, lon : float
        The nearest point of that road, for a hand-over.
    allowed : bool
        True where people have said that it can be reached from there all the same.
    """

    place_id: str
    name: str
    is_depot: bool
    area: str
    open_road_m: int
    road: str
    lat: float
    lon: float
    orders: int
    cylinders: int
    allowed: bool = False


def cut_off_places(problem: Problem, graph: RoadGraph) -> tuple[CutOff, ...]:
    """Return what of a day is cut off on roads that are closed, facilities first, the most waiting first."""
    waiting: dict[str, list[int]] = {}
    for order in problem.orders:
        waiting.setdefault(order.facility_id, []).append(order.deliver.total)
    names = {place.id: place.name or place.id for place in problem.places}
    places = []
    for key, snap in snaps_cut_off(problem, graph).items():
        is_depot = key in problem.depot_by_id
        if not is_depot and key not in waiting:
            continue
        places.append(
            CutOff(
                place_id=key,
                name=names[key],
                is_depot=is_depot,
                area=snap.area,
                open_road_m=-int(-snap.distance_m // 1),
                road=snap.road,
                lat=snap.lat,
                lon=snap.lon,
                orders=len(waiting.get(key, ())),
                cylinders=sum(waiting.get(key, ())),
                allowed=key in graph.still_reachable,
            )
        )
    return tuple(sorted(places, key=lambda place: (place.is_depot, -place.cylinders, place.place_id)))


def with_reasons(plan: Plan, places: Iterable[CutOff]) -> Plan:
    """Return the plan with closures named as the reason of what they leave unserved."""
    lost = {place.place_id: place for place in places if not place.allowed and not place.is_depot}
    return replace(plan, unserved=tuple(_with_reason(item, lost) for item in plan.unserved))


def _with_reason(item: Unserved, lost: Mapping[str, CutOff]) -> Unserved:
    place = lost.get(item.facility_id)
    if place is None:
        return item
    remedy = hand_over(place)
    return replace(item, explanation=Explanation(code=CODE, reason=why(place), remedy_text=remedy))


def why(place: CutOff) -> Text:
    """Return why a place cannot be reached, as the clause after its name."""
    far = f"{place.open_road_m} m"
    if place.area:
        return Text(
            f"Nằm trong vùng đóng “{place.area}”, cách đường còn đi được {far}",
            f"It lies in the closed area “{place.area}”, {far} from the nearest open road",
        )
    return Text(
        f"Đường vào bị đóng, đường còn đi được cách {far}",
        f"Its road is closed, the nearest open road is {far} away",
    )


def hand_over(place: CutOff) -> Text:
    """Return what can be done: to hand over where the open road is nearest."""
    at = f"{place.lat:.5f}, {place.lon:.5f}"
    return Text(
        f"Giao tại điểm gần nhất trên đường {place.road} ({at}, cách {place.open_road_m} m)",
        f"Hand over at the nearest point of {place.road} ({at}, {place.open_road_m} m away)",
    )


def cut_off_lines(places: Sequence[CutOff]) -> Iterator[Text]:
    """Yield who is cut off, in one line, and then each with what can be done."""
    lost = [place for place in places if not place.allowed]
    facilities, depots = (
        [place for place in lost if not place.is_depot],
        [place for place in lost if place.is_depot],
    )
    if facilities:
        cylinders = sum(place.cylinders for place in facilities)
        yield Text(
            f"{len(facilities)} cơ sở bị chia cắt: {cylinders} bình",
            f"{len(facilities)} facilities cut off: {cylinders} cylinders",
        )
    if depots:
        names = ", ".join(place.name for place in depots)
        yield Text(f"{len(depots)} kho bị chia cắt: {names}", f"{len(depots)} depots cut off: {names}")


def place_line(place: CutOff) -> Text:
    """Return what is to know about one of them, as the clause after its name."""
    if place.allowed:
        return Text(
            f"vẫn giao, từ đường {place.road} cách {place.open_road_m} m",
            f"served all the same, from {place.road}, {place.open_road_m} m away",
        )
    reason, remedy = why(place), hand_over(place)
    return Text(f"{reason.vi}. {remedy.vi}.", f"{reason.en}. {remedy.en}.")
