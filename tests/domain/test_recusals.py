"""Which acts are signatures: what a conflict that comes to light later can take away."""

from datetime import UTC, datetime

from tests.factories import a_dossier
from tests.scene_screening import a_judgement, a_match
from vetting.domain.decisions import Ballot, VoteFields
from vetting.domain.judgements import Verdict
from vetting.domain.recusals import list_signatures
from vetting.domain.signatures import SignatureKind

AT = datetime(2026, 5, 1, tzinfo=UTC)


def test_a_vote_is_a_signature_and_standing_aside_is_none() -> None:
    ballots = {"P-HEAD": Ballot.FOR, "P-HQ": Ballot.RECUSED}
    votes = [VoteFields(case="c", person=one, ballot=ballot, cast_at=AT) for one, ballot in ballots.items()]
    found = list_signatures(a_dossier(votes=votes, decision=None, answers=[], exceptions=[]))
    assert [(one.kind, one.person) for one in found if one.kind is SignatureKind.VOTE] == [
        (SignatureKind.VOTE, "P-HEAD")
    ]


def test_a_judgement_has_one_signature_or_two_and_a_match_without_one_has_none() -> None:
    matches = [a_match(ident, "Meridian") for ident in ("M-1", "M-2", "M-3")]
    judgements = [
        a_judgement("M-1", Verdict.UNDECIDED, "not_enough_known", by="P-LEGAL", second_by=None),
        a_judgement("M-2", Verdict.FALSE, "other_kind", by="P-LEGAL", second_by="P-ETHICS", number=2),
    ]
    dossier = a_dossier(matches=matches, judgements=judgements, votes=[], decision=None, exceptions=[])
    kinds = (SignatureKind.JUDGEMENT, SignatureKind.JUDGEMENT_SECOND)
    assert [(one.kind, one.person) for one in list_signatures(dossier) if one.kind in kinds] == [
        (SignatureKind.JUDGEMENT, "P-LEGAL"),
        (SignatureKind.JUDGEMENT, "P-LEGAL"),
        (SignatureKind.JUDGEMENT_SECOND, "P-ETHICS"),
    ]
