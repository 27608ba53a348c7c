"""Two more drawings: the way of the data over the steps of its life, and the time that a reply took.

As in ``charts``: whole numbers, no font of the system, and the same in words beside the drawing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vetting.documents.blocks import Figure
from vetting.documents.catalogue import Words
from vetting.documents.charts import INK, QUIET, RULE, SHADES, draw_svg, draw_text

STEPS = ("generation", "collection", "processing", "storage", "analysis", "transfer", "disposal")
MOST_ITEMS, MOST_LETTERS = 12, 6
"""How many rows a drawing has room for; the table beside it has them all."""
LEFT, STEP, ROW = 150, 70, 34
LABEL, HANDLER, NARROW_LABEL = 22, 12, 38
"""How many letters of a name a drawing has room for."""


def draw_data_map(items: Sequence[Mapping[str, Any]], words: Words) -> Figure:
    """Each item of data as a line through the seven steps, with who handles it at each."""
    shown = items[:MOST_ITEMS]
    title = words("chart.data_title")
    said = "; ".join(_tell_item(one, words) for one in items)
    text = words("chart.data_text", items=said) if items else words("chart.data_empty")
    heads = [
        draw_text(LEFT + n * STEP + 35, 16, words.name("data_step", one), 10, "quiet")
        for n, one in enumerate(STEPS)
    ]
    rows = [part for n, one in enumerate(shown) for part in _item(28 + n * ROW, one)]
    height = 36 + len(shown) * ROW
    more = len(items) - len(shown)
    tail = [draw_text(320, height, words.count("chart.more_items", more), 10, "quiet")] if more else []
    wide = draw_svg(640, height + (12 if more else 0), title, text, [*heads, *rows, *tail])
    return Figure("data_map", wide, title, text, _narrow_map(shown, more, title, text, words))


def draw_replies(letters: Sequence[Mapping[str, Any]], words: Words) -> Figure:
    """Each letter as a line from the day it was sent to the day its reply was due, with the day a reply came."""
    shown = letters[:MOST_LETTERS]
    title = words("chart.reply_title")
    text = words("chart.reply_text", letters="; ".join(_tell_letter(one, words) for one in letters))
    days = [day for one in shown for day in _days(one) if day is not None]
    first, span = min(days), max((max(days) - min(days)).days, 1)

    def place(day: date) -> int:
        return 100 + (day - first).days * 440 // span

    rows = [part for n, one in enumerate(shown) for part in _letter(24 + n * 46, one, place, words)]
    narrow = [part for n, one in enumerate(shown) for part in _narrow_letter(n * 70, one, place, words)]
    return Figure(
        "replies",
        draw_svg(640, 24 + len(shown) * 46, title, text, rows),
        title,
        text,
        draw_svg(300, len(shown) * 70, title, text, narrow),
    )


# ------------------------------------------------------------------------------------------------ data


def _tell_item(item: Mapping[str, Any], words: Words) -> str:
    names = [words.name("data_step", one["step"]) for one in item["steps"]]
    path = ", ".join(dict.fromkeys(names)) or words("chart.no_step")
    return words("chart.data_item", id=item["id"], item=_first(item["item"]), steps=path)


def _item(y: int, item: Mapping[str, Any]) -> list[str]:
    handlers = {one["step"]: _first(one["by"]) for one in item["steps"] if one["step"] in STEPS}
    places = [LEFT + n * STEP + 35 for n, one in enumerate(STEPS) if one in handlers]
    label = draw_text(4, y + 12, _short(f"{item['id']} {_first(item['item'])}", LABEL), 11, "beside")
    rule = f'<path d="M4 {y + 28} L636 {y + 28}" stroke="{RULE}"/>'
    line = (
        f'<path d="M{places[0]} {y + 8} L{places[-1]} {y + 8}" stroke="{QUIET}" stroke-width="2"/>'
        if places
        else ""
    )
    dots = [
        f'<circle cx="{LEFT + n * STEP + 35}" cy="{y + 8}" r="6" fill="{INK}"/>'
        + draw_text(LEFT + n * STEP + 35, y + 24, _short(handlers[one], HANDLER), 9, "quiet")
        for n, one in enumerate(STEPS)
        if one in handlers
    ]
    return [label, rule, line, *dots]


def _narrow_map(items: Sequence[Mapping[str, Any]], more: int, title: str, text: str, words: Words) -> str:
    """Each item above the steps it goes through, one below the other, with who handles it."""
    parts: list[str] = []
    y = 16
    for item in items:
        steps = [one for one in item["steps"] if one["step"] in STEPS]
        parts += _narrow_item(y, item, steps, words)
        y += 30 + len(steps) * 20
    if more:
        parts.append(draw_text(2, y, words.count("chart.more_items", more), 11, "first"))
    return draw_svg(300, y + 4, title, text, parts)


def _narrow_item(
    y: int, item: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], words: Words
) -> list[str]:
    last = y + 16 + max(len(steps) - 1, 0) * 20
    return [
        draw_text(2, y, _short(f"{item['id']} {_first(item['item'])}", NARROW_LABEL), 13, "beside"),
        f'<path d="M12 {y + 16} L12 {last}" stroke="{QUIET}" stroke-width="2"/>',
        *(part for n, one in enumerate(steps) for part in _narrow_step(y + 20 + n * 20, one, words)),
    ]


def _narrow_step(y: int, step: Mapping[str, Any], words: Words) -> list[str]:
    said = ", ".join(one for one in (words.name("data_step", step["step"]), _first(step["by"])) if one)
    return [
        f'<circle cx="12" cy="{y - 4}" r="5" fill="{INK}"/>',
        draw_text(26, y, _short(said, NARROW_LABEL), 12, "beside"),
    ]


def _first(text: Mapping[str, str]) -> str:
    """The first of the languages of a text; nothing where it is withheld."""
    return "" if "withheld" in text else next(iter(text.values()), "")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# ----------------------------------------------------------------------------------------------- reply


def _days(letter: Mapping[str, Any]) -> tuple[date | None, ...]:
    return tuple(_day(letter[key]) for key in ("sent_at", "due", "replied_at"))


def _day(at: str | None) -> date | None:
    return date.fromisoformat(at[:10]) if at else None


def _tell_letter(letter: Mapping[str, Any], words: Words) -> str:
    sent, due, replied = (str(one) if one else words("chart.no_day") for one in _days(letter))
    state = words.name("reply_state", letter["reply_state"])
    return words("chart.reply_letter", id=letter["id"], sent=sent, due=due, replied=replied, state=state)


def _letter(y: int, letter: Mapping[str, Any], place: Any, words: Words) -> list[str]:
    sent, due, replied = _days(letter)
    start, end = place(sent or due), place(due or sent)
    bar = f'<rect x="{start}" y="{y}" width="{max(end - start, 2)}" height="12" fill="{SHADES[0]}" stroke="{RULE}"/>'
    label = draw_text(4, y + 11, _short(letter["id"], HANDLER), 11, "beside")
    ends = [
        draw_text(start, y + 27, words("chart.sent", day=sent), 10, "quiet"),
        draw_text(end, y + 27, words("chart.due", day=due), 10, "quiet"),
    ]
    state = draw_text(636, y + 11, words.name("reply_state_short", letter["reply_state"]), 10, "last")
    dot = f'<circle cx="{place(replied)}" cy="{y + 6}" r="7" fill="{INK}"/>' if replied else ""
    return [label, bar, *ends, state, dot]


def _narrow_letter(y: int, letter: Mapping[str, Any], place: Any, words: Words) -> list[str]:
    """The same below its name, the days on a line of their own."""
    sent, due, replied = _days(letter)

    def near(day: date | None) -> int:
        return 8 + int(place(day) - 100) * 280 // 440

    start, end = near(sent or due), near(due or sent)
    width = max(end - start, 2)
    said = words("chart.sent", day=sent), words("chart.due", day=due)
    return [
        draw_text(2, y + 14, _short(letter["id"], HANDLER), 12, "beside"),
        draw_text(298, y + 14, words.name("reply_state_short", letter["reply_state"]), 12, "last"),
        f'<rect x="{start}" y="{y + 22}" width="{width}" height="12" fill="{SHADES[0]}" stroke="{RULE}"/>',
        f'<circle cx="{near(replied)}" cy="{y + 28}" r="6" fill="{INK}"/>' if replied else "",
        draw_text(2, y + 52, said[0], 11, "first"),
        draw_text(298, y + 52, said[1], 11, "last"),
    ]
