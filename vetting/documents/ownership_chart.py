"""The ownership of a party as a drawing: owners above, the party below, layer by layer.

- It is drawn from what a record says, so that every rendering shows the same.
- The layer of a party is its longest chain down to the target; parties of one ring stand in one layer.
- At most ``MOST`` parties are drawn, the largest and what links them first; the rest is counted.
- Whole numbers and a fixed order, so the same ownership gives the same bytes everywhere.
- A name keeps its own direction; what it hides is printed by its code point.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from vetting.documents.blocks import Figure
from vetting.documents.catalogue import Words
from vetting.documents.ownership_labels import wrap_name
from vetting.documents.ownership_layers import Layers, Sizes, lay_out
from vetting.documents.visible import is_rtl, to_visible
from vetting.screening.ownership_sentences import to_lower_words

MOST = 40
ACROSS, MOST_ROWS = (4, 5), 9
"""How many boxes stand in one row, and how many rows a page holds at a size that can be read."""
TOLD = 8
"""How many owners the description names; the table beside the drawing has them all."""
BOX_WIDTH, BOX_HEIGHT, GAP_Y, MARGIN, HEAD, LEAST = 148, 46, 60, 12, 10, 640
SIZES = Sizes(BOX_WIDTH, 20, 14)
LABEL = 40
"""How many letters the label of a line may have."""
BOLD = ' font-weight="600"'
INK, QUIET, RULE, PAPER = "#1c2733", "#5b6773", "#8a96a3", "#ffffff"
FILLS = {"person": "#dce9f2", "state": "#e3ecd9", "entity": PAPER, "arrangement": "#f5e6b8"}
OPEN_FILL = "#f3f4f6"

Said = Mapping[str, Any]
"""A part of what ``vetting.documents.parts.ownership`` says of the owners of a party."""


@dataclass(frozen=True, slots=True)
class _Edge:
    owner: str
    owned: str
    label: str
    dashed: bool


def draw_owners(said: Said, as_of: str, words: Words) -> Figure:
    """The tree of owners as SVG, with a title and a description that say the same in words."""
    names = {one["id"]: name_of(one, words) for one in said["who"]}
    shown, layers = _choose(said)
    edges = _edges(said, shown, words)
    title = words("owners.drawing", name=names[said["target"]], day=as_of)
    told = _describe(said, names, words)
    parts = [
        *_lines(edges, layers),
        *(
            _box(one, names[one["id"]], layers, is_target=one["id"] == said["target"])
            for one in said["who"]
            if one["id"] in shown
        ),
    ]
    left_out = len(said["who"]) - len(shown)
    notes = [words("owners.key"), *([words.count("owners.not_drawn", left_out)] if left_out else [])]
    return Figure("ownership", _svg(layers, title, told, parts, notes), title, told)


def name_of(who: Said, words: Words) -> str:
    """The name of a party as it may be shown in this edition."""
    name = who["name"]
    if "withheld" in name:
        return words("document.withheld", reason=words.name("reason", name["withheld"]))
    return to_visible(next(iter(name.values()), who["id"])).replace("\n", " ")


def tell_share(share: Said, words: Words, form: str = "share") -> str:
    """A share, exact or as a band, to two places: "60 %", "25 to 50 %"; shorter beside a line."""
    if share["at_least"] == share["at_most"]:
        return words(f"owners.{form}_exact", at_least=_places(share["at_least"], ROUND_HALF_UP))
    bounds = {"at_least": ROUND_FLOOR, "at_most": ROUND_CEILING}
    return words(f"owners.{form}_band", **{name: _places(share[name], how) for name, how in bounds.items()})


def _places(percent: str, rounding: str) -> str:
    """A percentage to two places; a band is rounded outwards, so that it still holds its number."""
    return f"{Decimal(percent).quantize(Decimal('0.01'), rounding):f}".rstrip("0").rstrip(".")


def _choose(said: Said) -> tuple[frozenset[str], Layers]:
    """The target, then owner by owner with the largest chain down from it, while there is room."""
    target, ties = said["target"], [(one["owner"], one["owned"]) for one in said["holdings"]]
    chosen, layers = frozenset({target}), lay_out({target}, [], SIZES)
    down = _ways_down(target, ties)
    for owner in said["owners"][: 2 * MOST]:
        wider = chosen | down.get(owner["party"], frozenset({owner["party"]}))
        if len(wider) <= MOST and wider != chosen:
            tried = _lay_out(wider, ties)
            if tried.rows <= MOST_ROWS:
                chosen, layers = wider, tried
    return chosen, layers


def _ways_down(target: str, ties: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For each party the shortest way down to the target, itself included."""
    owners: dict[str, list[str]] = defaultdict(list)
    for owner, owned in ties:
        owners[owned].append(owner)
    ways, waiting = {target: frozenset({target})}, [target]
    for party in waiting:
        for owner in sorted(owners[party]):
            if owner not in ways:
                ways[owner] = ways[party] | {owner}
                waiting.append(owner)
    return ways


