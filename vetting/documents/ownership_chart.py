"""The ownership of a party as a drawing: owners above, the party below, layer by layer.

- The layer of a party is its longest chain down to the target; parties of one ring stand in one layer.
- At most ``MOST`` parties are drawn, the largest and what links them first; the rest is counted.
- Whole numbers and a fixed order, so the same ownership gives the same bytes everywhere.
- A name keeps its own direction; what it hides is printed by its code point.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from vetting.documents.blocks import Figure
from vetting.documents.ownership_layers import Layers, lay_out
from vetting.documents.visible import is_rtl, to_visible
from vetting.screening.graph import Holding, Interest, Party, PartyKind
from vetting.screening.ownership import Owner, Ownership
from vetting.screening.ownership_sentences import to_plain

MOST = 40
BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MARGIN, HEAD = 148, 46, 20, 66, 16, 8
LINE = 20
"""How many narrow letters a line of a name has room for."""
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
    layers = lay_out(ownership.target.id, shown, [(one.owner, one.owned) for one in edges])
    left_out = len(ownership.parties) - len(shown)
    name, day = ownership.target.label, ownership.graph.as_of
    title = WORDS["title"].format(name=name, day=day)
    parts = [
        *_lines(edges, layers),
        *(_box(one, layers, ownership) for one in ownership.parties if one.id in shown),
    ]
    return Figure(
        "ownership", _svg(layers, title, _describe(ownership, left_out), parts, left_out), title, title
    )


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
        path, x, y = _route(edge, layers, turn[edge.owner])
        dash = ' stroke-dasharray="5 4"' if edge.dashed else ""
        drawn.append(f'<path d="{path}" fill="none" stroke="{RULE}" stroke-width="1.4"{dash}/>')
        said.append(_label(x, y, edge.label))
    return [*drawn, *said]


def _route(edge: _Edge, layers: Layers, turn: int) -> tuple[str, int, int]:
    """The path of a line and the place of its label: below the owner, each further label lower."""
    x, y = _place(edge.owner, layers)
    to_x, to_y = _place(edge.owned, layers)
    x, to_x = x + BOX_WIDTH // 2, to_x + BOX_WIDTH // 2
    if edge.owner == edge.owned:
        return _own_loop(x, y)
    if to_y <= y:
        return _beside(x, to_x, y, to_y, turn)
    start, drop = y + BOX_HEIGHT, to_y - y - BOX_HEIGHT
    path = f"M{x} {start} C{x} {start + drop // 2} {to_x} {start + drop // 2} {to_x} {to_y}"
    lower = min(14 + 13 * (turn - 1), max(drop - 6, 14))
    return path, x + (to_x - x) * lower // max(drop, 1) * lower // max(drop, 1), start + lower


def _own_loop(x: int, y: int) -> tuple[str, int, int]:
    right = x + BOX_WIDTH // 2
    path = f"M{right} {y + 12} C{right + 22} {y + 6} {right + 22} {y + 40} {right} {y + 34}"
    return path, right, y + BOX_HEIGHT + 14


def _beside(x: int, to_x: int, y: int, to_y: int, turn: int) -> tuple[str, int, int]:
    """Within a ring: a bow under the boxes one way, over them the other."""
    if x < to_x:
        base, deep = max(y, to_y) + BOX_HEIGHT, 18 + 6 * turn
        path = f"M{x + 20} {y + BOX_HEIGHT} C{x + 20} {base + deep} {to_x - 20} {base + deep} {to_x - 20} {to_y + BOX_HEIGHT}"
        return path, (x + to_x) // 2, base + deep - 4
    base, high = min(y, to_y), 18 + 6 * turn
    path = f"M{x - 20} {y} C{x - 20} {base - high} {to_x + 20} {base - high} {to_x + 20} {to_y}"
    return path, (x + to_x) // 2, base - high + 12


def _label(x: int, y: int, text: str) -> str:
    """A figure on a white ground of its own."""
    shown = to_visible(text if len(text) <= 2 * LINE else f"{text[: 2 * LINE - 1]}…")
    half = 3 * len(shown) + 3
    ground = f'<rect x="{x - half}" y="{y - 10}" width="{2 * half}" height="13" fill="{PAPER}" fill-opacity="0.9"/>'
    return f'{ground}<text x="{x}" y="{y}" font-size="11" fill="{INK}" text-anchor="middle">{escape(shown)}</text>'


# ---------------------------------------------------------------------------------------------- boxes


def _box(party: Party, layers: Layers, ownership: Ownership) -> str:
    x, y = _place(party.id, layers)
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
    lines = wrap_name(to_visible(label))
    top = y + BOX_HEIGHT // 2 + (4 if len(lines) == 1 else -3)
    weight = ' font-weight="600"' if bold else ""
    turned = ' direction="rtl" unicode-bidi="plaintext"' if is_rtl(label) else ""
    return "".join(
        f'<text x="{x + BOX_WIDTH // 2}" y="{top + 14 * n}" font-size="12" fill="{INK}" text-anchor="middle"'
        f"{weight}{turned}>{escape(line)}</text>"
        for n, line in enumerate(lines)
    )


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
        lines = [lines[0], f"{_fit(' '.join(lines[1:]), LINE - 1)}…"]
    return lines or [""]


def _pieces(name: str) -> list[str]:
    """The words, each cut where it is too long for a line."""
    pieces = []
    for word in name.split()[: 4 * LINE]:
        rest = word[: 4 * LINE]
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
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


# ---------------------------------------------------------------------------------------------- whole


def _place(party: str, layers: Layers) -> tuple[int, int]:
    """The upper left corner of a party's box, its row centred."""
    row, column = layers.places[party]
    free = (layers.columns - layers.widths[row]) * (BOX_WIDTH + GAP_X) // 2
    x = MARGIN + free + column * (BOX_WIDTH + GAP_X)
    return x, MARGIN + HEAD + row * (BOX_HEIGHT + GAP_Y)


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
    width = 2 * MARGIN + layers.columns * (BOX_WIDTH + GAP_X) - GAP_X
    height = 2 * MARGIN + 2 * HEAD + len(layers.widths) * (BOX_HEIGHT + GAP_Y) - GAP_Y + 18
    more = WORDS["more"].format(count=left_out) if left_out else ""
    note = f'<text x="{MARGIN}" y="{height - 6}" font-size="11" fill="{QUIET}">{more}</text>' if more else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="Noto Sans, Noto Sans Arabic, sans-serif">'
        f"<title>{escape(to_visible(title))}</title><desc>{escape(to_visible(description))}</desc>"
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>{"".join(parts)}{note}</svg>'
    )
