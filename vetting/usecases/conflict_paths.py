"""From a declared interest to the prospect: person, interest, party, group, prospect, with numbers and dates.

- A declared name leads on only where it is a party of the case, by its id or by one of its names, or an owner in a file
  of owners, by name; a name that is merely alike is a suggestion, on which the ethics focal point rules.
- Between the party and the prospect stand the shares that the case's ownership reading states, certain and
  possible; without a reading, the party's role in the case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from vetting.domain.dossier import Dossier
from vetting.domain.interests import DeclarationFields, InterestDetailFields
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.screenings import normalise_name
from vetting.screening.entities import Kind
from vetting.screening.score import ALERT, SHOW, Score, score_names

Json = dict[str, Any]

OF_ROLE = {
    PartyRole.PARENT: "is a parent of the prospect",
    PartyRole.SUBSIDIARY: "is a subsidiary of the prospect",
    PartyRole.AFFILIATE: "is an affiliate of the prospect",
    PartyRole.OWNER: "is an owner of the prospect",
    PartyRole.SUPPLIER: "supplies the prospect",
}
"""How a party leads to the prospect by its role; parties of other roles do not."""

NO_ID = "—"
"""The id of an owner in a file, told from every id of a case and of a file: as a name it is empty."""


@dataclass(frozen=True)
class Suggestion:
    """A party, or an owner in a file, whose name looks like the declared one."""

    party: str  # its id; of an owner, its name
    name: str
    score: float
    because: tuple[str, ...]
    is_owner: bool = False

    def to_json(self, declared: str) -> Json:
        """The suggestion, with its sentence."""
        what = "the owner" if self.is_owner else "party"
        sentence = f"Declared {declared} looks like {what} {self.name} ({self.score:.2f})."
        return {
            "party": self.party,
            "score": f"{self.score:.4f}",
            "alert": self.score >= ALERT,
            "sentence": sentence,
            "because": list(self.because),
        }


def find_path(dossier: Dossier, declaration: DeclarationFields, detail: InterestDetailFields) -> Json:
    """The way from a person to the prospect through what they declared, as far as it is known."""
    whose = f" ({detail.relation})" if detail.relation else ""
    what = ": ".join(part for part in (declaration.kind, detail.what) if part)
    first = {
        "from": declaration.person,
        "to": detail.entity or "not stated",
        "by": f"{what}{whose}",
        "amount": detail.amount,
        "since": _day(declaration.starts_on),
        "until": _day(declaration.ends_on),
    }
    party = find_party(dossier.parties, detail.entity)
    if party is None:
        unknown = {
            "steps": [first],
            "reaches_prospect": False,
            "basis": "no party of the case",
            "share": None,
        }
        return _through_file(dossier, detail.entity, first) or unknown
    first["to"] = party.id
    if party.id == dossier.case.prospect:
        return {"steps": [first], "reaches_prospect": True, "basis": "the prospect itself", "share": None}
    return _through_group(dossier, party, first)


def find_party(parties: list[PartyFields], entity: str) -> PartyFields | None:
    """The party that a declared name is, by id or by one of its names; case, punctuation and spaces aside."""
    wanted = _key(entity)
    return next((one for one in parties if wanted and wanted in map(_key, [one.id, *names_of(one)])), None)


def find_suggestions(dossier: Dossier, entity: str) -> list[Suggestion]:
    """The parties and owners whose names look like a declared one, the closest first; none for one that is named."""
    if not entity.strip() or find_party(dossier.parties, entity):
        return []
    owners = [one for one in _owners_of(dossier) if not find_party(dossier.parties, one.name)]
    if find_party(owners, entity):
        return []
    found = [_best(one, entity) for one in dossier.parties]
    found += [replace(_best(one, entity), party=one.name, is_owner=True) for one in owners]
    return sorted((one for one in found if one.score >= SHOW), key=lambda one: (-one.score, one.party))


def names_of(party: PartyFields) -> list[str]:
    """Every name a party is known by."""
    return [party.name, *party.aliases, *party.former_names]


def _best(party: PartyFields, entity: str) -> Suggestion:
    scored = [(name, score_names(entity, name, Kind.ORGANISATION)) for name in names_of(party)]
    name, score = max(scored, key=lambda one: one[1].total)
    return Suggestion(party.id, name, score.total, _because(score))


def _because(score: Score) -> tuple[str, ...]:
    return tuple(reason.to_sentence() for reason in score.reasons)


def _through_group(dossier: Dossier, party: PartyFields, first: Json) -> Json:
    """Through the shares that were read, else by the party's role in the case."""
    stated = next(_shares(dossier, party), None)
    if stated is not None:
        return {"reaches_prospect": True, "basis": "ownership", **stated, "steps": [first, *stated["steps"]]}
    said = OF_ROLE.get(party.role)
    if said is None:
        return {
            "steps": [first],
            "reaches_prospect": False,
            "basis": f"role {party.role.value}",
            "share": None,
        }
    step = {"from": party.id, "to": dossier.case.prospect, "by": said}
    return {"steps": [first, step], "reaches_prospect": True, "basis": "role", "share": None}


