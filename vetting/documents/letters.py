"""A letter to a company as blocks that every writer renders the same.

Its frame stands in one of six languages; what the officer wrote stands as it was written.
It shows the facts with their public sources and days, the standards, and numbered questions. What it does
not show, it does not get: no submission, no point, no time at which anybody spoke.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vetting.documents.blocks import Block, Callout, Facts, Heading, Items, Line, Paragraph, Span
from vetting.documents.visible import is_rtl, language_of, to_visible

LetterTexts = Mapping[str, Mapping[str, str]]
"""The words of letters by language (templates/languages/<language>/letters.yaml)."""

ORIGINAL = "en"
RIGHT_TO_LEFT = frozenset({"ar"})


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
    texts: Mapping[str, str] = field(default_factory=dict)  # of the frame, in its language
    language: str = ORIGINAL

    @property
    def title(self) -> str:
        """The heading of the letter."""
        return self.texts["title"].format(reference=self.reference)


def direction_of(paper: Paper) -> str:
    """``rtl`` or ``ltr``: how the letter runs."""
    return "rtl" if paper.language in RIGHT_TO_LEFT else "ltr"


def to_blocks(paper: Paper) -> tuple[Block, ...]:
    """The letter, from its head to how it may be answered."""
    return (*_head(paper), *_questions(paper), *_interim(paper), *_how(paper))


def _head(paper: Paper) -> Iterator[Block]:
    texts = paper.texts
    pairs = [
        (texts["from"], (_line(paper, paper.office),)),
        (texts["to"], (_line(paper, paper.company),)),
        (texts["reference"], (_line(paper, paper.reference),)),
        (texts["due"], (_line(paper, paper.due.isoformat()),)),
    ]
    if paper.dated is None:
        yield Callout("caution", texts["draft"], paper.title)
    else:
        pairs.insert(2, (texts["dated"], (_line(paper, paper.dated.isoformat()),)))
    yield Facts(paper.title, tuple(pairs))
    yield from _paragraphs(paper, paper.opening)
    yield Paragraph(_line(paper, texts["without_prejudice"]), "lead")


def _questions(paper: Paper) -> Iterator[Block]:
    for one in paper.questions:
        yield Heading(2, paper.texts["question"].format(number=one.number))
        if one.facts:
            yield Paragraph(_line(paper, paper.texts["reported"], "strong"))
            yield from _paragraphs(paper, one.facts)
        yield Paragraph(_line(paper, one.question, "strong"))
        yield from _rests_on(paper, one)


def _rests_on(paper: Paper, asked: Asked) -> Iterator[Block]:
    texts = paper.texts
    if asked.sources:
        yield Paragraph(_line(paper, texts["sources"]), "note")
        yield Items(tuple(_line(paper, _cite(one)) for one in asked.sources))
    if asked.standards:
        yield Paragraph(_line(paper, texts["standards"]), "note")
        yield Items(tuple(_line(paper, one) for one in asked.standards))
    if asked.findings:
        yield Paragraph(_line(paper, f"{texts['findings']} {', '.join(asked.findings)}."), "note")


def _interim(paper: Paper) -> Iterator[Block]:
    if paper.interim:
        yield Heading(2, paper.texts["interim"])
        yield from _paragraphs(paper, paper.interim)


def _how(paper: Paper) -> Iterator[Block]:
    texts = paper.texts
    yield Heading(2, texts["answer"])
    yield Paragraph(_line(paper, texts["how"]))
    yield Paragraph(_line(paper, texts["extension"].format(days=paper.extension_days)))
    for key in ("secret", "corrections", "publication"):
        yield Paragraph(_line(paper, texts[key]))
    if paper.language != ORIGINAL:
        yield Paragraph(_line(paper, texts["awaits"]), "note")


def _cite(source: Source) -> str:
    return ", ".join(filter(None, (source.title, source.publisher, source.published, source.locator)))


def _paragraphs(paper: Paper, text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(_line(paper, one)) for one in text.split("\n") if one.strip())


def _line(paper: Paper, text: str, style: str = "") -> Line:
    """One line; words of another script than the letter's are marked with their own language and direction."""
    shown = to_visible(text).replace("\n", " ")
    return (Span(shown, style, language_of(shown, "", paper.language), is_rtl(shown)),)
