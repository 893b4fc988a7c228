"""What the greedy engine rests on: prices that the timetable agrees with."""

from routing.arrays import FAR
from routing.engines.greedy import greedy
from routing.engines.greedy.arrays import Roads
from routing.engines.greedy.board import Board
from routing.model import Budget
from routing.timetable import timetable


def test_bug_unreachable_is_far_and_not_near(far_valley):
    """No road is priced as beyond everything; numpy once cut it down to nothing."""
    roads = Roads.of(far_valley, "truck")
    island = far_valley.travel.index["island"]
    assert roads.seconds[0, island] == roads.metres[island, 0] == FAR


def test_what_has_no_road_has_no_price(far_valley):
    """The island cannot be placed anywhere, and is not tried."""
    board = Board(far_valley)
    assert (board.best[:, board.parts.row["o-island"]] >= FAR).all()
    assert (board.best[:, board.parts.row["o-near"]] < FAR).all()


def test_builds_upon_a_start(two_depots):
    """Tours given as a start are kept, and the rest is added to them."""
    first = greedy(two_depots.replace(orders=two_depots.orders[:1]), Budget())
    both = greedy(two_depots, Budget(start=first))
    assert set(first) <= set(both)
    assert timetable(two_depots, both).objective.unserved == (0, 0, 0)


def test_with_part_changes_nothing(two_clinics):
    """Trying a part leaves the board as it was."""
    board = Board(two_clinics)
    tried = board.with_part(board.parts.row["o-an"])
    assert tried is not None
    assert board.result() == ()