def _through_file(dossier: Dossier, entity: str, first: Json) -> Json | None:
    """Through the shares of an owner that no party of the case is; the newest reading first."""
    owner = find_party(_owners_of(dossier), entity)
    prospect = dossier.case.prospect
    for reading in reversed(dossier.ownership):
        if owner is not None and reading.party == prospect:
            for stated in _owner_of(reading, owner, owner.name, prospect):
                first["to"] = owner.name
                return {
                    "reaches_prospect": True,
                    "basis": "ownership",
                    **stated,
                    "steps": [first, *stated["steps"]],
                }
    return None


def _owners_of(dossier: Dossier) -> list[PartyFields]:
    """Those who stand above a party in its files, each once as the newest has them, in the form of a party."""
    newest: dict[str, Json] = {}
    for reading in reversed(dossier.ownership):
        for one in reading.told["parties"]:
            newest.setdefault(normalise_name(one["name"]), one)
    newest.pop("", None)
    return [
        PartyFields(
            case=dossier.case.id, id=NO_ID, role=PartyRole.OTHER, name=one["name"], aliases=one["aliases"]
        )
        for one in newest.values()
    ]


def _shares(dossier: Dossier, party: PartyFields) -> Iterator[Json]:
    """What each reading says of this party and the prospect, the newest first: an owner of it, or owned by it."""
    prospect = next((one for one in dossier.parties if one.id == dossier.case.prospect), None)
    for reading in reversed(dossier.ownership):
        if reading.party == dossier.case.prospect:
            yield from _owner_of(reading, party, party.id, dossier.case.prospect)
        if reading.party == party.id and prospect is not None:
            yield from _owner_of(reading, prospect, dossier.case.prospect, party.id)


def _owner_of(reading: OwnershipFields, owner: PartyFields, above: str, below: str) -> Iterator[Json]:
    """The share of an owner in the party of a reading, with the largest chain."""
    names = {one["id"]: one for one in reading.told["parties"]}
    keys = {_key(name) for name in [owner.id, *names_of(owner)]} - {""}
    for one in reading.told["owners"]:
        known = names[one["party"]]
        if one["share"] and keys & {_key(known["id"]), _key(known["name"]), *map(_key, known["aliases"])}:
            chain = one["chains"][0]["sentence"] if one["chains"] else ""
            step = {
                "from": above,
                "to": below,
                "by": chain or f"{known['label']} holds a share",
                "certain": one["share"]["at_least"],
                "possible": one["share"]["at_most"],
                "as_of": reading.as_of.isoformat(),
                "source": reading.evidence,
            }
            yield {"share": one["share"], "steps": [step]}


def _key(name: str) -> str:
    return normalise_name(name)


def _day(day: object) -> str:
    return str(day) if day else ""
