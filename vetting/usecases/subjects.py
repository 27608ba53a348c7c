"""The names of a case that are screened: its parties, its owners, and every person and body of the entity stage.

- A party goes with its aliases and former names; the prospect also with what the entity stage says of the company.
- Whoever stands above a party in a file of owners is screened, under every name that the file gives them.
- Of the tables of the entity stage each column of the type ``party`` is read, whichever pack they are of.
- Two places that name the same party make one subject, where nothing contradicts it; an office of the UN is none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vetting.domain.answers import AnswerState, find_current
from vetting.domain.dossier import Dossier
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.screenings import Subject, hash_of, normalise_name
from vetting.domain.stages import Stage
from vetting.policy.pack import Pack
from vetting.screening.countries import to_codes
from vetting.screening.entities import Kind
from vetting.screening.ownership_listed import to_subject
from vetting.usecases.namesakes import Named, merge_named

COMPANIES = frozenset(
    {PartyRole.PROSPECT, PartyRole.PARENT, PartyRole.SUBSIDIARY, PartyRole.AFFILIATE, PartyRole.SUPPLIER}
)
WORLD = "001"
_NOT_NAMES = frozenset(AnswerState)


def list_subjects(pack: Pack, dossier: Dossier) -> tuple[Subject, ...]:
    """Whom to screen, each once, in the order in which the case names them."""
    named = [Named(one) for one in (*_of_parties(dossier), *_of_answers(pack, dossier))]
    owners = [Named(one, is_owner=True) for one in _of_owners(dossier)]
    ids = {dossier.case.prospect, *(one.id for one in dossier.parties)}
    return merge_named([*named, *owners], frozenset(ids))


def _of_parties(dossier: Dossier) -> Iterator[Subject]:
    for party in dossier.parties:
        if party.role is not PartyRole.UN_OFFICE:
            yield _of_party(party)


def _of_party(party: PartyFields) -> Subject:
    return Subject(
        id=party.id,
        where=f"party {party.id}",
        kind=(Kind.ORGANISATION if party.role in COMPANIES else Kind.UNKNOWN).value,
        names=_names(party.name, *party.aliases, *party.former_names),
        countries=_countries(party.country),
        identifiers=_names(party.registration, *party.identifiers),
    )


def _of_owners(dossier: Dossier) -> Iterator[Subject]:
    """Every reading counts, also an older one: who has sold a share may hold it for the buyer."""
    for reading in dossier.ownership:
        for one in reading.told["parties"]:
            if names := _names(one["name"], *one["aliases"]):
                yield _of_owner(reading, one, names)


def _of_owner(reading: OwnershipFields, party: Mapping[str, Any], names: tuple[str, ...]) -> Subject:
    is_target = party["id"] == reading.told["target"]
    found = to_subject(party)
    ident = reading.party if is_target else f"{reading.id}-{hash_of(party['id'])[:8]}"
    return found.model_copy(update={"id": ident, "where": reading.id, "names": names})


def _of_answers(pack: Pack, dossier: Dossier) -> Iterator[Subject]:
    for criterion, answers in find_current(dossier.answers).items():
        row = pack.criteria.get(criterion)
        if row is None or row.stage != Stage.ENTITY:
            continue
        given = [one.value for one in answers if one.state is AnswerState.GIVEN]
        for value in given:
            if row.answer_type.base == "party":
                yield from _of_record(criterion, value, dossier.case.prospect)
            elif row.answer_type.base == "table":
                yield from _of_rows(criterion, value, _party_columns(pack, row.answer_type.args[0]))


def _of_record(criterion: str, value: Mapping[str, Any], prospect: str) -> Iterator[Subject]:
    """What the company says of itself belongs to the prospect, under whatever names."""
    names = _names(
        *(part for key in ("legal_name", "aliases", "former_names") for part in _split(value, key))
    )
    if names:
        yield Subject(
            id=prospect,
            where=criterion,
            kind=Kind.ORGANISATION.value,
            names=names,
            countries=_countries(value.get("country")),
            identifiers=_names(value.get("registration"), *_split(value, "identifiers")),
        )


def _of_rows(criterion: str, rows: Iterable[Any], columns: Sequence[str]) -> Iterator[Subject]:
    for row in rows:
        for column in columns:
            if names := _names(row.get(column)):
                yield _of_row(criterion, names, row)


def _of_row(criterion: str, names: tuple[str, ...], row: Mapping[str, Any]) -> Subject:
    """A row with a year of birth is about a person; of others the table does not say what they are."""
    kind = Kind.PERSON if "birth_year" in row else Kind.UNKNOWN
    born = str(row.get("birth_year") or "")
    return Subject(
        id=f"{criterion}-{hash_of(normalise_name(names[0]))[:8]}",
        where=criterion,
        kind=kind.value,
        names=names,
        birth_date=born if re.fullmatch(r"\d{4}", born) else "",
        countries=_countries(row.get("country")),
    )


def _party_columns(pack: Pack, table: str) -> list[str]:
    columns = pack.tables["tables"][table]["columns"]
    return [name for name, kind in columns.items() if kind.removeprefix("optional ") == "party"]


def _split(value: Mapping[str, Any], key: str) -> list[str]:
    """Several names in one text stand apart by semicolons or lines."""
    return re.split(r"[;\n]", str(value.get(key) or ""))


def _names(*texts: object) -> tuple[str, ...]:
    kept = (" ".join(str(text or "").split()) for text in texts)
    return tuple(dict.fromkeys(text for text in kept if text and text not in _NOT_NAMES))


def _countries(code: object) -> tuple[str, ...]:
    return to_codes([str(code)]) if code and code != WORLD else ()
