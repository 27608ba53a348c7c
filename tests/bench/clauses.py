"""The figures of clause review: what it finds in agreements that were marked by hand, and how long a draft takes.

Agreements of invented parties, written for this purpose, in Word, OpenDocument, PDF, HTML and plain text, in the six
languages of the United Nations. The key stands in the sources, behind each clause, as ``[TRM-05 answers]``; it is taken
out before a file is made. A criterion without a mark is absent. Each was marked before the rules were tried on it.

Those of ``HELD_OUT`` were never used to write a rule: they tell what to expect of a text that nobody has seen. Each of
the others was held out once, until what it missed was looked at.
"""

import re
import textwrap
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from tests.adapters.drafts import a_page, a_pdf, a_word, an_odt
from tests.bench.figures import Figure, Sample, Stopwatch, Unit
from vetting.adapters.draft_reader import read_draft
from vetting.agreements.clauses import Paragraph, split_clauses
from vetting.domain.clause_links import Says
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack
from vetting.usecases.clauses import HeldDraft, Review, review_draft

FOLDER = Path(__file__).with_name("agreements")
FORMS = {
    "memorandum": "docx",
    "platform": "pdf",
    "conditions": "txt",
    "general_conditions": "pdf",
    "terms_of_service": "html",
    "joint_programme": "odt",
    "convention_fr": "pdf",
    "protocol_ar": "docx",
    "hosting_memorandum": "txt",
    "data_annex": "pdf",
    "sponsorship": "docx",
    "letter_of_intent": "html",
    "order_form": "odt",
    "convenio_es": "docx",
    "accord_fr": "txt",
    "research_partnership": "html",
    "device_grant": "docx",
    "cloud_donation": "docx",
    "framework": "txt",
    "captioning_terms": "html",
    "donated_platform": "docx",
    "service_with_annex": "docx",
    "exchange_of_letters": "pdf",
    "pilot_in_plain_words": "html",
    "contrato_es": "odt",
    "soglashenie_ru": "docx",
    "contrat_fr": "pdf",
    "vendor_master_terms": "pdf",
    "contribution_agreement": "docx",
    "meeting_app_terms": "html",
    "mapping_service": "docx",
}
HELD_OUT = {
    "xieyi_zh": "txt",
    "ittifaq_ar": "docx",
    "skills_programme": "pdf",
    "records_hosting_offer": "docx",
    "memorando_es": "html",
}
JOINED = (
    "framework",
    "general_conditions",
    "terms_of_service",
    "joint_programme",
    "convention_fr",
    "cloud_donation",
    "memorandum",
    "platform",
)
LINES, WIDTH = 40, 84  # of a page with eleven points
MARK = re.compile(r"\s*\[((?:[A-Z]{3}-[0-9]{2} [a-z]+(?:, )?)+)\]$")
Marks = frozenset[tuple[str, str, str]]  # criterion, what the clause says, its id


def figures() -> list[Figure]:
    """Recall, precision and time of each agreement, and the time of all of them joined to one."""
    pages = count_pages([line for name in JOINED for line in read_key(name)[0]])
    long = Figure(f"clauses: {pages} pages joined (pdf), read and searched", Unit.SECONDS, _time_long, 2)
    return [*(one for name in [*FORMS, *HELD_OUT] for one in _figures(name)), long]


def _figures(name: str) -> Iterator[Figure]:
    held_out = name in HELD_OUT
    named = f"clauses: {name}{', held out' if held_out else ''} ({form_of(name)}, {count_pages(read_key(name)[0])} pages)"
    recall = partial(_recall, name)
    yield Figure(f"{named}, recall", Unit.SHARE, recall, None if held_out else 0.9, at_least=True)
    yield Figure(f"{named}, precision", Unit.SHARE, partial(_precision, name))
    yield Figure(f"{named}, absence told right", Unit.SHARE, partial(_absence, name))
    yield Figure(f"{named}, read and searched", Unit.SECONDS, partial(_time, name), 2)


def form_of(name: str) -> str:
    """The form in which an agreement is read."""
    return (FORMS | HELD_OUT)[name]


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
    return to_form(read_key(name)[0], form_of(name))


def to_form(lines: list[str], form: str) -> bytes:
    """Paragraphs as a file."""
    match form:
        case "docx":
            return a_word(*lines)
        case "odt":
            return an_odt(*lines)
        case "html":
            return a_page(*lines)
        case "pdf":
            return a_pdf(_pages(lines))
        case _:
            return "\n\n".join(textwrap.fill(line, 90, break_on_hyphens=False) for line in lines).encode()


def count_pages(lines: list[str]) -> int:
    """How many pages these paragraphs fill."""
    return len(_pages(lines))


def _pages(lines: list[str]) -> list[list[str]]:
    broken = [part for line in lines for part in (*textwrap.wrap(line, WIDTH, break_on_hyphens=False), "")]
    return [broken[first : first + LINES] for first in range(0, len(broken), LINES)]


@cache
def review(name: str) -> Review:
    """What the review says of an agreement."""
    content = make_file(name)
    return review_draft(HeldDraft.of(content, read_draft(content, f"{name}.{form_of(name)}")), _pack())


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
    """Of the criteria that are told as absent, those on which the agreement is silent indeed."""
    marked = {criterion for criterion, _, _ in read_key(name)[1]}
    told = {one.criterion for one in review(name).suggestions if one.says is Says.ABSENT}
    return Sample(0, 0, len(told - marked), len(told)) if told else Sample(0, 0, 1)


def _time(name: str) -> Sample:
    return _time_of(make_file(name), form_of(name))


def _time_long() -> Sample:
    """A framework with its annexes: the agreements joined to one of some sixty pages."""
    return _time_of(a_pdf(_pages([line for name in JOINED for line in read_key(name)[0]])), "pdf")


def _time_of(content: bytes, form: str) -> Sample:
    pack = _pack()
    with Stopwatch() as watch:
        review_draft(HeldDraft.of(content, read_draft(content, f"draft.{form}")), pack)
    return watch.sample()
