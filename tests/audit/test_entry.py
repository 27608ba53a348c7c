import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.test_canonical import texts, values
from vetting.audit.canonical import Json, to_bytes
from vetting.audit.entry import (
    LARGEST_LEAF,
    NO_PREVIOUS,
    LogEntry,
    Opening,
    commit,
    opens,
)
from vetting.audit.errors import AuditError, EntryRefused, NotCanonical

FIELDS: dict[str, Any] = {
    "at": "2020-03-29T12:00:00Z",
    "by": "P-1",
    "case": "un75",
    "case_prev": NO_PREVIOUS,
    "case_seq": 1,
    "event": "CaseOpened",
    "open": {"level": "high", "facts": {"INT-01": "yes", "INT-02": None}},
    "protected": {"comment": "ab" * 32},
}
SALT = bytes(range(16))

names = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,20}", fullmatch=True)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
entries = st.builds(
    LogEntry,
    at=st.datetimes().map(lambda time: time.isoformat() + "Z"),
    by=ids,
    case=ids,
    case_prev=hashes,
    case_seq=st.integers(1, 2**53 - 1),
    event=st.from_regex(r"[A-Z][A-Za-z0-9]{0,20}", fullmatch=True),
    open=st.dictionaries(names.map("o_".__add__), values, max_size=3),
    protected=st.dictionaries(names.map("p_".__add__), hashes, max_size=3),
)


def test_an_entry_is_written_as_canonical_json() -> None:
    assert LogEntry(**FIELDS).to_bytes() == (
        b'{"at":"2020-03-29T12:00:00Z","by":"P-1","case":"un75","case_prev":"'
        + b"0" * 64
        + b'","case_seq":1,'
        b'"event":"CaseOpened","open":{"facts":{"INT-01":"yes","INT-02":null},"level":"high"},'
        b'"protected":{"comment":"' + b"ab" * 32 + b'"},"v":1}'
    )


@given(entries)
def test_reading_an_entry_is_the_inverse_of_writing_it(entry: LogEntry) -> None:
    leaf = entry.to_bytes()
    assert LogEntry.from_bytes(leaf) == entry
    assert LogEntry.from_bytes(leaf).to_bytes() == leaf


def test_an_entry_has_no_fields_of_its_own_unless_given() -> None:
    bare = LogEntry(**{key: value for key, value in FIELDS.items() if key not in ("open", "protected")})
    assert (bare.open, bare.protected) == ({}, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", "2020-03-29 12:00:00Z"),
        ("at", "2020-03-29T12:00:00+00:00"),
        ("at", "2020-02-30T12:00:00Z"),
        ("at", "2020-03-29T25:00:00Z"),
        ("at", "٢٠٢٠-03-29T12:00:00Z"),
        ("at", 20200329),
        ("by", ""),
        ("by", "Ada Lovelace"),
        ("by", "P-1\n"),
        ("by", None),
        ("case", "a" * 129),
        ("case_prev", "0" * 63),
        ("case_prev", "A" * 64),
        ("case_seq", 0),
        ("case_seq", -1),
        ("case_seq", True),
        ("case_seq", "1"),
        ("case_seq", 2**53),
        ("event", "caseOpened"),
        ("event", "Case Opened"),
        ("open", []),
        ("open", {"Level": 1}),
        ("open", {1: 1}),
        ("protected", {"name": "Ada"}),
        ("protected", {"name": None}),
        ("protected", {"na me": "ab" * 32}),
        ("protected", "ab" * 32),
    ],
)
def test_a_field_that_is_not_of_its_form_is_refused(name: str, value: object) -> None:
    with pytest.raises(EntryRefused, match=f"^The entry's {name} is .*; it must be "):
        LogEntry(**{**FIELDS, name: value})


def test_a_field_is_open_or_protected_but_not_both() -> None:
    with pytest.raises(EntryRefused, match=r"^A field is either open or protected, not both: comment\.$"):
        LogEntry(**{**FIELDS, "open": {"comment": "x", "level": "high"}})


def test_a_leaf_has_at_most_64_kib() -> None:
    rest = len(LogEntry(**{**FIELDS, "open": {"x": ""}}).to_bytes())
    largest = LogEntry(**{**FIELDS, "open": {"x": "x" * (LARGEST_LEAF - rest)}})
    assert len(largest.to_bytes()) == LARGEST_LEAF
    too_large = LogEntry(**{**FIELDS, "open": {"x": "x" * (LARGEST_LEAF - rest + 1)}})
    with pytest.raises(EntryRefused, match=r"^The entry has 65537 bytes; at most 65536 may enter the log\.$"):
        too_large.to_bytes()


