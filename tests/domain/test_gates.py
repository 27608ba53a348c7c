"""Gates: open until answered, closing by themselves, never earlier than promised."""

from datetime import UTC, date, datetime

import pytest

from vetting.domain.errors import Refusal
from vetting.domain.gates import (
    GateFields,
    GateState,
    find_due,
    find_open,
    first_closing,
    why_not_reschedule,
)
from vetting.domain.stages import Stage

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 12, tzinfo=UTC)


def gate(key: str, state: GateState = GateState.OPEN, closes_at: datetime | None = None) -> GateFields:
    return GateFields(
        case="C",
        key=key,
        stage=Stage.RIGHT_OF_REPLY,
        kind="reply",
        owner="company",
        state=state,
        opened_at=NOON,
        closes_at=closes_at,
    )


GATES = [
    gate("b"),
    gate("a", closes_at=LATER),
    gate("c", GateState.ANSWERED, NOON),
    gate("d", closes_at=NOON),
]


def test_open_gates_come_in_the_order_of_their_keys() -> None:
    assert [one.key for one in find_open(GATES)] == ["a", "b", "d"]


def test_a_gate_is_due_at_its_closing_time_and_not_a_second_before() -> None:
    assert [one.key for one in find_due(GATES, NOON)] == ["d"]
    assert find_due([gate("a", closes_at=LATER)], NOON) == []


def test_the_next_closing_is_the_earliest_of_the_open_ones() -> None:
    assert first_closing(GATES) == NOON
    assert first_closing([gate("a")]) is None


@pytest.mark.parametrize(
    ("of", "refusal"),
    [
        (
            gate("a", closes_at=LATER),
            Refusal("window_shortened", {"gate": "a", "closes_at": date(2026, 3, 9)}),
        ),
        (gate("a", closes_at=NOON), None),
        (gate("a"), None),
    ],
)
def test_nobody_shortens_a_window(of: GateFields, refusal: Refusal | None) -> None:
    assert why_not_reschedule(of, NOON) == refusal
