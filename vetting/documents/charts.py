"""Drawings as SVG text: level ladder, timeline, and what all drawings share.

Own drawings, for three reasons: the same bytes everywhere, no font of the system, and a title and
description in each that say in words what it shows. Numbers are whole, so that no platform rounds
them differently.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from vetting.documents.blocks import Figure
from vetting.documents.catalogue import Words
from vetting.documents.visible import to_visible

LEVELS = ("low", "moderate", "substantial", "high")
INK, QUIET, RULE, PAPER = "#1c2733", "#5b6773", "#c9d1d9", "#ffffff"
SHADES = ("#dce9f2", "#f5e6b8", "#f0c48a", "#d98880")
FIT = 2
"""How many dots stand above the timeline."""


def draw_ladder(level: Mapping[str, str], words: Words) -> Figure:
    """The four levels, with what is established, what is at least, and what could still be."""
    names = {key: words.name("level", level[key]) for key in ("established", "at_least", "could_be")}
    steps = [_step(rank, name, level, words) for rank, name in enumerate(LEVELS)]
    marks = _marks(level, words)
    title, said = words("chart.ladder_title"), words("chart.ladder_text", **names)
    narrow = draw_svg(300, 164, title, said, [_rung(rank, level, words) for rank in range(len(LEVELS))])
    return Figure("ladder", draw_svg(640, 96, title, said, [*steps, *marks]), title, said, narrow)


def draw_timeline(events: Sequence[tuple[str, str]], words: Words) -> Figure:
    """Dated events along a line, numbered; days at one place stand on top of each other."""
    title = words("chart.timeline_title")
    said = "; ".join(f"{n}. {at}: {what}" for n, (at, what) in enumerate(events, 1))
    text = words("chart.timeline_text", events=said) if events else words("chart.timeline_empty")
    wide = draw_svg(640, 110, title, text, _timeline(events, WIDE))
    return Figure("timeline", wide, title, text, draw_svg(300, 110, title, text, _timeline(events, NARROW)))


WIDE, NARROW = 600, 260
"""How long the line is."""


# --------------------------------------------------------------------------------------------- ladder


def _step(rank: int, name: str, level: Mapping[str, str], words: Words) -> str:
    x, key = rank * 160, f"hatch{rank}"
    style = "bold" if name == level["at_least"] else "ink"
    return (
        f"{_hatch(key, SHADES[rank])}"
        f'<rect x="{x + 1}" y="34" width="158" height="30" fill="{_fill(rank, level, key)}" stroke="{RULE}"/>'
        f"{draw_text(x + 80, 54, words.name('level', name), 13, style)}"
    )


def _rung(rank: int, level: Mapping[str, str], words: Words) -> str:
    """One step of the narrow ladder, the gravest on top, with its marks beside it."""
    name, y, key = LEVELS[rank], (len(LEVELS) - 1 - rank) * 40 + 2, f"hatch-narrow{rank}"
    style = "bold" if name == level["at_least"] else "ink"
    bounds = ", ".join(words(f"chart.{one}") for one in ("at_least", "could_be") if level[one] == name)
    facts = words("chart.established") if level["established"] == name else ""
    marks = [one for one in (bounds, facts) if one]
    lines = [
        draw_text(142, y + (24 if len(marks) == 1 else 16 + 16 * n), one, 12, "beside")
        for n, one in enumerate(marks)
    ]
    tip = f'<path d="M138 {y + 15} L138 {y + 25} L131 {y + 20} Z" fill="{INK}"/>' if marks else ""
    return (
        f"{_hatch(key, SHADES[rank])}"
        f'<rect x="1" y="{y}" width="126" height="38" fill="{_fill(rank, level, key)}" stroke="{RULE}"/>'
        f"{draw_text(64, y + 24, words.name('level', name), 14, style)}{tip}{''.join(lines)}"
    )


def _fill(rank: int, level: Mapping[str, str], hatch: str) -> str:
    """Full up to what the level is at least, hatched up to what it could still be."""
    if rank <= LEVELS.index(level["at_least"]):
        return SHADES[rank]
    return f"url(#{hatch})" if rank <= LEVELS.index(level["could_be"]) else PAPER


def _hatch(key: str, shade: str) -> str:
    return (
        f'<pattern id="{key}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{PAPER}"/>'
        f'<path d="M0 8 L8 0" stroke="{shade}" stroke-width="2" stroke-opacity="0.55"/></pattern>'
    )


def _marks(level: Mapping[str, str], words: Words) -> list[str]:
    """The marks above (by facts alone) and below (at least, could still be) the steps."""
    marks: dict[str, list[str]] = defaultdict(list)
    for key in ("at_least", "could_be"):
        marks[level[key]].append(words(f"chart.{key}"))
    below = [_mark(LEVELS.index(name), ", ".join(said), 68, 88) for name, said in marks.items()]
    return [*below, _mark(LEVELS.index(level["established"]), words("chart.established"), 30, 16)]


def _mark(rank: int, said: str, y: int, text_y: int) -> str:
    x = rank * 160 + 80
    tip = (
        f"M{x - 5} {y + 6} L{x + 5} {y + 6} L{x} {y} Z"
        if text_y > y
        else f"M{x - 5} {y - 6} L{x + 5} {y - 6} L{x} {y} Z"
    )
    return f'<path d="{tip}" fill="{INK}"/>{draw_text(x, text_y + (0 if text_y < y else 2), said, 11)}'


# ------------------------------------------------------------------------------------------- timeline


def _timeline(events: Sequence[tuple[str, str]], length: int) -> list[str]:
    line = f'<path d="M20 70 L{20 + length} 70" stroke="{QUIET}" stroke-width="2"/>'
    if not events:
        return [line]
    drawn, heights = [line], Counter[int]()
    for number, x in enumerate(_spread([at for at, _ in events], length - 24), 1):
        level = heights[x // 24]
        heights[x // 24] += 1
        drawn.append(_dot(x, 70 - level * 22 if level <= FIT else 92, str(number)))
    return [
        *drawn,
        draw_text(20, 104, events[0][0], 10, "first"),
        draw_text(20 + length, 104, events[-1][0], 10, "last"),
    ]


def _spread(days: Sequence[str], length: int) -> list[int]:
    """Where each day stands on the line, in whole pixels."""
    numbers = [datetime.fromisoformat(day).toordinal() for day in days]
    first, span = min(numbers), max(max(numbers) - min(numbers), 1)
    return [32 + (one - first) * length // span for one in numbers]


def _dot(x: int, y: int, number: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="10" fill="{INK}"/>{draw_text(x, y + 4, number, 10, "paper")}'


# ---------------------------------------------------------------------------------------------- parts


def draw_text(x: int, y: int, text: str, size: int, style: str = "ink") -> str:
    """A run of text in one of the styles of these drawings."""
    return f'<text x="{x}" y="{y}" font-size="{size}" {_STYLES[style]}>{escape(to_visible(text))}</text>'


_STYLES = {
    "ink": f'fill="{INK}" text-anchor="middle"',
    "bold": f'fill="{INK}" text-anchor="middle" font-weight="600"',
    "paper": f'fill="{PAPER}" text-anchor="middle" font-weight="600"',
    "quiet": f'fill="{QUIET}" text-anchor="middle"',
    "beside": f'fill="{INK}" text-anchor="start"',
    "first": f'fill="{QUIET}" text-anchor="start"',
    "last": f'fill="{QUIET}" text-anchor="end"',
}


def draw_svg(width: int, height: int, title: str, description: str, parts: Sequence[str]) -> str:
    """A drawing of these parts with its title and description."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="Noto Sans, Noto Sans Arabic, sans-serif">'
        f"<title>{escape(to_visible(title))}</title><desc>{escape(to_visible(description))}</desc>"
        f"{''.join(parts)}</svg>"
    )
