"""The figures of clause review: what it finds in agreements that were marked by hand, and how long a draft takes.

Three agreements of invented companies, in Word, PDF and plain text. The key stands in the sources, behind each clause, as
``[TRM-05 answers]``; it is taken out before a file is made. A criterion without a mark is absent.
"""

import re
import textwrap
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from tests.adapters.drafts import a_pdf, a_word
from tests.bench.figures import Figure, Sample, Stopwatch, Unit
from vetting.adapters.draft_reader import read_draft
from vetting.agreements.clauses import Paragraph, split_clauses
from vetting.domain.clause_links import Says
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack
from vetting.usecases.clauses import HeldDraft, Review, review_draft

FOLDER = Path(__file__).with_name("agreements")
FORMS = {"memorandum": "docx", "platform": "pdf", "conditions": "txt"}
PAGES, LINES = 60, 48  # of the long draft, and of a page
MARK = re.compile(r"\s*\[((?:[A-Z]{3}-[0-9]{2} [a-z]+(?:, )?)+)\]$")
Marks = frozenset[tuple[str, str, str]]  # criterion, what the clause says, its id


def figures() -> list[Figure]:
    """Recall, precision and time of each agreement."""
    long = Figure("clauses: sixty pages (pdf), read and searched", Unit.SECONDS, _time_long, 2)
    return [*(one for name in FORMS for one in _figures(name)), long]


def _figures(name: str) -> Iterator[Figure]:
    named = f"clauses: {name} ({FORMS[name]})"
    yield Figure(f"{named}, recall", Unit.SHARE, partial(_recall, name), 0.9, at_least=True)
    yield Figure(f"{named}, precision", Unit.SHARE, partial(_precision, name))
    yield Figure(f"{named}, absence told right", Unit.SHARE, partial(_absence, name))
    yield Figure(f"{named}, read and searched", Unit.SECONDS, partial(_time, name), 2)


def read_key(name: str) -> tuple[list[str], Marks]:
    """The lines of an agreement without their marks, and the marks with the ids of their clauses."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    marks: set[tuple[str, str, str]] = set()
    clauses = split_clauses([Paragraph(line) for line in lines])
    for clause in clauses:
        found = MARK.search(clause.text)
        for one in found[1].split(", ") if found else ():
            criterion, says = one.split()
            marks.add((criterion, says, clause.id))
    return [MARK.sub("", line) for line in lines], frozenset(marks)


@cache
def make_file(name: str) -> bytes:
    """The agreement as a file of its form."""
    lines, _ = read_key(name)
    if FORMS[name] == "docx":
        return a_word(*lines)
    if FORMS[name] == "txt":
        return "\n\n".join(textwrap.fill(line, 90) for line in lines).encode()
    broken = [part for line in lines for part in textwrap.wrap(line, 95)]
    return a_pdf([broken[first : first + LINES] for first in range(0, len(broken), LINES)])


@cache
def review(name: str) -> Review:
    """What the review says of an agreement."""
    content = make_file(name)
    return review_draft(HeldDraft.of(content, read_draft(content, f"{name}.{FORMS[name]}")), _pack())


def find_suggested(name: str) -> Marks:
    """The suggestions as marks."""
    return frozenset(
        (one.criterion, one.says.value, one.clause) for one in review(name).suggestions if one.clause
    )


@cache
def _pack() -> Pack:
    return load_pack(find_pack("un-default"))


def _recall(name: str) -> Sample:
    marked = read_key(name)[1]
    return Sample(0, 0, len(marked & find_suggested(name)), len(marked))


def _precision(name: str) -> Sample:
    suggested = find_suggested(name)
    return Sample(0, 0, len(read_key(name)[1] & suggested), len(suggested))


def _absence(name: str) -> Sample:
    silent = {rule.criterion for rule in _pack().terms} - {criterion for criterion, _, _ in read_key(name)[1]}
    told = {one.criterion for one in review(name).suggestions if one.says is Says.ABSENT}
    return Sample(0, 0, len(silent & told), len(silent)) if silent else Sample(0, 0, 1)


def _time(name: str) -> Sample:
    return _time_of(make_file(name), FORMS[name])


def _time_long() -> Sample:
    """The three agreements again and again, until sixty pages are full."""
    lines = [part for name in FORMS for line in read_key(name)[0] for part in textwrap.wrap(line, 95)]
    wanted = (lines * (PAGES * LINES // len(lines) + 1))[: PAGES * LINES]
    return _time_of(a_pdf([wanted[first : first + LINES] for first in range(0, len(wanted), LINES)]), "pdf")


def _time_of(content: bytes, form: str) -> Sample:
    pack = _pack()
    with Stopwatch() as watch:
        review_draft(HeldDraft.of(content, read_draft(content, f"draft.{form}")), pack)
    return watch.sample()
