"""A name taken apart: words in Latin letters, with what is a title, a particle or a legal form set aside.

>>> [word.text for word in analyse("Dr. Usama bin Ladin", Kind.PERSON).readings[0]]
['usama', 'bin', 'ladin']
>>> name = analyse("Siemens Aktiengesellschaft", Kind.ORGANISATION)
>>> [word.text for word in name.readings[0]], name.legal_form
(['siemens'], 'plc')
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from vetting.screening.entities import Kind
from vetting.screening.scripts import is_consonantal, is_latin, is_syllabic, readings
from vetting.screening.sounds import fold, skeleton
from vetting.screening.words import (
    ABBREVIATIONS,
    COMMON_NAMES,
    COMMON_WORDS,
    NUMBERS,
    PARTICLES,
    SAME_NAMES,
    STOPWORDS,
    TITLES,
    split_legal_form,
)

MAX_LENGTH = 500  # letters of a name that are read; a longer one is no name
MAX_WORDS = 24


class Word(NamedTuple):
    """One word of a name: as written, as it sounds, its consonants, how much it says, and the given name that it is."""

    text: str
    sound: str
    bones: str
    weight: float
    known: str = ""  # of the table of given names, under which all its spellings and short forms stand


Reading = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart, in each usual reading."""

    text: str
    readings: tuple[Reading, ...]
    joined: tuple[str, ...]  # each reading's words run together, links such as 'of' included
    whole: tuple[str, ...]  # the same with what was set aside, since a slip may hide a legal form
    legal_form: str = ""
    consonantal: bool = False
    syllabic: bool = False
    latin: bool = True  # not transcribed from another script, so that its spelling can be trusted
    acronyms: tuple[str, ...] = ()  # the first letters of three or more words of an organisation


@lru_cache(maxsize=50_000)
def analyse(text: str, kind: Kind) -> Name:
    """Take a name apart as the name of a person, or of anything else."""
    text = text[:MAX_LENGTH]
    spelt = [words for latin in readings(text) if (words := _to_words(latin, kind))]
    whole = tuple("".join(words) for words in spelt)
    script = (is_consonantal(text), is_syllabic(text), is_latin(text))
    if kind is Kind.PERSON:
        persons = tuple(_read_person(words)[:MAX_WORDS] for words in spelt)
        joined = tuple("".join(word.text for word in reading) for reading in persons)
        return Name(text, persons, joined, whole, "", *script)
    bare = [split_legal_form(words) for words in spelt]
    taken = tuple(_read_organisation(words)[:MAX_WORDS] for words, _ in bare)
    joined = tuple("".join(_join_tens(words)) for words, _ in bare)
    form = next((found for _, found in bare if found), "")
    return Name(text, taken, joined, whole, form, *script, _find_acronyms(taken))


def _to_words(latin: str, kind: Kind) -> list[str]:
    """Lower-case words; apostrophes vanish, every other sign parts words; dotted letters join, but initials do not."""
    text = _APOSTROPHES.sub("", latin.lower())
    if kind is not Kind.PERSON:
        text = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", text)
    return _NOT_A_WORD.sub(" ", text.replace("&", " and ")).split()


def _read_person(words: list[str]) -> Reading:
    kept = [word for word in words if word not in TITLES]
    kept = kept if len(kept) > 1 else words
    parts = [part for word in kept for part in _split_compound(word)]
    return tuple(_weigh_person(part) for part in parts)


def _read_organisation(words: list[str]) -> Reading:
    whole = [ABBREVIATIONS.get(word, word) for word in _join_letters(words)]
    kept = [word for word in whole if word not in STOPWORDS] or words
    return tuple(_weigh_organisation(word) for word in _join_tens(kept))


def _find_acronyms(taken: tuple[Reading, ...]) -> tuple[str, ...]:
    return tuple("".join(word.text[0] for word in words) for words in taken if len(words) >= _ACRONYM)


def _weigh_person(text: str) -> Word:
    weight = 1.0
    if text in PARTICLES:
        weight = 0.5 if text in _HALF_NAMES else 0.25
    elif len(text) == 1:
        weight = 0.4
    elif text in COMMON_NAMES:
        weight = 0.75
    return _to_word(text, weight, SAME_NAMES.get(text, ""))


def _weigh_organisation(text: str) -> Word:
    if text.isdigit():
        return _to_word(text, 0.6)
    return _to_word(text, 0.55 if text in COMMON_WORDS else 1.0)


@lru_cache(maxsize=200_000)
def _to_word(text: str, weight: float, known: str = "") -> Word:
    return Word(text, fold(text), skeleton(text), weight, known)


def join_words(words: Sequence[Word]) -> Word:
    """One word made of several, which says as much as the one that says most."""
    return _to_word("".join(word.text for word in words), max(word.weight for word in words))


@lru_cache(maxsize=200_000)
def _split_compound(word: str) -> tuple[str, ...]:
    """Split what Arabic runs together in some transcriptions: abdulrahman, nureddin, habibullah.

    >>> _split_compound("abdurrahman"), _split_compound("nureddine"), _split_compound("habibullah")
    (('abd', 'rahman'), ('nur', 'din'), ('habib', 'allah'))
    """
    if word in _SERVANT_WORDS:
        return ("abd",)
    if word in SAME_NAMES:
        return (word,)
    for pattern, tail in _COMPOUNDS:
        found = pattern.fullmatch(word)
        if found:
            return (found.group(1), tail) if tail else ("abd", found.group(1))
    return (word,)


def _join_letters(words: list[str]) -> list[str]:
    """Join letters that stand alone, three or more in a row: a b c → abc."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and not word.isdigit():
            run.append(word)
            continue
        joined += ["".join(run)] if len(run) > 1 else run
        run = []
        joined += [word] if word else []
    return joined


def _join_tens(words: list[str]) -> list[str]:
    """Join a number of two words: forty four → 44."""
    joined: list[str] = []
    for word in words:
        value = NUMBERS.get(word, word)
        last = joined[-1] if joined else ""
        if _is_digit(value) and last.isdigit() and len(last) > 1 and last.endswith("0"):
            joined[-1] = last[:-1] + value
        else:
            joined.append(value)
    return joined


def _is_digit(text: str) -> bool:
    return len(text) == 1 and text.isdigit()


_APOSTROPHES = re.compile("['`´‘’ʻʼʹ\"]")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ACRONYM = 3
_HALF_NAMES = ("abd", "allah", "din")  # in full names they are half a given name, not a mere link
_SERVANT_WORDS = frozenset(("abd", "abdul", "abdel", "abdal", "abdu", "abdoul", "abdol"))
_COMPOUNDS = (
    (re.compile(r"abd(?:[uea]|ou|o)?l([^l]\w{3,})"), ""),
    (re.compile(r"abd(?:[uea]|ou|o)l(l\w{3,})"), ""),
    (re.compile(r"abd(?:[uea]|ou|o)(?:r|s|n|d|z|t|sh)?((?:r|s|n|d|z|t|sh|j|k|q|g|b|m|h|w)\w{3,})"), ""),
    (re.compile(r"(\w{3,}?)(?:u|e|a|o|ou|i)dd?(?:i|ee|ie)ne?"), "din"),
    (re.compile(r"(?!abd)(\w{3,}?)(?:[ua]l?lah?|[oe](?:llah?|lah))"), "allah"),
)