def _lay_out(parties: frozenset[str], ties: Iterable[tuple[str, str]]) -> Layers:
    """The places with as few boxes in a row as the page allows, so that they stay large."""
    edges = sorted({one for one in ties if parties.issuperset(one)})
    layers = lay_out(parties, edges, SIZES)
    for across in ACROSS:
        layers = lay_out(parties, edges, replace(SIZES, across=across))
        if layers.rows <= MOST_ROWS:
            break
    return layers


def _edges(said: Said, shown: frozenset[str], words: Words) -> list[_Edge]:
    """One line for each pair: its stakes and its roles in one label."""
    return [
        _Edge(one["owner"], one["owned"], _label_of(one, words), not (one["shares"] or one["votes"]))
        for one in said["holdings"]
        if shown.issuperset((one["owner"], one["owned"]))
    ]


def _label_of(holding: Said, words: Words) -> str:
    shares, votes = holding["shares"], holding["votes"]
    told = [tell_share(shares, words, "short")] if shares else []
    if votes and votes != shares:
        told.append(words("owners.short_votes", share=tell_share(votes, words, "short")))
    return "; ".join([*told, *(to_lower_words(role) for role in holding["roles"])])


# ---------------------------------------------------------------------------------------------- lines


def _lines(edges: Iterable[_Edge], layers: Layers) -> list[str]:
    """The lines first, then their labels, so that no line runs through a figure."""
    drawn, said, turn = [], [], defaultdict[str, int](int)
    for edge in edges:
        turn[edge.owner] += 1
        path, end, (x, y) = _route(edge, layers, turn[edge.owner])
        dash = ' stroke-dasharray="5 4"' if edge.dashed else ""
        drawn.append(f'<path d="{path}" fill="none" stroke="{RULE}" stroke-width="1.4"{dash}/>')
        drawn.append(_arrow(*end))
        said.append(_label(x, y, edge.label))
    return [*drawn, *said]


_Route = tuple[str, tuple[int, int, int], tuple[int, int]]
"""The path of a line; where its arrow stands and whether it points down (1) or up (-1); its label's place."""


def _route(edge: _Edge, layers: Layers, turn: int) -> _Route:
    """From the owner's box through the bends to the box of what it holds; labels one below the other."""
    (row, x), (to_row, to_x) = layers.places[edge.owner], layers.places[edge.owned]
    if edge.owner == edge.owned:
        return _own_loop(x, _top(row))
    if row == to_row:
        return _beside(x, to_x, _top(row), turn)
    if row > to_row:
        return _upwards(layers, edge)
    stops = [(x, _top(row)), *((bend_x, _top(bend)) for bend, bend_x in layers.bends[edge.owner, edge.owned])]
    path, lower = f"M{x} {_top(row) + BOX_HEIGHT}", min(14 + 13 * (turn - 1), GAP_Y - 8)
    for (from_x, from_y), (on_x, on_y) in pairwise([*stops, (to_x, _top(to_row))]):
        path += _curve(from_x, from_y + BOX_HEIGHT, on_x, on_y)
        path += f" L{on_x} {on_y + BOX_HEIGHT}" if (on_x, on_y) in stops else ""
    first_x = (stops[1][0] if len(stops) > 1 else to_x) - x
    label = x + first_x * lower * lower // (GAP_Y * GAP_Y)
    return path, (to_x, _top(to_row), 1), (label, _top(row) + BOX_HEIGHT + lower)


def _upwards(layers: Layers, edge: _Edge) -> _Route:
    """The way back of a ring that takes more than one row."""
    (row, x), (to_row, to_x) = layers.places[edge.owner], layers.places[edge.owned]
    y, to_y = _top(row), _top(to_row) + BOX_HEIGHT
    path, at = f"M{x} {y}", (x, y)
    for bend, bend_x in reversed(layers.bends[edge.owner, edge.owned]):
        path += _curve(*at, bend_x, _top(bend) + BOX_HEIGHT) + f" L{bend_x} {_top(bend)}"
        at = (bend_x, _top(bend))
    return path + _curve(*at, to_x, to_y), (to_x, to_y, -1), (x, y - 6)


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    half = (y + to_y) // 2
    return f" C{x} {half} {to_x} {half} {to_x} {to_y}"


def _own_loop(x: int, y: int) -> _Route:
    right = x + BOX_WIDTH // 2
    path = f"M{right - 20} {y} C{right - 20} {y - 20} {right + 18} {y - 20} {right + 18} {y + 14}"
    path += f" C{right + 18} {y + 60} {right - 20} {y + 66} {right - 20} {y + BOX_HEIGHT}"
    return path, (right - 20, y + BOX_HEIGHT, -1), (right - 2, y - 8)


