"""A letter to a company as blocks that every writer renders the same.

It shows the facts with their public sources and days, the standards, and numbered questions. What it does
not show, it does not get: no submission, no point, no time at which anybody spoke.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vetting.documents.blocks import Block, Callout, Cell, Facts, Heading, Items, Line, Paragraph, Span
from vetting.documents.visible import is_rtl, language_of, to_visible


@dataclass(frozen=True)
class Source:
    """A public source as a letter names it."""

    title: str
    publisher: str
    published: str
    locator: str


@dataclass(frozen=True)
class Asked:
    """One numbered question with what it rests on."""

    number: int
    question: str
    facts: str = ""
    findings: Sequence[str] = ()
    standards: Sequence[str] = ()
    sources: Sequence[Source] = ()


@dataclass(frozen=True)
class Paper:
    """A letter as it goes to a company, or as it is drafted."""

    office: str
    company: str
    reference: str
    due: date
    dated: date | None  # none for a draft
    opening: str
    questions: Sequence[Asked]
    interim: str = ""
    extension_days: int = 14
    texts: Mapping[str, str] = field(default_factory=dict)  # templates/letters/<language>.yaml

    @property
    def title(self) -> str:
        """The heading of the letter."""
        return self.texts["title"].format(reference=self.reference)


def to_blocks(paper: Paper) -> tuple[Block, ...]:
    """The letter, from its head to how it may be answered."""
    return (*_head(paper), *_questions(paper), *_interim(paper), *_how(paper))


def _head(paper: Paper) -> Iterator[Block]:
    texts = paper.texts
    pairs = [
        (texts["from"], _cell(paper.office)),
        (texts["to"], _cell(paper.company)),
        (texts["reference"], _cell(paper.reference)),
        (texts["due"], _cell(paper.due.isoformat())),
    ]
    if paper.dated is None:
        yield Callout("caution", texts["draft"], paper.title)
    else:
        pairs.insert(2, (texts["dated"], _cell(paper.dated.isoformat())))
    yield Facts(paper.title, tuple(pairs))
    yield from _paragraphs(paper.opening)
    yield Paragraph(_line(texts["without_prejudice"]), "lead")


def _questions(paper: Paper) -> Iterator[Block]:
    for one in paper.questions:
        yield Heading(2, paper.texts["question"].format(number=one.number))
        if one.facts:
            yield Paragraph(_line(paper.texts["reported"], "strong"))
            yield from _paragraphs(one.facts)
        yield Paragraph(_line(one.question, "strong"))
        yield from _rests_on(one, paper.texts)


def _rests_on(asked: Asked, texts: Mapping[str, str]) -> Iterator[Block]:
    if asked.sources:
        yield Paragraph(_line(texts["sources"]), "note")
        yield Items(tuple(_line(_cite(one)) for one in asked.sources))
    if asked.standards:
        yield Paragraph(_line(texts["standards"]), "note")
        yield Items(tuple(_line(one) for one in asked.standards))
    if asked.findings:
        yield Paragraph(_line(f"{texts['findings']} {', '.join(asked.findings)}."), "note")


def _interim(paper: Paper) -> Iterator[Block]:
    if paper.interim:
        yield Heading(2, paper.texts["interim"])
        yield from _paragraphs(paper.interim)


def _how(paper: Paper) -> Iterator[Block]:
    texts = paper.texts
    yield Heading(2, texts["answer"])
    yield Paragraph(_line(texts["how"]))
    yield Paragraph(_line(texts["extension"].format(days=paper.extension_days)))
    for key in ("secret", "corrections", "publication"):
        yield Paragraph(_line(texts[key]))


def _cite(source: Source) -> str:
    return ", ".join(filter(None, (source.title, source.publisher, source.published, source.locator)))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(_line(one)) for one in text.split("\n") if one.strip())


def _cell(text: str) -> Cell:
    return (_line(text),)


def _line(text: str, style: str = "") -> Line:
    shown = to_visible(text).replace("\n", " ")
    return (Span(shown, style, language_of(shown, "", "en"), is_rtl(shown)),)
