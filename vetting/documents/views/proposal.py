"""Sections 1 and 2: the partnership as proposed, and under which rules and by whom it was reviewed."""

from typing import Any

from vetting.documents.blocks import Block, Cell, Facts, Heading, Line, Table
from vetting.documents.scribe import Scribe


def show_partnership(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The proposal, its parties and its drafts."""
    return (_proposal(record, scribe), *_parties(record, scribe), *_terms(record, scribe))


def show_scope(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Pack, depth, status, and the people with their roles."""
    return (_rules(record, scribe), *_people(record, scribe))


def _proposal(record: dict[str, Any], scribe: Scribe) -> Facts:
    said, words = record["partnership"], scribe.words
    prospect = [one["name"] for one in said["parties"] if one["id"] == said["prospect"]]
    products = tuple(line for one in said["products"] for line in scribe.text(one))
    told: tuple[tuple[str, Cell], ...] = (
        ("name", scribe.text(said["title"])),
        ("office", scribe.text(said["initiating_office"])),
        ("prospect", scribe.cell(", ".join(prospect))),
        ("purpose", scribe.text(said["purpose"])),
        ("products", products),
        ("countries", scribe.ids(said["countries"])),
        ("duration", scribe.text(said["duration"])),
        ("money", scribe.text(said["money"])),
        ("described", scribe.ids(said["described_by"])),
    )
    empty = (scribe.say("partnership.not_stated", "muted"),)
    pairs = tuple((words(f"partnership.{key}"), cell or empty) for key, cell in told)
    return Facts(words("partnership.facts"), pairs)


def _parties(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    parties = record["partnership"]["parties"]
    heading = Heading(2, scribe.words("partnership.parties"))
    if not parties:
        return [heading, scribe.note("partnership.no_parties")]
    columns = [("party", 8), ("role", 4), ("country", 3), ("registration", 5), ("also", 5)]
    rows = ((
        (*scribe.cell(one["name"], "strong"), scribe.plain(one["id"], "muted")),
        scribe.name("party_role", one["role"]),
        scribe.cell(one["country"]),
        scribe.cell("; ".join([one["registration"], *one["identifiers"]]).strip("; ")),
        scribe.cell("; ".join([*one["aliases"], *one["former_names"]])),
    ) for one in parties)  # fmt: skip
    return [heading, _table(scribe, "partnership.parties", columns, rows)]


def _terms(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    terms = record["partnership"]["terms"]
    heading = Heading(2, scribe.words("partnership.terms"))
    if not terms:
        return [heading, scribe.note("partnership.no_terms")]
    columns = [("draft", 4), ("summary", 5), ("evidence", 3), ("stored", 2)]
    rows = ((
        (*scribe.text(one["title"], "strong"), scribe.plain(one["id"], "muted")),
        scribe.text(one["summary"]),
        (*scribe.cell(one["evidence"]), *scribe.cell(one["hash"] or "", "code")),
        scribe.cell(f"{one['stored']['by']}, {one['stored']['at'][:10]}"),
    ) for one in terms)  # fmt: skip
    return [heading, _table(scribe, "partnership.terms", columns, rows)]


def _rules(record: dict[str, Any], scribe: Scribe) -> Facts:
    scope, words = record["scope"], scribe.words
    imported = (
        scribe.say("scope.imported_value", hash=scope["source_hash"])
        if scope["imported"]
        else scribe.say("scope.not_imported")
    )
    told: list[tuple[str, Cell]] = [
        ("pack", scribe.cell(scope["pack"])),
        ("hash", scribe.cell(scope["pack_hash"], "code")),
        ("depth", scribe.name("depth", scope["depth"])),
        ("authority", scribe.name("authority", str(record["computed"]["authority"]))),
        ("status", scribe.name("case_status", scope["status"])),
        ("opened", scribe.cell(scope["opened_at"][:10])),
        ("as_of", scribe.cell(scope["as_of"] or "")),
        ("imported", (imported,)),
        ("settings", _settings(scope["settings"], scribe)),
        ("note", scribe.text(scope["note"])),
    ]
    return Facts(words("scope.facts"), tuple((words(f"scope.{key}"), cell) for key, cell in told if cell))


INNER_SETTINGS = frozenset({"depth_before"})
"""Settings that the walk keeps for itself; the depth stands in its own row."""


def _settings(settings: dict[str, Any], scribe: Scribe) -> Cell:
    """The facts of the case itself that the rules read, each in words."""
    return tuple(
        _setting(name, value, scribe) for name, value in settings.items() if name not in INNER_SETTINGS
    )


def _setting(name: str, value: Any, scribe: Scribe) -> Line:
    key, said = f"setting.{name}", scribe.told(value)
    if f"{key}.one" in scribe.words:
        number = f"{value:,}" if isinstance(value, int) else said
        return scribe.say(f"{key}.{'one' if said == '1' else 'other'}", number=number)
    return scribe.plain(f"{scribe.words.name('setting', name)}: {said}")


def _people(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    people = record["people"]
    heading = Heading(2, scribe.words("scope.people"))
    if not people:
        return [heading, scribe.note("scope.no_people")]
    columns = [("person", 3), ("roles", 4), ("title", 6), ("name", 4), ("assigned", 3)]
    rows = ((
        scribe.cell(one["id"], "strong"),
        scribe.cell(", ".join(scribe.words.name("role", role) for role in one["roles"])),
        scribe.text(one["title"]),
        scribe.text(one["name"]),
        scribe.cell(one["assigned_at"][:10]),
    ) for one in people)  # fmt: skip
    return [heading, _table(scribe, "scope.people", columns, rows)]


def _table(scribe: Scribe, title: str, columns: list[tuple[str, int]], rows: Any) -> Table:
    section = title.partition(".")[0]
    return scribe.table(title, [(f"{section}.{key}", weight) for key, weight in columns], rows)
