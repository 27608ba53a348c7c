"""Patterns of words near each other: what a rule of terms looks for.

``prior written consent + name|emblem|logo @20``: the phrase and one of the three words, in any order, within
twenty words of one clause. Without ``@`` the words stand within fifteen. ``*`` stands for the rest of a word at its
end or its beginning.

- ``may > use``: the second stands after the first.
- ``$consent``: any of the words that the pack's vocabulary gathers under this name.
- ``! not|never``: none of these stands in a sentence in which the others were found.
- ``# audit*``: the clause stands under a heading with one of these words.

>>> len(parse_pattern("exclusiv* + right|partner @8").groups)
2
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vetting.agreements.words import find_words, fold

WINDOW: Final = 15
MAX_WINDOW: Final = 60


class PatternFault(ValueError):
    """A pattern that cannot be read; its text says why."""


Phrase = tuple[str, ...]  # the words in their order, folded, with * where the rest of a word is free
Phrases = tuple[Phrase, ...]
Vocabulary = Mapping[str, Phrases]  # what each name with $ stands for, in one language
NO_WORDS: Final[Vocabulary] = {}


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of which one must stand there; where ``after``, behind those of the group before."""

    phrases: Phrases
    after: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups of phrases; one phrase of each group must stand within the window."""

    groups: tuple[Group, ...]
    window: int
    text: str
    barred: Phrases = ()
    heading: Phrases = ()


_WINDOW: Final = re.compile(r"(.*?)\s*@\s*([0-9]{1,3})\s*", re.DOTALL)
_SIGN: Final = re.compile(r"(?:^|\s)([+>!#])(?=\s|$)")
_PIECE: Final = re.compile(r"\*?[\w\-'’]+\*?")
_NAME: Final = re.compile(r"\$([a-z]+(?:-[a-z]+)*)")


def parse_pattern(text: str, vocabulary: Vocabulary = NO_WORDS) -> Pattern:
    """The pattern of a text; raises ``PatternFault``."""
    parted = _WINDOW.fullmatch(text)
    said, window = (parted[1], int(parted[2])) if parted else (text, WINDOW)
    if not 1 <= window <= MAX_WINDOW:
        raise PatternFault(f"{text!r}: a window has between 1 and {MAX_WINDOW} words")
    first, *rest = _SIGN.split(said)
    groups = [Group(parse_phrases(first, text, vocabulary))]
    barred: Phrases = ()
    heading: Phrases = ()
    for sign, group in zip(rest[::2], rest[1::2], strict=True):
        phrases = parse_phrases(group, text, vocabulary)
        match sign:
            case "!":
                barred += phrases
            case "#":
                heading += phrases
            case _:
                groups.append(Group(phrases, sign == ">"))
    return Pattern(tuple(groups), window, text, barred, heading)


def parse_phrases(said: str, text: str, vocabulary: Vocabulary = NO_WORDS) -> Phrases:
    """The phrases between the strokes of a group, those of the vocabulary in place of its names."""
    return tuple(dict.fromkeys(one for part in said.split("|") for one in _phrases(part, text, vocabulary)))


def _phrases(said: str, text: str, vocabulary: Vocabulary) -> Phrases:
    named = _NAME.fullmatch(said.strip())
    if named is None:
        return (_phrase(said, text),)
    if named[1] not in vocabulary:
        raise PatternFault(f"{text!r}: {named[0]} is not in the vocabulary of this language")
    return vocabulary[named[1]]


def _phrase(said: str, text: str) -> Phrase:
    pieces = said.split()
    if not pieces or not all(_PIECE.fullmatch(one) for one in pieces):
        raise PatternFault(f"{text!r}: {said.strip()!r} holds no words; write words, with * at an end only")
    return tuple(word for piece in pieces for word in _starred(piece))


def _starred(piece: str) -> Iterator[str]:
    """The words of a piece (a hyphen parts two of them), the star kept at its end."""
    words = [one.text for one in find_words(piece)]
    for place, word in enumerate(words):
        before = "*" if place == 0 and piece.startswith("*") else ""
        after = "*" if place == len(words) - 1 and piece.endswith("*") else ""
        yield f"{before}{fold(word)}{after}"
