"""How each signature was given: as its entry says, and asserted where it says nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests import factories
from vetting.domain.decisions import Ballot, VoteFields
from vetting.domain.dossier import LogLine
from vetting.domain.given import EVENTS, list_given
from vetting.domain.signatures import Given, SignatureKind

AT = datetime(2026, 3, 2, 9, 0, 7, 250_000, tzinfo=UTC)


def a_line(event: str = "VoteCast", at: str = "2026-03-02T09:00:07.250000Z", **fields: object) -> LogLine:
    return LogLine(0, 1, at, event, "P-HEAD", "00", fields)


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        ([], Given.ASSERTED),
        ([a_line()], Given.ASSERTED),
        ([a_line(given="signed_in")], Given.SIGNED_IN),
        ([a_line(given="proven")], Given.PROVEN),
        ([a_line(given="proven"), a_line(given="signed_in")], Given.SIGNED_IN),
        ([a_line(given="proven"), a_line()], Given.ASSERTED),
        ([a_line(at="2026-03-02T09:00:08.000000Z", given="proven")], Given.ASSERTED),
        ([replace(a_line(), by="P-OTHER"), a_line(given="proven")], Given.PROVEN),
        ([replace(a_line(given="proven"), by="P-FIRST")], Given.PROVEN),
        ([a_line("AnswerContested", given="proven")], Given.ASSERTED),
    ],
)
def test_a_signature_was_given_as_the_entries_of_its_second_say_at_least(
    lines: list[LogLine], given: Given
) -> None:
    vote = VoteFields(case=factories.CASE, person="P-HEAD", ballot=Ballot.FOR, cast_at=AT)
    [one] = list_given(factories.a_dossier(votes=[vote], log=lines))
    assert (one.signature.person, one.given) == ("P-HEAD", given)


def test_every_kind_of_signature_has_the_event_under_which_it_comes_in() -> None:
    assert set(EVENTS) == set(SignatureKind)
