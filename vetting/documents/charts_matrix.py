"""The matrix of severity and likelihood, before and after measures: of the impacts, and of the three risk events.

Two panels side by side, and one above the other where there is little room. What is not known has a row and a column of
its own. After measures an impact stands where the rules count it, which may be above what its row says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vetting.documents.blocks import Figure
from vetting.documents.catalogue import Words
from vetting.documents.charts import PAPER, RULE, SHADES, draw_svg, draw_text
from vetting.domain.severity import GRADES

FIT = 2
"""How many ids a cell has room for."""

Places = Mapping[tuple[Any, Any], list[str]]


def draw_matrix(impacts: Sequence[Mapping[str, Any]], words: Words) -> Figure:
    """Each impact by severity and likelihood, before and after measures."""
    before = _places((one["id"], one["severity"], one["likelihood"]) for one in impacts)
    after = _places((one["id"], one["counted"], one["likelihood"]) for one in impacts)
    return _matrix("matrix", words("chart.matrix_title"), (before, after), words)


def draw_risks(events: Sequence[Mapping[str, Any]], words: Words) -> Figure:
    """Each of the events that could harm people by severity and likelihood, before and after measures."""
    sides = [
        _places((one["id"], one[f"severity_{side}"], one[f"likelihood_{side}"]) for one in events)
        for side in ("before", "after")
    ]
    return _matrix("risks", words("chart.risks_title"), (sides[0], sides[1]), words)


def _matrix(name: str, title: str, sides: tuple[Places, Places], words: Words) -> Figure:
    before, after = sides
    is_empty = not before
    told = {"before": _tell_places(before, words), "after": _tell_places(after, words)}
    said = words("chart.matrix_empty") if is_empty else words("chart.matrix_text", **told)

    def panels(first: tuple[int, int], second: tuple[int, int]) -> list[str]:
        return [
            *_panel(*first, words("chart.before"), before, words),
            *_panel(*second, words("chart.after"), after, words),
        ]

    wide = [*panels((40, 0), (350, 0)), *(_nothing(180, said) if is_empty else [])]
    narrow = [*panels((40, 0), (40, 276)), *(_nothing(20, said) if is_empty else [])]
    return Figure(
        name,
        draw_svg(640, 268, title, said, wide),
        title,
        said,
        draw_svg(300, 544, title, said, narrow),
    )


def _nothing(x: int, said: str) -> list[str]:
    box = f'<rect x="{x}" y="106" width="280" height="40" fill="{PAPER}" stroke="{RULE}"/>'
    return [box, draw_text(x + 140, 131, said, 13, "bold")]


def _places(graded: Iterable[tuple[str, Any, Any]]) -> Places:
    """The ids at each (severity, likelihood); a grade that is not known stands as such."""
    places: dict[tuple[Any, Any], list[str]] = defaultdict(list)
    for ident, severity, likelihood in graded:
        places[_grade(severity), _grade(likelihood)].append(ident)
    return dict(places)


def _grade(grade: Any) -> Any:
    return grade if grade in GRADES else "unknown"


def _panel(x: int, y: int, title: str, places: Places, words: Words) -> list[str]:
    cells = [
        _cell((x, y), severity, likelihood, places.get((severity, likelihood), []))
        for severity in (*GRADES, "unknown")
        for likelihood in (*GRADES, "unknown")
    ]
    ticks = [draw_text(x + 24 + n * 48, y + 248, _tick(n), 10, "quiet") for n in range(5)]
    sides = [draw_text(x - 10, y + 52 + n * 40, _tick((3, 2, 1, 0, 4)[n]), 10, "quiet") for n in range(5)]
    heads = [
        draw_text(x + 120, y + 16, title, 12, "bold"),
        draw_text(x + 120, y + 263, words("chart.likelihood"), 10, "quiet"),
        f'<g transform="translate({x - 22} {y + 132}) rotate(-90)">{draw_text(0, 0, words("chart.severity"), 10, "quiet")}</g>',
    ]
    return [*cells, *ticks, *sides, *heads]


def _tick(n: int) -> str:
    return str(GRADES[n]) if n < len(GRADES) else "?"


def _cell(at: tuple[int, int], severity: Any, likelihood: Any, ids: list[str]) -> str:
    column = 4 if likelihood == "unknown" else likelihood - 1
    row = 4 if severity == "unknown" else 4 - severity
    left, top = at[0] + column * 48, at[1] + 32 + row * 40
    shade = "#eef1f4" if "unknown" in (severity, likelihood) else SHADES[severity - 1]
    box = f'<rect x="{left}" y="{top}" width="47" height="39" fill="{shade}"/>'
    shown = ids if len(ids) <= FIT else [ids[0], f"+{len(ids) - 1}"]
    lines = [
        draw_text(left + 23, top + 24 + (n * 14 if len(shown) == 1 else n * 14 - 8), one, 11, "bold")
        for n, one in enumerate(shown)
    ]
    return box + "".join(lines)


def _gravest(place: tuple[Any, Any]) -> list[int]:
    """The gravest and likeliest first, what is not known last."""
    return [GRADES[-1] + 1 if one == "unknown" else -one for one in place]


def _tell_places(places: Places, words: Words) -> str:
    def told(place: tuple[Any, Any]) -> str:
        severity, likelihood = (words("chart.unknown") if one == "unknown" else str(one) for one in place)
        return words("chart.place", ids=", ".join(places[place]), severity=severity, likelihood=likelihood)

    return "; ".join(told(place) for place in sorted(places, key=_gravest))
