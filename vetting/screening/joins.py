"""Words that one name writes apart and the other as one: Xiao Ming and Xiaoming, de la Cruz and Delacruz.

>>> from vetting.screening.entities import Kind
>>> from vetting.screening.names import analyse
>>> a, b = analyse("Xiao Ming Zhang", Kind.PERSON), analyse("Zhang Xiaoming", Kind.PERSON)
>>> [word.text for word in join_split_words(a.readings[0], b.readings[0])]
['xiaoming', 'zhang']
"""

from vetting.screening.names import Reading, Word, join_words
from vetting.screening.sounds import fold

MOST_PARTS = 3


def join_split_words(reading: Reading, other: Reading) -> Reading:
    """The reading with those neighbours joined that the other one writes, or sounds, as one word."""
    wanted = {word.sound for word in other} - {word.sound for word in reading}
    if not wanted:
        return reading
    joined: list[Word] = []
    at = 0
    while at < len(reading):
        parts = _find_parts(reading, at, wanted)
        joined.append(join_words(reading[at : at + parts]) if parts > 1 else reading[at])
        at += parts
    return tuple(joined)


def _find_parts(reading: Reading, at: int, wanted: set[str]) -> int:
    """How many words from here on are one of the wanted words; 1 where they are none."""
    for parts in range(min(MOST_PARTS, len(reading) - at), 1, -1):
        texts = [word.text for word in reading[at : at + parts]]
        if min(map(len, texts)) > 1 and fold("".join(texts)) in wanted:  # an initial is no part of a word
            return parts
    return 1
