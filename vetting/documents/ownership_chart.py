"""The ownership of a party as a drawing: owners above, the party below, layer by layer.

- The layer of a party is its longest chain down to the target; parties of one ring stand in one layer.
- At most ``MOST`` parties are drawn, the largest and what links them first; the rest is counted.
- Whole numbers and a fixed order, so the same ownership gives the same bytes everywhere.
- A name keeps its own direction; what it hides is printed by its code point.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from vetting.documents.blocks import Figure
from vetting.documents.ownership_labels import wrap_name
from vetting.documents.ownership_layers import Layers, Sizes, lay_out
from vetting.documents.visible import is_rtl, to_visible
from vetting.screening.graph import Holding, Interest, Party, PartyKind
from vetting.screening.ownership import Owner, Ownership
from vetting.screening.ownership_sentences import to_plain

MOST = 40
BOX_WIDTH, BOX_HEIGHT, GAP_Y, MARGIN, HEAD, LEAST = 148, 46, 66, 16, 30, 640
SIZES = Sizes(BOX_WIDTH, 24, 20)
LABEL = 40
"""How many letters the label of a line may have."""
BOLD = ' font-weight="600"'
INK, QUIET, RULE, PAPER = "#1c2733", "#5b6773", "#8a96a3", "#ffffff"
FILLS = {
    PartyKind.PERSON: "#dce9f2",
    PartyKind.STATE: "#e3ecd9",
    PartyKind.ENTITY: PAPER,
    PartyKind.ARRANGEMENT: "#f5e6b8",
}
OPEN_FILL = "#f3f4f6"
WORDS = {
    "title": "Who owns {name}, as of {day}",
    "none": "Nobody is stated to own or control {name}.",
    "owner": "{owner} holds {share} of {name}",
    "linked": "{owner} is linked to {name} without a share",
    "more": "{count} more parties are not drawn",
    "key": "Rounded: a person. Dashed box: not named or not specified. Dashed line: a role without a percentage.",
}


@dataclass(frozen=True, slots=True)
class _Edge:
    owner: str
    owned: str
    label: str
    dashed: bool


def draw_ownership(ownership: Ownership) -> Figure:
    """The tree of owners as SVG, with a title and a description that say the same in words."""
    shown = _choose(ownership)
    edges = _edges(ownership, shown)
    layers = lay_out(shown, [(one.owner, one.owned) for one in edges], SIZES)
    left_out = len(ownership.parties) - len(shown)
    name, day = ownership.target.label, ownership.graph.as_of
    title = WORDS["title"].format(name=name, day=day)
    parts = [
        *_lines(edges, layers),
        *(_box(one, layers, ownership) for one in ownership.parties if one.id in shown),
    ]
    said = _describe(ownership, left_out)
    return Figure("ownership", _svg(layers, title, said, parts, left_out), title, said)


def _choose(ownership: Ownership) -> frozenset[str]:
    """The target, then owner by owner with the largest chain down from it, while there is room."""
    chosen = {ownership.target.id}
    for owner in ownership.owners:
        chain = set(owner.chains[0].parties) if owner.chains else {owner.party.id}
        if len(chosen | chain) <= MOST:
            chosen |= chain
    return frozenset(chosen)


def _edges(ownership: Ownership, shown: frozenset[str]) -> list[_Edge]:
    """One line for each pair: its stakes and its roles in one label."""
    labels: dict[tuple[str, str], list[str]] = defaultdict(list)
    for holding in ownership.holdings:
        labels[holding.owner, holding.owned].append(_short(holding))
    shares = {(one.owner, one.owned): str(one.band) for one in ownership.holdings}
    for holding in ownership.votes:
        if shares.get((holding.owner, holding.owned)) != str(holding.band):
            labels[holding.owner, holding.owned].append(f"{_short(holding)} votes")
    stakes = frozenset(labels)
    for link in ownership.links:
        labels[link.owner, link.owned].append(_role(link))
    return [
        _Edge(*ends, "; ".join(dict.fromkeys(said)), ends not in stakes)
        for ends, said in sorted(labels.items())
        if shown.issuperset(ends)
    ]


def _short(holding: Holding) -> str:
    return str(holding.band).replace(" to ", "–").replace(" %", "%")


def _role(link: Interest) -> str:
    return to_plain(link.kind)


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
    return path, (end, edge, -way), ((x + to_x) // 2, edge + deep * 3 // 4 * way + 4)


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


def _box(party: Party, layers: Layers, ownership: Ownership) -> str:
    row, middle = layers.places[party.id]
    x, y = middle - BOX_WIDTH // 2, _top(row)
    target = party.id == ownership.target.id
    round_by = BOX_HEIGHT // 2 if party.kind is PartyKind.PERSON else 3
    dash = "" if party.kind in FILLS else ' stroke-dasharray="4 3"'
    edge = f'stroke="{INK}" stroke-width="{3 if target else 1}"{dash}'
    shape = (
        f'width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="{round_by}" fill="{FILLS.get(party.kind, OPEN_FILL)}"'
    )
    title = f"<title>{escape(to_visible(party.label))}</title>"
    return f'<g>{title}<rect x="{x}" y="{y}" {shape} {edge}/>{_name(party.label, x, y, bold=target)}</g>'


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


def _describe(ownership: Ownership, left_out: int) -> str:
    name = ownership.target.label
    if not ownership.owners:
        return WORDS["none"].format(name=name)
    told = [_tell(one, name) for one in ownership.owners[:MOST]]
    if left_out:
        told.append(WORDS["more"].format(count=left_out))
    return f"{'; '.join(told)}. {WORDS['key']}"


def _tell(owner: Owner, name: str) -> str:
    key = "owner" if owner.share else "linked"
    return WORDS[key].format(owner=owner.party.label, share=owner.share, name=name)


def _svg(layers: Layers, title: str, description: str, parts: Sequence[str], left_out: int) -> str:
    width = max(2 * MARGIN + layers.width, LEAST)
    height = _top(layers.rows) - GAP_Y + HEAD + 2 * MARGIN
    shift = (width - layers.width) // 2
    more = WORDS["more"].format(count=left_out) if left_out else ""
    note = f'<text x="{MARGIN}" y="{height - 6}" font-size="11" fill="{QUIET}">{more}</text>' if more else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="Noto Sans, Noto Sans Arabic, sans-serif">'
        f"<title>{escape(to_visible(title))}</title><desc>{escape(to_visible(description))}</desc>"
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f'<g transform="translate({shift} 0)">{"".join(parts)}</g>{note}</svg>'
    )
