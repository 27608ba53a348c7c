"""The names of a case that are screened: its parties, its owners, and every person and body of the entity stage.

- A party goes with its aliases and former names; the prospect also with what the entity stage says of the company.
- Whoever stands above a party in a file of owners is screened, under every name that the file gives them.
- Of the tables of the entity stage each column of the type ``party`` is read, whichever pack they are of.
- Two places that name the same party in the same letters make one subject; an office of the UN is none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from vetting.domain.answers import AnswerState, find_current
from vetting.domain.dossier import Dossier
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.screenings import Subject, hash_of, normalise_name
from vetting.domain.stages import Stage
from vetting.policy.pack import Pack
from vetting.screening.countries import to_codes
from vetting.screening.entities import Kind
from vetting.screening.graph import PartyKind

COMPANIES = frozenset(
    {PartyRole.PROSPECT, PartyRole.PARENT, PartyRole.SUBSIDIARY, PartyRole.AFFILIATE, PartyRole.SUPPLIER}
)
WORLD = "001"
_KINDS = {PartyKind.PERSON: Kind.PERSON, PartyKind.ENTITY: Kind.ORGANISATION}
_NOT_NAMES = frozenset(AnswerState)


def list_subjects(pack: Pack, dossier: Dossier) -> tuple[Subject, ...]:
    """Whom to screen, each once, in the order in which the case names them."""
    merged: dict[str, Subject] = {}
    for subject in (*_of_parties(dossier), *_of_answers(pack, dossier)):
        _take_in(merged, subject, _is_same)
    for subject in _of_owners(dossier):
        _take_in(merged, subject, _is_same_owner)
    return tuple(merged.values())


def _take_in(
    merged: dict[str, Subject], subject: Subject, is_same: Callable[[Subject, Subject], bool]
) -> None:
    known = next((ident for ident, one in merged.items() if is_same(one, subject)), None)
    if known is None:
        ident = _free_ident(subject.id, merged)
        merged[ident] = subject.model_copy(update={"id": ident})
    else:
        merged[known] = _merge(merged[known], subject)


def _free_ident(ident: str, taken: Mapping[str, Subject]) -> str:
    """The id, with a number where a namesake has it."""
    numbered = (f"{ident}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (ident, *numbered) if one not in taken)


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
                is_target = one["id"] == reading.told["target"]
                yield Subject(
                    id=reading.party if is_target else f"{reading.id}-{hash_of(one['id'])[:8]}",
                    where=reading.id,
                    kind=_KINDS.get(one["kind"], Kind.UNKNOWN).value,
                    names=names,
                    countries=_countries(one["country"]),
                )


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


def _is_same(one: Subject, other: Subject) -> bool:
    """One id, or one first name in the same letters, where nothing speaks against it."""
    if not _agree(one.birth_date, other.birth_date):
        return False
    left, right = (normalise_name(next(iter(subject.names), "")) for subject in (one, other))
    return one.id == other.id or (left == right != "" and Kind(one.kind).may_be(Kind(other.kind)))


def _is_same_owner(one: Subject, owner: Subject) -> bool:
    """A register knows a party by any of its names."""
    left, right = (set(map(normalise_name, subject.names)) - {""} for subject in (one, owner))
    return one.id == owner.id or (bool(left & right) and Kind(one.kind).may_be(Kind(owner.kind)))


def _agree(left: str, right: str) -> bool:
    return left == right or "" in (left, right)


def _merge(one: Subject, other: Subject) -> Subject:
    known = other.kind if one.kind == Kind.UNKNOWN else one.kind
    return one.model_copy(
        update={
            "where": ", ".join(dict.fromkeys((*one.where.split(", "), other.where))),
            "kind": known,
            "names": tuple(dict.fromkeys((*one.names, *other.names))),
            "birth_date": one.birth_date or other.birth_date,
            "countries": tuple(dict.fromkeys((*one.countries, *other.countries))),
            "identifiers": tuple(dict.fromkeys((*one.identifiers, *other.identifiers))),
        }
    )
