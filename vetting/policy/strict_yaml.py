"""YAML as a careful reader takes it: no surprises, every fault with its line.

The rules kept here, in this order:

* a file is UTF-8, of bounded size, without NUL or other control characters, and holds one document;
* no anchors, no aliases, no tags: what is written is what is read;
* no key twice in one mapping, and every key is a word or a whole number;
* nesting is bounded;
* ``yes``, ``no``, ``on`` and ``off`` stay words, dates stay text, and a decimal number stays text (YAML 1.2, and no floats).

Faults are gathered, not raised, so that a person can mend a file in one go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_DEPTH: Final = 40
MAX_FAULTS: Final = 100

Step = str | int
Path = tuple[Step, ...]

# A leading zero makes a registration number or a code, not a quantity; it stays text.
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORDS: Final[dict[str, Any]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file: where, at which line and path, what it is, and how to mend it."""

    where: str
    line: int
    path: str
    what: str
    how: str

    def __str__(self) -> str:
        """One sentence for a person."""
        place = f"{self.where}, line {self.line}" if self.line else self.where
        at = f" ({self.path})" if self.path else ""
        return f"{place}{at}: {self.what}. {self.how}."


@dataclass(frozen=True, slots=True)
class Located:
    """What a file says, with the line of every value and the faults of reading it."""

    where: str
    data: Any
    faults: tuple[Fault, ...]
    marks: Any = field(repr=False, default=None)

    def line(self, path: Path) -> int:
        """The line on which the value at the path begins, or that of the nearest value around it."""
        mark, line = self.marks, 1
        for step in path:
            if mark is None:
                return line
            line, mark = mark[0], _child(mark, step)
        return line if mark is None else int(mark[0])

    def fault(self, path: Path, what: str, how: str) -> Fault:
        """A fault of this file at this path."""
        return Fault(self.where, self.line(path), path_text(path), what, how)


def load_yaml(content: str | bytes, where: str, max_bytes: int = MAX_BYTES) -> Located:
    """Read one YAML document.

    You get its data (mappings, lists, text, whole numbers, true, false, null) and every fault found; after a fault of
    syntax the data is None. Nothing is raised.
    """
    text, faults = _decoded(content, where, max_bytes)
    if faults:
        return Located(where, None, tuple(faults))
    reading = _Reading(where)
    try:
        reading.run(text)
    except yaml.YAMLError as error:
        reading.faults.append(_syntax_fault(where, error))
        return Located(where, None, tuple(reading.faults))
    return Located(where, reading.data, tuple(reading.faults[:MAX_FAULTS]), reading.mark)


def path_text(path: Path) -> str:
    """A path as a person writes it: ``answers.INT-02[0].kind``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def _child(mark: Any, step: Step) -> Any:
    children = mark[1]
    if isinstance(children, dict):
        return children.get(step)
    if isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
        return children[step]
    return None


def _decoded(content: str | bytes, where: str, max_bytes: int) -> tuple[str, list[Fault]]:
    if len(content) > max_bytes:
        return "", [
            Fault(
                where,
                0,
                "",
                f"the file is larger than {max_bytes} bytes",
                "Split it or leave out what is not needed",
            )
        ]
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return "", [Fault(where, line, "", "the file is not UTF-8 text", "Save it as UTF-8")]
    control = _CONTROL.search(text)
    if control is None:
        return text, []
    line = text.count("\n", 0, control.start()) + 1
    what = f"the control character U+{ord(control.group()):04X} stands in the text"
    return "", [Fault(where, line, "", what, "Remove it")]


def _syntax_fault(where: str, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    line = mark.line + 1 if mark else 0
    return Fault(
        where, line, "", f"this is not well-formed YAML: {problem}", "Mend the line or the one before it"
    )


class _Reading:
    """One walk over the parser's events; a container under construction is a frame on the stack."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.faults: list[Fault] = []
        self.data: Any = None
        self.mark: Any = None
        self.stack: list[_Frame] = []
        self.documents = 0

    def run(self, text: str) -> None:
        loader = yaml.CSafeLoader(text)
        try:
            while loader.check_event():
                self._take(loader.get_event())
                if len(self.faults) >= MAX_FAULTS or len(self.stack) > MAX_DEPTH:
                    return
        finally:
            loader.dispose()

    def _take(self, event: Any) -> None:
        kind = type(event)
        line = event.start_mark.line + 1
        if kind is yaml.ScalarEvent:
            self._check_node(event, line)
            self._value(_scalar(event), (line, None))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._check_node(event, line)
            self._open(line, is_mapping=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            frame = self.stack.pop()
            self._value(frame.data, (frame.line, frame.marks))
        elif kind is yaml.AliasEvent:
            self._fault(
                line, f"the alias *{event.anchor} points elsewhere", "Write the value out where it is used"
            )
            self._value(None, (line, None))
        elif kind is yaml.DocumentStartEvent:
            self._count_document(line)

    def _count_document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            self._fault(line, "a second document begins here", "Keep one document in one file")

    def _check_node(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self._fault(
                line, f"the anchor &{event.anchor} is not allowed", "Write the value out where it is used"
            )
        if event.tag is not None:
            self._fault(line, f"the tag {event.tag} is not allowed", "Write the plain value")

    def _open(self, line: int, *, is_mapping: bool) -> None:
        self.stack.append(_Frame({}, {}, line) if is_mapping else _Frame([], [], line))
        if len(self.stack) > MAX_DEPTH:
            self._fault(line, f"values are nested more than {MAX_DEPTH} deep", "Write the file flatter")

    def _value(self, value: Any, mark: Any) -> None:
        if not self.stack:
            if self.documents == 1:
                self.data, self.mark = value, mark
            return
        frame = self.stack[-1]
        if isinstance(frame.data, list):
            frame.data.append(value)
            frame.marks.append(mark)
        elif frame.key is _NO_KEY:
            frame.key = self._key(frame, value, mark[0])
        else:
            frame.data[frame.key] = value
            frame.marks[frame.key] = mark
            frame.key = _NO_KEY

    def _key(self, frame: _Frame, key: Any, line: int) -> Any:
        if isinstance(key, bool) or not isinstance(key, str | int):
            self._fault(line, "a key is neither a word nor a whole number", "Give the entry a plain name")
            return ""
        if key in frame.data:
            self._fault(line, f"the key {key} stands twice", "Keep one of them", key)
        return key

    def _fault(self, line: int, what: str, how: str, *last: Step) -> None:
        self.faults.append(Fault(self.where, line, path_text((*self._path(), *last)), what, how))

    def _path(self) -> Path:
        steps: list[Step] = []
        for frame in self.stack:
            if isinstance(frame.data, list):
                steps.append(len(frame.data))
            elif frame.key is not _NO_KEY:
                steps.append(frame.key)
        return tuple(steps)


_NO_KEY: Final[Any] = object()


@dataclass(slots=True)
class _Frame:
    data: Any
    marks: Any
    line: int
    key: Any = _NO_KEY


def _scalar(event: Any) -> Any:
    value: str = event.value
    if not event.implicit[0]:  # quoted, or a block: always text
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    return value
