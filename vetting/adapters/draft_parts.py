"""What reading a draft gives, and how lines become paragraphs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from vetting.agreements.clauses import Paragraph
from vetting.agreements.numbers import read_number


class Unreadable(Exception):
    """A file that cannot be read; its text is the sentence for the person who sent it."""


@dataclass
class ReadDraft:
    """The paragraphs of a file, and what a reader should know about it."""

    format: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    tracked_changes: int = 0
    comments: int = 0
    pages: int = 0


_ENDS: Final = (".", ";", ":", "。", "；", "：", "؛", "!", "?", "؟")
_BULLET: Final = re.compile(r"[-–—•▪●*]\s+")


def join_lines(lines: Iterable[str]) -> Iterator[Paragraph]:
    """Paragraphs of lines that were broken for a page: a blank line, a number or a heading begins a new one."""
    whole = [" ".join(line.split()) for line in lines]
    known = frozenset(word.strip(_AROUND).casefold() for line in whole for word in line.split())
    held: list[str] = []
    for text in whole:
        if held and (not text or _begins(text, held)):
            yield Paragraph(_joined(held, known))
            held = []
        if text:
            held.append(text)
    if held:
        yield Paragraph(_joined(held, known))


def _begins(text: str, held: list[str]) -> bool:
    """Whether a line begins a paragraph after the lines that are held."""
    before = held[-1]
    if _BULLET.match(text):
        return True
    number, rest = read_number(text, [])
    if number is not None and not _goes_on(before, rest):
        return True
    if text.isupper() != before.isupper() and (text.isupper() or len(held) == 1):
        return not before.endswith(",")
    return len(held) == 1 and _is_title(before) and text[:1].isupper()


def _goes_on(before: str, rest: str) -> bool:
    """Whether the line before needs what follows, as in "within" and then "30 days"."""
    return rest[:1].islower() and not before.endswith(_ENDS) and not _is_title(before)


def _is_title(line: str) -> bool:
    """Whether a line names what comes: short, numbered, without a sentence's end."""
    number, rest = read_number(line, [])
    return number is not None and len(rest.split()) <= MAX_TITLE and not rest.endswith((*_ENDS, ","))


MAX_TITLE: Final = 7


def _joined(held: list[str], known: frozenset[str]) -> str:
    text = held[0]
    for line in held[1:]:
        if text.endswith("\u00ad"):
            text = text[:-1] + line
        elif _BROKEN.search(text) and line[:1].islower():
            text = _join_word(text, line, known)
        else:
            text = f"{text} {line}"
    return text


def _join_word(text: str, line: str, known: frozenset[str]) -> str:
    """Join a word that a line's end has parted; its hyphen stays where the draft has the word with one elsewhere."""
    first, second = text.rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0]
    hyphenated = f"{first}{second}".strip(_AROUND).casefold()
    return text + line if hyphenated in known else text[:-1] + line


_BROKEN: Final = re.compile(r"[^\W\d_]-$")
_AROUND: Final = ".,;:!?()\"'“”«»"
