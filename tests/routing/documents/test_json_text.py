"""JSON read strictly: what it bounds, what it takes, and that it looks at each key once."""

import json

import pytest

from routing.documents import json_text, parse_json, parse_problem
from routing.documents.faults import Faults, child
from routing.documents.json_text import MOST_DEPTH
from routing.model import FORMAT_VERSION, MOST_ISSUES, InputError


def codes(text: bytes | str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_json(text)
    return [issue.code for issue in caught.value.issues]


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        "[" * 1000,
        {'"[{\\': ["\\", "{" * 500, '\\"[']},
        {"a": {"a": {"a": [1, -2.5, "Huế", True, None]}}},
        [[[]]] * 100,
    ],
)
def test_json_is_read_as_json(value) -> None:
    """Also brackets, quotes and strokes in texts, byte for byte or as text."""
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False).encode()):
        assert parse_json(text) == value


def test_depth_is_bounded_to_the_step() -> None:
    """As deep as allowed is read, one deeper is not."""
    assert parse_json("[" * MOST_DEPTH + "]" * MOST_DEPTH)
    assert codes("[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1)) == ["NOT_JSON"]
    assert codes('{"a":' * (MOST_DEPTH + 1) + "1" + "}" * (MOST_DEPTH + 1)) == ["NOT_JSON"]


def test_depth_is_followed_over_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is measured in blocks, and the depth goes on from one to the next."""
    monkeypatch.setattr(json_text, "_BLOCK", 7)
    assert codes("[" * 65 + "]" * 65) == ["NOT_JSON"]
    assert parse_json("[" + "[[]]," * 50 + "1]")


def test_parts_are_bounded_to_the_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "MOST_CONTAINERS", 10)
    assert len(parse_json("[" + ",".join(["{}"] * 9) + "]")) == 9
    assert codes("[" + ",".join(["{}"] * 10) + "]") == ["TOO_COMPLEX"]
    assert parse_json('["[[[[[[[[[[[[["]')


@pytest.mark.parametrize(
    "text", ['"' * 3, '["\\', '"\\"\\"\\"' * 1000, "[" * 70 + '"', '{"a" "b"}', "", " ", "[1,]"]
)
def test_broken_texts_are_no_json(text: str) -> None:
    """Also where quotes do not close, which must not be looked at again and again."""
    assert codes(text)[0] in {"NOT_JSON", "FILE_EMPTY"}


class CountedStr(str):
    """A key that counts how often it is held against another."""

    compared = 0
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        CountedStr.compared += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)


def test_repeated_keys_take_one_look_each() -> None:
    """The number of comparisons grows with the number of keys, not with its square."""
    pairs = [(CountedStr(f"k{i % 1000}"), 1) for i in range(2000)]
    faults = Faults()
    json_text._twice(faults, pairs)
    assert faults.count == 1
    assert CountedStr.compared < 20 * len(pairs)
    assert "+997" in faults.issues[0].fault.en


def test_every_object_with_a_repeated_key_is_told() -> None:
    assert codes('[{"a":1,"a":2},{"b":{"c":1,"c":1}},{"a":1}]') == ["DUPLICATE_KEY"] * 2


def test_reading_ends_after_enough_faults() -> None:
    """A hundred are listed, the others counted, and after ten thousand nobody reads on."""
    frame = '{"format":{"name":"oxyroute-problem","version":%d},"orders":[%s]}'
    for count in (50, 200_000):
        with pytest.raises(InputError) as caught:
            parse_problem(frame % (FORMAT_VERSION, ",".join(["1"] * count)))
        assert len(caught.value.issues) <= MOST_ISSUES + 1
        assert caught.value.count <= 10_000


def test_long_keys_are_cut_in_paths() -> None:
    """A path that repeats a key of a megabyte a hundred times would be an answer of a hundred."""
    assert len(child("$", "x" * 1_000_000)) < 100
    assert child("$", "payload_g") == "$.payload_g"
    assert child("$.deliver", "40L") == "$.deliver['40L']"
