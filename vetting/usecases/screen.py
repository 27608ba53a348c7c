"""Screening in the batch: rows of a table in, matches with their scores out, in columns that others can read.

Queries: ``name``, and where known ``schema``, ``dob``, ``ctry``. Out: ``row`` (from 0 after the heading), ``rank``,
``entity_id``, ``score``, ``alert``. Pairs: ``schema``, ``name1``, ``name2``; out with ``score`` and ``alert`` added.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vetting.domain.errors import BadInput, Fault
from vetting.screening.countries import to_codes
from vetting.screening.dates import to_iso_date
from vetting.screening.entities import Kind
from vetting.screening.loaders.ftm_json import KINDS
from vetting.screening.match import Result
from vetting.screening.score import Candidate, Query, Scorer

MATCH_COLUMNS = ("row", "rank", "entity_id", "score", "alert")
BIGGEST_CELL = 20_000_000

Row = Mapping[str, str]


def read_table(content: bytes, where: str, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a csv under its headings; raises ``BadInput`` where it is none or lacks a column."""
    csv.field_size_limit(BIGGEST_CELL)
    try:
        text = content.decode("utf-8-sig").replace("\0", "")
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
        missing = [name for name in needed if name not in (reader.fieldnames or ())]
        rows = [{key: value for key, value in row.items() if key} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput([Fault(where, f"is no table in UTF-8: {error}.")]) from error
    if missing:
        raise BadInput([Fault(where, f"has no column {', '.join(missing)}.")])
    return rows


def read_queries(content: bytes, where: str, *, name_only: bool = False) -> list[Query]:
    """One query for each row; a date or country that cannot be read is left out of it."""
    rows = read_table(content, where, ("name",))
    return [to_query(row, name_only=name_only) for row in rows]


def to_query(row: Row, *, name_only: bool = False) -> Query:
    """The query of a row, or of the words of a command line."""
    kind = to_kind(row.get("schema", ""))
    if name_only:
        return Query(row["name"], kind)
    countries = to_codes(row.get("ctry", "").replace("|", ";").split(";"))
    return Query(row["name"], kind, to_iso_date(row.get("dob", "")), countries)


def find_unread(row: Row) -> list[Fault]:
    """What somebody wrote of one party and the search could not use: it would look like an answer, and be none."""
    countries = [one.strip() for one in row.get("ctry", "").replace("|", ";").split(";") if one.strip()]
    schema, day = row.get("schema", "").strip(), row.get("dob", "").strip()
    faults = [
        Fault("country", f"{one} names no country.", "Write its code, as KE, or its name.")
        for one in countries
        if not to_codes([one])
    ]
    if schema and schema not in KINDS:
        faults.append(Fault("schema", f"{schema} is none.", f"Write one of {', '.join(sorted(KINDS))}."))
    if day and not to_iso_date(day):
        faults.append(Fault("birth-date", f"{day} is no day.", "Write YYYY, YYYY-MM or YYYY-MM-DD."))
    return faults


def to_kind(schema: str) -> Kind:
    """The kind of a schema of FollowTheMoney; unknown where it names none."""
    return KINDS.get(schema.strip(), Kind.UNKNOWN)


def write_matches(results: Iterable[Result]) -> tuple[str, list[str]]:
    """The matches as csv, and each reason for which a result without one proves nothing."""
    faults: dict[str, None] = {}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(MATCH_COLUMNS)
    for number, result in enumerate(results):
        writer.writerows(_match_rows(number, result))
        unnamed = not result.query.name.strip()
        faults.update((f"row {number}: {why}" if unnamed else why, None) for why in result.why_not_clear)
    return out.getvalue(), list(faults)


def score_pairs(content: bytes, where: str, scorer: Scorer) -> str:
    """The rows of a table of pairs as csv, with ``score`` and ``alert`` added."""
    rows = read_table(content, where, ("name1", "name2"))
    out = io.StringIO()
    columns = [*(rows[0] if rows else ("name1", "name2")), "score", "alert"]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_score_pairs(rows, scorer))
    return out.getvalue()


def _match_rows(number: int, result: Result) -> Iterator[tuple[int, int, str, str, str]]:
    for rank, match in enumerate(result.matches, 1):
        score = f"{match.score.total:.4f}"
        yield number, rank, match.candidate.entity_id, score, str(match.alert).lower()


def _score_pairs(rows: Iterable[Row], scorer: Scorer) -> Iterator[dict[str, str]]:
    for row in rows:
        kind = to_kind(row.get("schema", ""))
        found = scorer.score(Query(row["name1"], kind), Candidate("", kind, row["name2"])).total
        yield {**row, "score": f"{found:.4f}", "alert": str(found >= scorer.thresholds.alert).lower()}
