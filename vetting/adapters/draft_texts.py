"""Plain text, Markdown and HTML as paragraphs."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from vetting.adapters.draft_parts import ReadDraft, Unreadable, join_lines
from vetting.agreements.clauses import Paragraph

_NO_TEXT: Final = (
    "The file is no text that can be read. Send Word, OpenDocument, PDF, HTML or plain text in UTF-8."
)


def read_plain(content: bytes) -> ReadDraft:
    """The paragraphs of a plain text; raises ``Unreadable``."""
    return ReadDraft("plain text", list(join_lines(decode(content).splitlines())))


def decode(content: bytes) -> str:
    """The letters of a text file: UTF-8, UTF-16 by its mark, or the Western code page; raises ``Unreadable``."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise Unreadable(_NO_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_markdown(content: bytes) -> ReadDraft:
    """The paragraphs of a Markdown text; marks of emphasis are left out."""
    found: list[Paragraph] = []
    held: list[str] = []
    for line in decode(content).splitlines():
        heading = _HEADING.fullmatch(line.strip())
        if heading is None:
            held.append(_EMPHASIS.sub("", _LINK.sub(r"\1", line)))
            continue
        found += [*join_lines(held), Paragraph(_EMPHASIS.sub("", heading[2]), len(heading[1]))]
        held = []
    return ReadDraft("Markdown", [*found, *join_lines(held)])


_HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_EMPHASIS: Final = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def read_html(content: bytes) -> ReadDraft:
    """The paragraphs of a page, its list items with their numbers; scripts and struck-out text are left out."""
    reading = _Html()
    reading.feed(decode(content))
    reading.close()
    reading.flush()
    return ReadDraft("HTML", reading.paragraphs, tracked_changes=reading.struck)


_SKIPPED: Final = frozenset(
    {"script", "style", "head", "title", "template", "del", "s", "strike", "noscript", "svg"}
)
_BLOCKS: Final = frozenset(
    "p div section article header footer main aside li ul ol dl dt dd table tr td th blockquote pre br hr".split()  # noqa: SIM905
)
_MARK: Final = re.compile(r"h([1-6])")


class _Html(HTMLParser):
    """Gathers text between the marks that begin and end a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.struck = 0
        self._held: list[str] = []
        self._heading = 0
        self._skipped: list[str] = []
        self._lists: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipped.append(tag)
            self.struck += tag in {"del", "s", "strike"}
        heading = _MARK.fullmatch(tag)
        if heading or tag in _BLOCKS:
            self.flush()
            self._heading = int(heading[1]) if heading else 0
        if tag in {"ol", "ul"}:
            said = dict(attrs)
            start = said.get("start") or "1"
            kind = (said.get("type") or "1") if tag == "ol" else ""
            self._lists.append((kind, int(start) - 1 if start.isdigit() else 0))
        elif tag == "li" and self._lists:
            kind, number = self._lists[-1]
            self._lists[-1] = (kind, number + 1)
            self._held.append(self._label())

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:
            while self._skipped and self._skipped.pop() != tag:
                pass
        if _MARK.fullmatch(tag) or tag in _BLOCKS:
            self.flush()
            self._heading = 0
        if tag in {"ol", "ul"} and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._held.append(data)

    def flush(self) -> None:
        """End the paragraph that is held; a number alone waits for its text."""
        text = " ".join("".join(self._held).split())
        if text and not _LABEL.fullmatch(text):
            self.paragraphs.append(Paragraph(text, self._heading))
        if not _LABEL.fullmatch(text) or not self._lists:
            self._held = []

    def _label(self) -> str:
        kind, number = self._lists[-1]
        if kind in {"a", "A"}:
            return f"({chr(ord('a') + (number - 1) % 26)}) "
        if kind in {"i", "I"}:
            return f"({to_roman(number)}) "
        above = [*self._numbers()][::-1]
        return f"{'.'.join(map(str, above))}. " if kind else ""

    def _numbers(self) -> Iterator[int]:
        for kind, number in reversed(self._lists):
            if kind != "1":
                return
            yield number


_LABEL: Final = re.compile(r"(\([a-z]+\)|[0-9.]+\.)?")
_ROMAN: Final = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def to_roman(number: int) -> str:
    """A number in small Roman letters."""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said
