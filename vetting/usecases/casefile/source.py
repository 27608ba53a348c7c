"""The bytes of a case file: where they come from, and why they may not do.

A directory, a missing file, a file over 2 MB, text that is not UTF-8 and YAML with surprises are
each refused with one sentence, before anything of it is believed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vetting.domain.errors import BadInput, Fault
from vetting.policy import strict_yaml
from vetting.policy.strict_yaml import Located, load_yaml, path_text

MAX_BYTES: Final = 2 * 1024 * 1024  # DESIGN: a case file over 2 MB is refused before parsing
_TOO_LARGE: Final = "the file is larger than 2 MB."
_SMALLER: Final = "Move long texts into evidence files beside it."


@dataclass(frozen=True)
class Source:
    """A file as it was found: its name, folder, bytes, and what it says."""

    name: str
    folder: Path | None  # None where only bytes were given
    content: bytes
    located: Located

    @property
    def sha256(self) -> str:
        """The hash of the file, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    def fault(self, path: strict_yaml.Path, what: str, how: str) -> Fault:
        """A fault of this file at this path."""
        text = path_text(path)
        return Fault(self.name, f"{text}: {what}" if text else what, how, self.located.line(path))


def open_source(given: Path | bytes) -> Source:
    """The source at a path, or of bytes; raises ``BadInput`` where it cannot be read as YAML."""
    if isinstance(given, bytes):
        return _from_bytes(given, "case file", None)
    return _from_bytes(_read(given), given.name, given.parent)


def find_faults(source: Source) -> list[Fault]:
    """What is wrong with the file as YAML and as text, whatever it is meant to say."""
    faults = [_from_yaml(fault) for fault in source.located.faults]
    return faults + [
        source.fault(path, f"the text holds {what}.", "Remove it.") for path, what in _find_odd_text(source)
    ]


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise _refused(path.name, "this is a folder.", "Name the case file in it.")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refused(str(path), "there is no such file.", "Check the path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is not one"
        raise _refused(str(path), f"the file cannot be read ({reason}).", "Check the path.") from None


def _from_bytes(content: bytes, name: str, folder: Path | None) -> Source:
    if len(content) > MAX_BYTES:
        raise _refused(name, _TOO_LARGE, _SMALLER)
    located = load_yaml(content, name)
    source = Source(name, folder, content, located)
    if not isinstance(located.data, dict):
        raise BadInput(find_faults(source) or [_not_sections(source)])
    return source


def _not_sections(source: Source) -> Fault:
    if source.located.data is None:
        return Fault(source.name, "the file is empty.", "'vetting case new' writes one to fill in.")
    return Fault(
        source.name,
        "the file has no sections.",
        "Begin with 'case:'; 'vetting schema case' says the rest.",
        1,
    )


def _refused(name: str, what: str, how: str) -> BadInput:
    return BadInput([Fault(name, what, how)])


def _from_yaml(fault: strict_yaml.Fault) -> Fault:
    what = f"{fault.path}: {fault.what}." if fault.path else f"{fault.what}."
    return Fault(fault.where, what, f"{fault.how}.", fault.line or None)


def _find_odd_text(source: Source) -> Iterator[tuple[strict_yaml.Path, str]]:
    """Texts with characters that escapes can smuggle past YAML: NUL and other controls."""
    for path, text in _walk(source.located.data, ()):
        for char in text:
            if (char < " " and char not in "\n\t\r") or char == "\x7f":
                yield path, f"the character U+{ord(char):04X}, which no text may hold"
                break


def _walk(value: Any, path: strict_yaml.Path) -> Iterator[tuple[strict_yaml.Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(str(key), (*path, key))
            yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, (*path, number))
