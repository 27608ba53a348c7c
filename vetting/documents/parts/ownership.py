"""Who owns a party, as the files of the case state it for a day: shares, roles, what is left open.

- Shares are certain or possible; control and the aggregate rule stand apart from them.
- Which owners are listed, and what they hold together, follows from the rulings as they stand on the day of the record.
- What stands out is a question to ask, never a reproach; each names the statements it rests on.
- In the public edition a natural person who is no party of the case stands without a name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_day, to_instant, to_text
from vetting.domain.listed import find_listed_parties
from vetting.domain.owners import OwnershipFields
from vetting.domain.screenings import Subject
from vetting.screening.ownership_listed import take_together

REJECTS = 20
"""How many unusable places of a file are listed; the file holds all, and their count is given."""

Told = Mapping[str, Any]
"""What was read, in the form of ``vetting.screening.ownership_json``."""


def assemble_ownership(material: Material) -> list[dict[str, Any]]:
    """Each reading of the owners of a party, in the order in which they were made."""
    listed = find_listed_parties(material.dossier)
    return [_reading(one, listed) for one in material.dossier.ownership]


def find_private_names(material: Material) -> list[str]:
    """The names of natural persons above a party who are no party of the case themselves."""
    parties = {name for one in material.dossier.parties for name in (one.name, *one.aliases)}
    people = [who for one in material.dossier.ownership for who in one.told["parties"] if _is_person(who)]
    return sorted({name for who in people for name in (who["name"], *who["aliases"])} - parties)


def describe_owners(told: Told) -> dict[str, Any]:
    """What a record and a drawing need of a reading."""
    return {
        "target": told["target"],
        "who": [_who(one) for one in told["parties"]],
        "owners": [_owner(one) for one in told["owners"]],
        "holdings": _holdings(told),
        "declared": [
            {"verdict": one["verdict"], "text": to_text(one["sentence"])} for one in told["declared"]
        ],
        "listed": list(told["listed"]),
        "half_or_more_together": told["half_or_more_together"],
        "aggregate": [to_text(one["sentence"]) for one in told["aggregate"]],
        "findings": [_finding(one, told) for one in told["findings"]],
        "rejected": len(told["rejects"]),
        "rejects": [_reject(one) for one in told["rejects"][:REJECTS]],
        "set_aside": dict(told["set_aside"]),
    }


def _reading(owners: OwnershipFields, listed: Iterable[Subject]) -> dict[str, Any]:
    told = owners.told | take_together(owners.told, listed).to_json()
    return {
        "id": owners.id,
        "party": owners.party,
        "of": to_text(owners.of, "und"),
        "evidence": owners.evidence,
        "hash": f"sha256:{owners.sha256}",
        "as_of": to_day(owners.as_of),
        "stored": {"by": owners.stored_by, "at": to_instant(owners.stored_at)},
        **describe_owners(told),
    }


def _is_person(who: Told) -> bool:
    return bool(who["kind"] == "person" and who["name"])


def _who(party: Told) -> dict[str, Any]:
    name = to_text(party["label"], "und" if party["name"] else "en")
    return {"id": party["id"], "name": name, "kind": party["kind"], "country": party["country"]}


def _owner(owner: Told) -> dict[str, Any]:
    return {
        "party": owner["party"],
        "share": owner["share"],
        "half_or_more": owner["half_or_more"],
        "controls": owner["controls"],
        "ultimate": owner["ultimate"],
        "chains": [{"parties": one["parties"], "share": one["share"]} for one in owner["chains"]],
        "more_chains": owner["more_chains"],
    }


def _holdings(told: Told) -> list[dict[str, Any]]:
    """One line for each pair: its shares, its votes, its roles, and the statements behind them."""
    found: dict[tuple[str, str], dict[str, Any]] = defaultdict(_nothing)
    for right in ("shares", "votes"):
        for one in told[right]:
            held = found[one["owner"], one["owned"]]
            held[right] = one["share"]
            held["statements"] |= {said["id"]: _statement(said) for said in one["interests"]}
    for link in told["links"]:
        held = found[link["owner"], link["owned"]]
        held["roles"] = sorted({*held["roles"], link["kind"]})
        held["statements"] |= {link["id"]: _statement(link)}
    return [
        {"owner": owner, "owned": owned, **held, "statements": list(held["statements"].values())}
        for (owner, owned), held in sorted(found.items())
    ]


def _nothing() -> dict[str, Any]:
    return {"shares": None, "votes": None, "roles": [], "statements": {}}


def _statement(interest: Told) -> dict[str, Any]:
    return {name: interest[name] for name in ("id", "source", "stated_on", "start", "end")}


def _finding(finding: Told, told: Told) -> dict[str, Any]:
    return {
        "code": finding["code"],
        "parties": list(finding["parties"]),
        "text": to_text(finding["sentence"]),
        "statements": sorted({one["source"] or one["id"] for one in _rests_on(finding, told)}),
    }


def _rests_on(finding: Told, told: Told) -> Iterator[Told]:
    """The interests that a finding is about: those of its owner, in its company, or among its parties."""
    parties, code = set(finding["parties"]), finding["code"]
    ends = ("owned",) if len(parties) == 1 else ("owner", "owned")
    if code.startswith("owner_"):
        ends = ("owner",)
    held = [said for right in ("shares", "votes") for one in told[right] for said in one["interests"]]
    stated = [*held, *told["links"], *(one["interest"] for one in told["declared"])]
    yield from (one for one in stated if all(one[end] in parties for end in ends))


def _reject(reject: Told) -> dict[str, Any]:
    return {"where": reject["where"], "code": reject["code"], "text": to_text(reject["text"])}
