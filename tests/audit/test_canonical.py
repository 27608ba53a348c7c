import enum
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from vetting.audit import canonical
from vetting.audit.canonical import DEEPEST, LARGEST_INT, Json
from vetting.audit.errors import NotCanonical

keys = st.text(st.characters(max_codepoint=127), max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-LARGEST_INT, LARGEST_INT) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_canonical_bytes_are_those_of_rfc_8785(value: Json) -> None:
    assert canonical.to_bytes(value) == rfc8785.dumps(value)


@given(values)
def test_reading_is_the_inverse_of_writing(value: Json) -> None:
    assert canonical.from_bytes(canonical.to_bytes(value)) == value


@given(values)
def test_bytes_that_are_not_canonical_are_refused(value: Json) -> None:
    spaced = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    with pytest.raises(NotCanonical):
        canonical.from_bytes(spaced)


def test_tuples_are_lists_and_enums_their_values() -> None:
    class Level(enum.StrEnum):
        HIGH = "high"

    assert canonical.to_bytes(("a", (1,), Level.HIGH)) == b'["a",[1],"high"]'


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (1.5, "The value is of type float; use text, whole number, boolean, null, list or dict."),
        (
            {"a": [{"b": 0.5}]},
            "The value at a.0.b is of type float; use text, whole number, boolean, null, list or dict.",
        ),
        ([b"x"], "The value at 0 is of type bytes; use text, whole number, boolean, null, list or dict."),
        ({"é": 1}, "The value at 'é' is a key that is not ASCII text."),
        ({"a": {1: 2}}, "The value at a.1 is a key that is not ASCII text."),
        ([2**53], "The value at 0 lies outside ±(2^53 - 1); write it as text."),
        ({"n": -(2**53)}, "The value at n lies outside ±(2^53 - 1); write it as text."),
        ("\ud800", "A text holds half of a surrogate pair, which UTF-8 cannot carry."),
    ],
)
def test_a_value_without_canonical_bytes_is_refused_with_its_place(value: Json, sentence: str) -> None:
    with pytest.raises(NotCanonical) as refusal:
        canonical.to_bytes(value)
    assert str(refusal.value) == sentence


def test_a_value_nests_no_deeper_than_the_limit() -> None:
    value: list[object] = []
    for _ in range(DEEPEST - 1):
        value = [value]
    assert canonical.from_bytes(canonical.to_bytes(value)) == value  # type: ignore[arg-type]
    with pytest.raises(NotCanonical, match=f"nests deeper than {DEEPEST}"):
        canonical.to_bytes([value])  # type: ignore[list-item]


def test_a_value_that_holds_itself_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(NotCanonical, match="nests deeper"):
        canonical.to_bytes(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nope",
        b"\xff",
        b"[1,]",
        b"1.0",
        b"1e3",
        b"NaN",
        b"-Infinity",
        b"-0",
        b"01",
        b"9007199254740992",
        b"1" * 5000,
        b"[" * 50_000,
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\ud800"',
        b'"\\/"',
        b"\xef\xbb\xbf1",
    ],
)
def test_other_spellings_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.from_bytes(data)
