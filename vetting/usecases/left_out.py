"""What a file that was rebuilt no longer has, in words: for the desk and the record."""

from collections.abc import Iterable, Mapping

from vetting.documents.catalogue import load_words
from vetting.domain.left_out import LeftOut

_WORDS = load_words()


def list_left_out(kinds: Iterable[LeftOut], counts: Mapping[LeftOut, int]) -> list[str]:
    """Each kind of part that was left out, with its number where such parts are counted."""
    return [
        f"{_WORDS.name('left_out', kind)} ({counts[kind]})"
        if kind in counts
        else _WORDS.name("left_out", kind)
        for kind in kinds
    ]


def say_left_out(kinds: Iterable[LeftOut], counts: Mapping[LeftOut, int]) -> str:
    """One sentence: that the file was rebuilt when it came, and what was left out."""
    told = list_left_out(kinds, counts)
    said = f"Left out: {'; '.join(told)}." if told else "Nothing that can be told was left out."
    return f"The file was rebuilt when it came, and the original is destroyed. {said}"