def test_a_leaf_that_is_too_large_is_not_even_parsed() -> None:
    with pytest.raises(EntryRefused, match="at most 65536"):
        LogEntry.from_bytes(b"[" * (LARGEST_LEAF + 1))


def test_an_open_value_without_canonical_bytes_is_refused() -> None:
    with pytest.raises(NotCanonical):
        LogEntry(**{**FIELDS, "open": {"share": 0.5}}).to_bytes()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"v": 2}, "The entry's version is 2; this program reads 1."),
        ({"v": True}, "The entry's version is True; this program reads 1."),
        ({"v": "1"}, "The entry's version is '1'; this program reads 1."),
        ({"note": "x"}, "The entry lacks the keys [] and has the unknown keys ['note']."),
    ],
)
def test_bytes_of_another_form_are_refused(change: dict[str, Json], sentence: str) -> None:
    fields = json.loads(LogEntry(**FIELDS).to_bytes())
    with pytest.raises(EntryRefused) as refusal:
        LogEntry.from_bytes(to_bytes({**fields, **change}))
    assert str(refusal.value) == sentence


def test_bytes_that_lack_a_key_are_refused() -> None:
    fields = json.loads(LogEntry(**FIELDS).to_bytes())
    del fields["by"]
    with pytest.raises(
        EntryRefused, match=r"^The entry lacks the keys \['by'\] and has the unknown keys \[\]\.$"
    ):
        LogEntry.from_bytes(to_bytes(fields))


@pytest.mark.parametrize("data", [b"[]", b"1", b'"x"', b"null"])
def test_bytes_that_are_no_object_are_refused(data: bytes) -> None:
    with pytest.raises(EntryRefused, match="not a JSON object"):
        LogEntry.from_bytes(data)


@given(st.binary(max_size=60))
def test_reading_refuses_or_gives_what_writes_the_same_bytes(data: bytes) -> None:
    try:
        entry = LogEntry.from_bytes(data)
    except AuditError:
        return
    assert entry.to_bytes() == data


def test_a_commitment_is_the_hash_of_salt_and_value() -> None:
    # printf '["000102030405060708090a0b0c0d0e0f","Ada"]' | sha256sum
    assert commit("Ada", SALT) == "3fdd708fa9f0cd4189c2f9fb6e6a9d42ffafaa1e900e03d9423783036271072b"


@given(values)
def test_an_opening_opens_its_own_commitment(value: Json) -> None:
    assert opens(commit(value, SALT), Opening(3, "text", SALT.hex(), value))


@given(texts, texts)
def test_an_opening_of_another_value_or_salt_does_not_open(value: str, other: str) -> None:
    commitment = commit(value, SALT)
    assert opens(commitment, Opening(3, "text", SALT.hex(), other)) == (value == other)
    assert not opens(commitment, Opening(3, "text", SALT[::-1].hex(), value))
    assert not opens(commitment, Opening(3, "text", "", value))


@pytest.mark.parametrize("salt", [b"", b"x" * 15, b"x" * 17])
def test_a_salt_of_another_size_is_refused(salt: bytes) -> None:
    with pytest.raises(EntryRefused, match=rf"^The salt has {len(salt)} bytes; it must have 16\.$"):
        commit("Ada", salt)


@given(st.integers(0, 2**53 - 1), names, st.binary(min_size=16, max_size=16), values)
def test_reading_an_opening_is_the_inverse_of_writing_it(
    index: int, name: str, salt: bytes, value: Json
) -> None:
    opening = Opening(index, name, salt.hex(), value)
    assert Opening.from_bytes(opening.to_bytes()) == opening


@pytest.mark.parametrize(
    "change",
    [
        {"entry_index": -1},
        {"entry_index": True},
        {"field": "Na me"},
        {"salt": "00"},
        {"salt": None},
        {"more": 1},
    ],
)
def test_a_malformed_opening_is_refused(change: dict[str, Json]) -> None:
    fields: dict[str, Json] = {"entry_index": 1, "field": "text", "salt": SALT.hex(), "value": "Ada"}
    with pytest.raises(EntryRefused):
        Opening.from_bytes(to_bytes({**fields, **change}))
