"""Guidance notes: one page each on a technology, beside the questions that they explain."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_CRITERION = re.compile(r"\[([A-Z]{3}-\d\d)\]\(\.\./reference/pack/\w+\.md#")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"\*\*|\*(?=\S)|(?<=\S)\*")


@dataclass(frozen=True)
class Span:
    """A piece of text, with the question or the address that it leads to, if it does."""

    text: str
    criterion: str = ""
    address: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or an item of a list."""

    is_item: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Part:
    """A part of a note under its heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Note:
    """One note."""

    name: str
    title: str
    parts: tuple[Part, ...]
    criteria: tuple[str, ...]  # the questions that it explains

    def about(self, criterion: str) -> tuple[Block, ...]:
        """What it says where it names this question."""
        return tuple(
            block
            for part in self.parts
            for block in part.blocks
            if any(span.criterion == criterion for span in block.spans)
        )


def parse_note(name: str, text: str) -> Note:
    """The note that this Markdown says: headings, paragraphs, lists and links; all else is text."""
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    criteria = tuple(dict.fromkeys(_CRITERION.findall(text)))
    return Note(
        name,
        head.strip().removeprefix("# ").splitlines()[0] if head.strip() else name,
        tuple(_part(one) for one in parts),
        criteria,
    )


def find_notes(notes: Mapping[str, Note], criterion: str) -> tuple[Note, ...]:
    """The notes that explain a question, by title."""
    return tuple(
        sorted((one for one in notes.values() if criterion in one.criteria), key=lambda one: one.title)
    )


def titles_of(notes: Mapping[str, Note]) -> dict[str, tuple[str, ...]]:
    """The titles of the notes, by the question that they explain."""
    criteria = sorted({criterion for one in notes.values() for criterion in one.criteria})
    return {one: tuple(note.title for note in find_notes(notes, one)) for one in criteria}


def _part(text: str) -> Part:
    heading, _, body = text.partition("\n")
    return Part(heading.strip(), tuple(_blocks(body)))


def _blocks(body: str) -> Iterator[Block]:
    for block in re.split(r"\n\s*\n|\n(?=- |\d+\. )", body.strip()):
        said = " ".join(block.split())
        if said:
            is_item = bool(re.match(r"- |\d+\. ", said))
            yield Block(is_item, tuple(_spans(said.removeprefix("- "))))


def _spans(said: str) -> Iterator[Span]:
    at = 0
    for found in _LINK.finditer(said):
        if found.start() > at:
            yield Span(_MARKS.sub("", said[at : found.start()]))
        yield _linked(found[1], found[2])
        at = found.end()
    if at < len(said):
        yield Span(_MARKS.sub("", said[at:]))


def _linked(text: str, target: str) -> Span:
    """A link to a question or to a page of the web; another link is its text."""
    if re.fullmatch(r"[A-Z]{3}-\d\d", text):
        return Span(text, criterion=text)
    return Span(_MARKS.sub("", text), address=target if target.startswith("https://") else "")
