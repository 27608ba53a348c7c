"""Who is whose child in a name: Ahmad bin Hasan is not Hasan bin Ahmad, though the words are the same.

>>> from vetting.screening.entities import Kind
>>> from vetting.screening.names import analyse
>>> a, b = (analyse(name, Kind.PERSON) for name in ("Ahmad bin Hasan", "Hassan ibn Ahmed"))
>>> is_turned(a.readings[0], b.readings[0])
True
"""

from vetting.screening.names import Reading, Word

LINKS = frozenset(("bin", "ben", "ibn", "bint", "binti", "ould", "wuld", "walad"))


def is_turned(left: Reading, right: Reading) -> bool:
    """Whether child and father of one name are father and child of the other."""
    found, other = _find_links(left), _find_links(right)
    return bool({(father, child) for child, father in found} & other - found)


def _find_links(reading: Reading) -> set[tuple[str, str]]:
    """Each child with its father, by sound, or by the name that both spellings stand for."""
    return {
        (_to_key(reading[at - 1]), _to_key(reading[at + 1]))
        for at in range(1, len(reading) - 1)
        if reading[at].text in LINKS
    }


def _to_key(word: Word) -> str:
    return word.known or word.sound
