"""Whatever is done to a log is found: exhaustively on ten entries, at random on two hundred."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest

from tests.audit.logs import FINGERPRINT, Log, make_log
from vetting.audit.verify import verify_log

pytestmark = pytest.mark.no_cover

SMALL, LARGE = make_log(10), make_log(200, cases=7)


def is_found(log: Log, lines: list[bytes], *earlier: str) -> bool:
    """Tell whether these lines are refused under the checkpoint of the log."""
    return not verify_log(lines, log.checkpoint_text, [FINGERPRINT], earlier).holds


def flip(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def flips_of(data: bytes) -> Iterator[bytes]:
    return (flip(data, bit) for bit in range(len(data) * 8))


def lines_of(data: bytes) -> list[bytes]:
    """Cut as a file is read: after each newline, keeping it."""
    *lines, last = data.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])


def test_the_untouched_logs_hold() -> None:
    for log in (SMALL, LARGE):
        assert log.verify().holds
        assert lines_of(b"".join(log.lines())) == log.lines()


def test_every_single_bit_flip_of_ten_entries_is_found() -> None:
    data = b"".join(SMALL.lines())
    missed = [bit for bit in range(len(data) * 8) if not is_found(SMALL, lines_of(flip(data, bit)))]
    assert missed == []


def test_2000_random_bit_flips_of_200_entries_are_found() -> None:
    data, random = b"".join(LARGE.lines()), Random(2020)  # noqa: S311  # chooses what to try
    bits = random.sample(range(len(data) * 8), 2_000)
    assert [bit for bit in bits if not is_found(LARGE, lines_of(flip(data, bit)))] == []


def test_every_single_bit_flip_of_a_checkpoint_is_found() -> None:
    for flipped in flips_of(SMALL.checkpoint_text.encode()):
        try:
            note = flipped.decode()
        except UnicodeDecodeError:
            continue
        assert not verify_log(SMALL.lines(), note, [FINGERPRINT]).holds


def test_every_single_bit_flip_of_an_opening_is_found() -> None:
    for flipped in flips_of(SMALL.opening_lines()[1]):
        openings = lines_of(flipped)
        assert not verify_log(SMALL.lines(), SMALL.checkpoint_text, [FINGERPRINT], openings=openings).holds


@pytest.mark.parametrize("log", [SMALL, LARGE], ids=["10", "200"])
def test_every_dropped_entry_is_found(log: Log) -> None:
    lines = log.lines()
    assert all(is_found(log, lines[:at] + lines[at + 1 :]) for at in range(len(lines)))


@pytest.mark.parametrize("log", [SMALL, LARGE], ids=["10", "200"])
def test_every_truncation_is_found(log: Log) -> None:
    lines = log.lines()
    assert all(is_found(log, lines[:size]) for size in range(len(lines)))


def test_every_truncation_within_an_entry_is_found() -> None:
    data = b"".join(SMALL.lines())
    assert all(is_found(SMALL, lines_of(data[:size])) for size in range(len(data)))


def test_every_swap_of_two_entries_is_found() -> None:
    for first, second in combinations(range(10), 2):
        lines = SMALL.lines()
        lines[first], lines[second] = lines[second], lines[first]
        assert is_found(SMALL, lines)


def test_every_swap_of_neighbours_is_found() -> None:
    for at in range(199):
        lines = LARGE.lines()
        lines[at : at + 2] = lines[at + 1], lines[at]
        assert is_found(LARGE, lines)


def test_every_duplicate_put_anywhere_is_found() -> None:
    lines = SMALL.lines()
    for which in range(10):
        for at in range(11):
            assert is_found(SMALL, [*lines[:at], lines[which], *lines[at:]])


def test_every_entry_written_over_by_another_is_found() -> None:
    for which in range(10):
        for at in set(range(10)) - {which}:
            lines = SMALL.lines()
            lines[at] = lines[which]
            assert is_found(SMALL, lines)


def test_every_fork_is_found_by_every_earlier_checkpoint_that_covers_it() -> None:
    """The rebuilt log is faultless in itself and signed with the true key."""
    for changed in range(10):
        fork = make_log(10, changed=changed)
        for kept in range(11):
            report = fork.verify(SMALL.checkpoint(kept))
            assert [each.kind for each in report.breaks] == (["fork"] if kept > changed else [])


def test_every_shorter_fork_is_found_by_a_later_checkpoint() -> None:
    for size in range(10):
        report = make_log(size).verify(SMALL.checkpoint(10))
        assert [each.kind for each in report.breaks] == ["size"]