def _beside(x: int, to_x: int, y: int, turn: int) -> _Route:
    """Within a ring: a bow under the boxes to the right, over them to the left."""
    way = 1 if x < to_x else -1
    edge, deep = (y + BOX_HEIGHT if way > 0 else y), 18 + 6 * min(turn, 4)
    start, end, far = x + 20 * way, to_x - 20 * way, edge + deep * way
    path = f"M{start} {edge} C{start} {far} {end} {far} {end} {edge}"
    return path, (end, edge, -way), ((2 * x + to_x) // 3, edge + deep * 3 // 4 * way + 4)


def _arrow(x: int, y: int, way: int) -> str:
    back = y - 7 * way
    return f'<path d="M{x - 4} {back} L{x + 4} {back} L{x} {y} Z" fill="{RULE}"/>'


def _label(x: int, y: int, text: str) -> str:
    """A figure on a white ground of its own."""
    shown = to_visible(text if len(text) <= LABEL else f"{text[: LABEL - 1]}…")
    half = 3 * len(shown) + 3
    ground = f'<rect x="{x - half}" y="{y - 10}" width="{2 * half}" height="13" fill="{PAPER}" fill-opacity="0.9"/>'
    return f'{ground}<text x="{x}" y="{y}" font-size="11" fill="{INK}" text-anchor="middle">{escape(shown)}</text>'


# ---------------------------------------------------------------------------------------------- boxes


def _box(who: Said, name: str, layers: Layers, *, is_target: bool) -> str:
    row, middle = layers.places[who["id"]]
    x, y, kind = middle - BOX_WIDTH // 2, _top(row), who["kind"]
    round_by = BOX_HEIGHT // 2 if kind == "person" else 3
    dash = "" if kind in FILLS else ' stroke-dasharray="4 3"'
    edge = f'stroke="{INK}" stroke-width="{3 if is_target else 1}"{dash}'
    shape = f'width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="{round_by}" fill="{FILLS.get(kind, OPEN_FILL)}"'
    title = f"<title>{escape(to_visible(name))}</title>"
    return f'<g>{title}<rect x="{x}" y="{y}" {shape} {edge}/>{_name(name, x, y, bold=is_target)}</g>'


def _name(label: str, x: int, y: int, *, bold: bool) -> str:
    """The name within its box: a font that lacks its letters prints longer codes, which must not run out."""
    lines = wrap_name(to_visible(label))
    top = BOX_HEIGHT // 2 + (4 if len(lines) == 1 else -3)
    style = f'font-size="12" fill="{INK}" text-anchor="middle"{BOLD if bold else ""}'
    turned = ' direction="rtl" unicode-bidi="plaintext"' if is_rtl(label) else ""
    texts = (
        f'<text x="{BOX_WIDTH // 2}" y="{top + 14 * n}" {style}{turned}>{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return f'<svg x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}">{"".join(texts)}</svg>'


# ---------------------------------------------------------------------------------------------- whole


def _top(row: int) -> int:
    return MARGIN + HEAD + row * (BOX_HEIGHT + GAP_Y)


def _describe(said: Said, names: Mapping[str, str], words: Words) -> str:
    """The largest owners in words, and how many more the table has."""
    name, owners = names[said["target"]], said["owners"]
    if not owners:
        return words("owners.nobody", name=name)
    told = [_tell(one, names, name, words) for one in owners[:TOLD]]
    if len(owners) > TOLD:
        told.append(words.count("owners.more", len(owners) - TOLD))
    return f"{'; '.join(told)}."


def _tell(owner: Said, names: Mapping[str, str], name: str, words: Words) -> str:
    who = names[owner["party"]]
    if owner["share"] is None:
        return words("owners.linked", owner=who, name=name)
    return words("owners.holds", owner=who, share=tell_share(owner["share"], words), name=name)


def _svg(layers: Layers, title: str, description: str, parts: Sequence[str], notes: Sequence[str]) -> str:
    width = max(2 * MARGIN + layers.width, LEAST)
    foot = _top(layers.rows) - GAP_Y + HEAD + MARGIN
    height = foot + 16 * len(notes) + 4
    shift = (width - layers.width) // 2
    said = "".join(
        f'<text x="{MARGIN}" y="{foot + 16 * n + 10}" font-size="11" fill="{QUIET}">{escape(note)}</text>'
        for n, note in enumerate(notes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="Noto Sans, Noto Sans Arabic, sans-serif">'
        f"<title>{escape(to_visible(title))}</title><desc>{escape(to_visible(description))}</desc>"
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f'<g transform="translate({shift} 0)">{"".join(parts)}</g>{said}</svg>'
    )
