"""Clock times and windows are read as they are written, and searched with both ends included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import (
    TextError,
    TimeWindow,
    clock_on_day,
    earliest_in,
    format_clock,
    format_windows,
    latest_in,
    parse_clock,
    parse_counts,
    parse_windows,
    window_fault,
)

MORNING, AFTERNOON = TimeWindow(7 * 3600, 11 * 3600), TimeWindow(13 * 3600, 17 * 3600)
MINUTES = st.integers(-2000, 5000)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("07:30", 27_000),
        (" 7:30 ", 27_000),
        ("00:00", 0),
        ("25:30", 91_800),
        ("-02:00", -7_200),
        ("12:00:59", 43_259),
    ],
)
def test_clock_texts(text, seconds):
    """Hours may pass 24, and a minus counts back from midnight."""
    assert parse_clock(text) == seconds


@pytest.mark.parametrize("text", ["", "7", "7h30", "07:60", "12:5", "1e2:00", "--1:00", "٠٧:٠٠", "1000:00"])
def test_what_is_no_clock_text_is_refused(text):
    """Everything else raises."""
    with pytest.raises(ValueError, match="not a time of day") as refused:
        parse_clock(text)
    assert refused.value.text.vi == f"không phải giờ trong ngày: {text!r}"


@given(MINUTES)
def test_a_whole_minute_is_read_as_it_was_written(minute):
    """parse_clock reads what format_clock writes."""
    assert parse_clock(format_clock(60 * minute)) == 60 * minute


@given(st.integers(-200_000, 200_000))
def test_seconds_are_rounded_down_before_midnight_too(at_s):
    """The minute that is written begins at or before the second, less than a minute before."""
    assert 0 <= at_s - parse_clock(format_clock(at_s)) < 60


@given(st.lists(MINUTES, unique=True, max_size=8).map(sorted))
def test_windows_are_read_as_they_were_written(minutes):
    """parse_windows reads what format_windows writes, times before midnight included."""
    pairs = zip(minutes[::2], minutes[1::2], strict=False)
    windows = tuple(TimeWindow(60 * a, 60 * b) for a, b in pairs)
    assert parse_windows(format_windows(windows)) == windows


def test_windows_are_sorted_and_dashes_may_be_long():
    """People write an en dash, spaces, and the afternoon first."""
    assert parse_windows("13:00 – 17:00; 07:00-11:00;") == (MORNING, AFTERNOON)


@pytest.mark.parametrize("text", ["07:00", "07:00-", "-07:00", "a-b", "07:00-08:00-09:00", "11:00-07:00"])
def test_broken_windows_are_refused(text):
    """A window needs two times, the first one first."""
    with pytest.raises(TextError) as refused:
        parse_windows(text)
    assert refused.value.text.vi != refused.value.text.en


def test_overlapping_and_unordered_windows_are_faults():
    """A shared second is an overlap already, for both ends are included."""
    assert not window_fault([MORNING, AFTERNOON])
    for broken in ([AFTERNOON, MORNING], [MORNING, TimeWindow(MORNING.end_s, AFTERNOON.end_s)]):
        fault = window_fault(broken)
        assert "overlap or are not in order" in fault.en
        assert "chồng nhau hoặc sai thứ tự" in fault.vi


@pytest.mark.parametrize(
    ("at_s", "earliest", "latest"),
    [
        (0, MORNING.start_s, None),
        (MORNING.start_s, MORNING.start_s, MORNING.start_s),
        (MORNING.end_s, MORNING.end_s, MORNING.end_s),
        (12 * 3600, AFTERNOON.start_s, MORNING.end_s),
        (AFTERNOON.end_s, AFTERNOON.end_s, AFTERNOON.end_s),
        (20 * 3600, None, AFTERNOON.end_s),
    ],
)
def test_the_nearest_second_in_a_window(at_s, earliest, latest):
    """Forward and backward, both ends included."""
    assert earliest_in((MORNING, AFTERNOON), at_s) == earliest
    assert latest_in((MORNING, AFTERNOON), at_s) == latest


def test_no_windows_mean_any_time():
    """Nothing is closed where no hours are given."""
    assert earliest_in((), -5) == latest_in((), -5) == -5


@given(st.dictionaries(st.from_regex(r"[A-Z0-9]{1,4}", fullmatch=True), st.integers(0, 999)))
def test_counts_are_read_as_they_were_written(counts):
    """TYPE:COUNT pieces, spaces allowed."""
    assert parse_counts(" ; ".join(f"{k} : {n}" for k, n in counts.items())) == counts


@pytest.mark.parametrize(
    "text",
    ["40L", "40L:", ":3", "40L:-1", "40L:1.5", "40L:²", "40L:1;40L:2", "40L:1,10L:2", "40L:" + "9" * 5000],
)
def test_broken_counts_are_refused(text):
    """Malformed, negative and repeated pieces raise."""
    with pytest.raises(TextError) as refused:
        parse_counts(text)
    assert refused.value.text.vi != refused.value.text.en


@pytest.mark.parametrize(
    ("at_s", "plain", "dated"),
    [
        (0, "00:00", "00:00"),
        (86_399, "23:59", "23:59"),
        (86_400 + 1800, "00:30 (+1)", "00:30 (01/03)"),
        (2 * 86_400, "00:00 (+2)", "00:00 (02/03)"),
        (-60, "23:59 (-1)", "23:59 (27/02)"),
    ],
)
def test_times_past_midnight_are_told_with_their_day(at_s: int, plain: str, dated: str) -> None:
    """A clock shown to people never says 24:30: it says 00:30 and which day."""
    assert clock_on_day(at_s) == plain
    assert clock_on_day(at_s, "2026-02-28") == dated
