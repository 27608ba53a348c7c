"""The paragraphs of an OpenDocument text, with the numbers of its lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from vetting.adapters.draft_parts import ReadDraft
from vetting.adapters.draft_texts import to_roman
from vetting.agreements.clauses import Paragraph

TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_GONE: Final = frozenset({f"{TEXT}tracked-changes", f"{OFFICE}annotation"})


def read_odt(content: Element, styles: Element | None) -> ReadDraft:
    """What the content of an OpenDocument text says."""
    levels = _levels(content) | (_levels(styles) if styles is not None else {})
    reading = _Reading(levels)
    body = content.find(f".//{OFFICE}text")
    paragraphs = list(reading.walk(body)) if body is not None else []
    return ReadDraft(
        "OpenDocument",
        [one for one in paragraphs if one.text.strip()],
        tracked_changes=sum(1 for _ in content.iter(f"{TEXT}changed-region")),
        comments=sum(1 for _ in content.iter(f"{OFFICE}annotation")),
    )


@dataclass(frozen=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    shown: int


def _levels(root: Element) -> dict[tuple[str, int], _Level]:
    found = {}
    for style in root.iter(f"{TEXT}list-style"):
        for level in style.iter(f"{TEXT}list-level-style-number"):
            depth = level.get(f"{TEXT}level", "1")
            found[style.get(f"{STYLE}name", ""), int(depth) if depth.isdigit() else 1] = _Level(
                level.get(f"{STYLE}num-format", ""),
                level.get(f"{STYLE}num-prefix", ""),
                level.get(f"{STYLE}num-suffix", ""),
                int(level.get(f"{TEXT}display-levels", "1")),
            )
    return found


@dataclass
class _Reading:
    """Walks the body and counts its lists."""

    levels: Mapping[tuple[str, int], _Level]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def walk(self, element: Element, style: str = "", depth: int = 0, label: str = "") -> Iterator[Paragraph]:
        """The paragraphs below an element; ``label`` belongs before the first of them."""
        for child in element:
            if child.tag in _GONE:
                continue
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                level = child.get(f"{TEXT}outline-level", "1") if child.tag == f"{TEXT}h" else "0"
                yield Paragraph(f"{label} {_text(child)}".strip(), int(level) if level.isdigit() else 1)
                label = ""
            elif child.tag == f"{TEXT}list":
                name = child.get(f"{TEXT}style-name", style)
                if child.get(f"{TEXT}continue-numbering") != "true" and not child.get(f"{TEXT}continue-list"):
                    self.counts.setdefault(name, {}).pop(depth + 1, None)
                yield from self.walk(child, name, depth + 1)
            elif child.tag == f"{TEXT}list-item":
                yield from self.walk(child, style, depth, self._label(style, depth))
            else:
                yield from self.walk(child, style, depth)

    def _label(self, style: str, depth: int) -> str:
        level = self.levels.get((style, depth))
        counts = self.counts.setdefault(style, {})
        counts[depth] = counts.get(depth, 0) + 1
        if level is None or not level.form:
            return ""
        first = max(1, depth - level.shown + 1)
        numbers = [
            _form(counts.get(one, 1), self.levels.get((style, one), level).form)
            for one in range(first, depth + 1)
        ]
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}"


def _text(element: Element) -> str:
    said = [element.text or ""]
    for child in element:
        if child.tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}:
            said.append(" ")
        elif child.tag not in _GONE:
            said.append(_text(child))
        said.append(child.tail or "")
    return "".join(said)


def _form(number: int, form: str) -> str:
    if form in {"a", "A"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "a" else letter.upper()
    if form in {"i", "I"}:
        return to_roman(number)
    return str(number)
