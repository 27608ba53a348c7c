"""The one-file verifier and the rest of the package read and find the same."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.audit import vectors
from tests.audit.logs import FINGERPRINT, KEY
from tests.audit.test_entry import entries
from tests.audit.test_verify import BAD_LINES, ENTRIES, LOG, breaks_of, leaves_of, make_line
from vetting.audit import verify
from vetting.audit.chain import first_break
from vetting.audit.checkpoint import verify_checkpoint
from vetting.audit.entry import LARGEST_LEAF, LogEntry
from vetting.audit.errors import AuditError
from vetting.audit.note import VerifierKey
from vetting.audit.verify import verify_log


def read_as_the_log_does(line: bytes) -> tuple[bytes, int, bytes, int] | None:
    try:
        entry = LogEntry.from_bytes(line[:-1]) if line.endswith(b"\n") else None
    except AuditError:
        return None
    if not entry:
        return None
    return entry.case.encode(), entry.case_seq, entry.case_prev.encode(), len(entry.protected)


def read_as_the_verifier_does(line: bytes) -> tuple[bytes, int, bytes, int] | None:
    try:
        return verify._read_entry(line)
    except verify._Refused:
        return None


def read_by_pattern(line: bytes) -> tuple[bytes, int, bytes, int] | None:
    found = verify._match_plain([line])
    if found is None:
        return None
    [(_, case, prev, seq, *_, protected)] = found
    return case, int(seq), prev, protected.count(b'":')


@st.composite
def spoiled_lines(draw: st.DrawFn) -> bytes:
    """Give a line of a true entry with up to three small things put in, taken out or replaced."""
    line = draw(entries).to_bytes() + b"\n"
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(line)))
        end = start + draw(st.integers(0, 2))
        line = line[:start] + draw(st.sampled_from(PIECES)) + line[end:]
    return line


PIECES = [
    b"",
    b" ",
    b"0",
    b"1",
    b"-",
    b".5",
    b"e",
    b"x",
    b"X",
    b"{}",
    b"[]",
    b'"',
    b'"a":1,',
    b",",
    b"\\",
    b"\xff",
    b"\n",
]


@given(spoiled_lines())
@example(b"\n")
@settings(max_examples=300)
def test_log_and_verifier_read_the_same_entries(line: bytes) -> None:
    assert read_as_the_verifier_does(line) == read_as_the_log_does(line)
    assert read_by_pattern(line) in (None, read_as_the_log_does(line))


@pytest.mark.parametrize("spoil", [b"A\n", b"\n", b" ", b"{}\n"])
def test_lines_that_are_cut_elsewhere_are_not_read_by_pattern(spoil: bytes) -> None:
    first, second = LOG.lines()[:2]
    assert verify._match_plain([first + second, b""]) is None
    assert verify._match_plain([first[:-1], b"\n" + second]) is None
    assert verify._match_plain([first, second]) is not None
    assert verify._match_plain([spoil + first, second]) is None
    assert verify._match_plain([first + spoil, second]) is None


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_the_log_does_not_read_what_the_verifier_refuses(line: bytes) -> None:
    assert read_as_the_log_does(line) is None
    assert read_by_pattern(line) is None


def test_every_entry_of_a_plain_log_is_read_by_pattern() -> None:
    for line in LOG.lines():
        assert read_by_pattern(line) == read_as_the_log_does(line)


def test_the_longest_leaf_is_read_by_both() -> None:
    rest = len(make_line(open={"x": ""}))
    line = make_line(open={"x": "x" * (LARGEST_LEAF + 1 - rest)})
    assert read_as_the_verifier_does(line) == read_as_the_log_does(line) is not None


@given(st.integers(0, 11), st.sampled_from(["at", "by", "case", "case_seq", "case_prev", "event"]))
def test_both_find_the_same_first_break_of_a_chain(position: int, name: str) -> None:
    values: dict[str, Any] = {"at": "2021-01-01T00:00:00Z", "by": "P-9", "case": "case-9", "event": "Changed"}
    values |= {"case_seq": 5, "case_prev": "ab" * 32}
    changed = replace(ENTRIES[position], **{name: values[name]})
    log = leaves_of([*ENTRIES[:position], changed, *ENTRIES[position + 1 :]])
    first = first_break(LogEntry.from_bytes(leaf) for leaf in log.leaves)
    chain = [each.entry for each in breaks_of(log) if each.kind == "chain"]
    assert chain[:1] == ([first.position] if first else [])


@given(st.integers(0, 200), st.sampled_from(["", "x", "A", "=", " ", "\n", "\n\n", "— ", "\t", "+", "0"]))
def test_both_verify_the_same_checkpoints(position: int, piece: str) -> None:
    note = LOG.checkpoint()
    spoiled = note[:position] + piece + note[position + 1 :]
    try:
        expected = verify_checkpoint(spoiled, KEY.verifier)
    except AuditError:
        assert [each.kind for each in breaks_of(LOG, spoiled)] == ["checkpoint"]
    else:
        report = verify_log(LOG.lines(), spoiled, [FINGERPRINT])
        assert (report.origin, report.holds) == (expected.origin, True)


@pytest.mark.parametrize("text", [vectors.NOTE_KEY, *vectors.OTHER_KEYS])
def test_both_read_the_published_fingerprints(text: str) -> None:
    key = VerifierKey.from_text(text)
    assert verify._read_key(text) == (key.name, key.id, key.public)
