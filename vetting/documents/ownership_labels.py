"""Names that fit a box: two lines at most, by the room that letters take, without a font to ask."""

import unicodedata

LINE, LONGEST = 208, 80
"""The room of a line in tenths of a letter; how many letters of a word, and how many words, are looked at."""


def wrap_name(name: str) -> list[str]:
    """A name on at most two lines; a wide character takes the room of two, and what is cut ends in “…”."""
    lines = [""]
    for word in _pieces(name):
        joined = f"{lines[-1]} {word}".strip()
        if _width(joined) <= LINE:
            lines[-1] = joined
        else:
            lines.append(word)
    lines = [line for line in lines if line]
    if len(lines) > 2:  # noqa: PLR2004 (two lines)
        lines = [lines[0], f"{_fit(' '.join(lines[1:]), LINE - 10)}…"]
    return lines or [""]


def _pieces(name: str) -> list[str]:
    """The words, each cut where it is too long for a line."""
    pieces = []
    for word in name.split()[:LONGEST]:
        rest = word[:LONGEST]
        while rest:
            piece = _fit(rest, LINE)
            pieces.append(piece)
            rest = rest[len(piece) :]
    return pieces


def _fit(text: str, room: int) -> str:
    end = 0
    while end < len(text) and _width(text[: end + 1]) <= room:
        end += 1
    return text[: max(end, 1)]


def _width(text: str) -> int:
    return sum(_letter(one) for one in text)


def _letter(one: str) -> int:
    """About how wide a letter is, ten being an ordinary one."""
    if unicodedata.east_asian_width(one) in "WF":
        return 19
    if one in "iljtfrI.,'’ -()":
        return 6
    return 13 if one.isupper() or one in "mw" else 10
