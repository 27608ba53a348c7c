"""The clause coverage strip: where in the draft each criterion is answered.

One line a criterion, from the first clause to the last. A dot is a clause that answers, a cross one that contradicts;
the line is broken where people found the draft silent, and faint where nobody has said anything. Shapes and words
tell all of it, so that it reads the same when printed in grey.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from vetting.documents.blocks import Figure
from vetting.documents.catalogue import Words
from vetting.documents.charts import INK, PAPER, QUIET, RULE, draw_svg, draw_text

LEFT, RIGHT, ROW, HEAD = 84, 500, 16, 34
MOST_ROWS, MOST_ID, MOST_SAID = 45, 14, 22
"""How many rows a drawing has room for, and how many letters of a clause's id and of what was said.

The table beside it has them all.
"""


def draw_clauses(order: Sequence[str], criteria: Sequence[Mapping[str, Any]], words: Words) -> Figure:
    """The lines of the criteria over the clauses of a draft."""
    title = words("chart.clauses_title")
    text = words("chart.clauses_text", criteria="; ".join(_tell(one, words) for one in criteria))
    places = {one: _place(number, len(order)) for number, one in enumerate(order)}
    shown = criteria[:MOST_ROWS]
    rows = [part for n, one in enumerate(shown) for part in _row(HEAD + n * ROW, one, places, words)]
    height = HEAD + len(shown) * ROW + 6
    more = len(criteria) - len(shown)
    tail = [draw_text(320, height + 6, words.count("chart.more_criteria", more), 10, "quiet")] if more else []
    parts = [*_head(order, words), *rows, *tail]
    return Figure("clauses", draw_svg(640, height + (14 if more else 0), title, text, parts), title, text)


def _tell(criterion: Mapping[str, Any], words: Words) -> str:
    said = words.name("clause_says", criterion["says"])
    return ", ".join([f"{criterion['criterion']} {said}", *criterion["clauses"]])


def _place(number: int, count: int) -> int:
    return LEFT + 8 + number * (RIGHT - LEFT - 16) // max(count - 1, 1)


def _head(order: Sequence[str], words: Words) -> list[str]:
    """The draft itself: a bar with a tick for each clause, its first and last clause named."""
    bar = f'<rect x="{LEFT}" y="20" width="{RIGHT - LEFT}" height="6" fill="{PAPER}" stroke="{QUIET}"/>'
    if not order:
        return [bar]
    ticks = " ".join(f"M{_place(n, len(order))} 20 v6" for n in range(len(order)))
    return [
        bar,
        f'<path d="{ticks}" stroke="{QUIET}" stroke-width="1"/>',
        draw_text(LEFT, 14, _short(order[0]), 10, "first"),
        draw_text(RIGHT, 14, _short(order[-1]), 10, "last"),
        draw_text((LEFT + RIGHT) // 2, 14, words.count("chart.clauses_head", len(order)), 10, "quiet"),
    ]


def _short(text: str, most: int = MOST_ID) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _row(y: int, criterion: Mapping[str, Any], places: Mapping[str, int], words: Words) -> list[str]:
    says = criterion["says"]
    stroke = _STROKES.get(says, f'stroke="{QUIET}"')
    line = f'<path d="M{LEFT} {y + 8} L{RIGHT} {y + 8}" {stroke}/>'
    marks = [_mark(places[one], y + 8, says) for one in criterion["clauses"] if one in places]
    said = " ".join([words.name("clause_says", says), ", ".join(criterion["clauses"])]).strip()
    side = draw_text(RIGHT + 10, y + 12, _short(said, MOST_SAID), 10, "beside")
    return [draw_text(4, y + 12, criterion["criterion"], 11, "beside"), line, *marks, side]


_STROKES = {"absent": f'stroke="{QUIET}" stroke-dasharray="8 6"', "open": f'stroke="{RULE}"'}


def _mark(x: int, y: int, says: str) -> str:
    """A dot or a cross, each with an edge of paper so that neighbours stay apart."""
    if says == "answers":
        return f'<circle cx="{x}" cy="{y}" r="5" fill="{INK}" stroke="{PAPER}"/>'
    cross = f"M{x - 4} {y - 4} L{x + 4} {y + 4} M{x - 4} {y + 4} L{x + 4} {y - 4}"
    box = f'<rect x="{x - 6}" y="{y - 6}" width="12" height="12" fill="{PAPER}" stroke="{INK}"/>'
    return f'{box}<path d="{cross}" stroke="{INK}" stroke-width="2"/>'
