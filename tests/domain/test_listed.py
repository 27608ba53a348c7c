"""Which parties of a case stand on a list: those whose match was ruled true, by all that is known of them now."""

from typing import Any

from tests import factories
from tests.domain.test_judgements import a_judgement, a_match
from tests.scene_screening import a_run
from vetting.domain.dossier import Dossier
from vetting.domain.listed import find_listed_parties
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.screenings import ListKind, Subject

ODA = Subject(
    id="oda", where="party oda", kind="person", names=("O. Vantari",), birth_date="1961", countries=("ke",)
)


def listed(*subjects: Subject, kinds: tuple[ListKind, ...] = tuple(ListKind), **parts: Any) -> list[Subject]:
    said: dict[str, Any] = {
        "matches": [a_match(subject_birth_date="1961", subject_countries=["ke"])],
        "judgements": [a_judgement("true")],
        "screenings": [a_run(subjects=list(subjects))] if subjects else [],
    }
    return find_listed_parties(Dossier(case=factories.a_case(), **{**said, **parts}), kinds)


def test_a_party_ruled_to_be_on_a_list_goes_with_every_name_and_all_that_was_compared() -> None:
    party = PartyFields(
        case="meridian", id="oda", role=PartyRole.OWNER, name="Oda V.", aliases=["O. Vantari"]
    )
    assert listed(ODA, parties=[party]) == [
        ODA.model_copy(update={"names": ("O. Vantari", "Oda Vantari", "Oda V.")})
    ]


def test_of_a_party_that_is_compared_no_more_what_the_match_kept_holds() -> None:
    kept = Subject(
        id="oda",
        where="party oda",
        kind="unknown",
        names=("Oda Vantari",),
        birth_date="1961",
        countries=("ke",),
    )
    assert listed() == listed(ODA.model_copy(update={"id": "another"})) == [kept]


def test_whoever_was_not_ruled_to_be_on_a_list_of_that_kind_is_not_listed() -> None:
    assert listed(ODA, judgements=[a_judgement("undecided")]) == []
    assert listed(ODA, kinds=(ListKind.DEBARMENT,)) == []
