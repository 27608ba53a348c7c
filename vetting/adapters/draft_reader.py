"""The paragraphs of a draft agreement, from the file that a company or an office sends.

- Word without macros, OpenDocument text, PDF with text, HTML, plain text, Markdown; told by content first, then by name.
- A file is read in a process of its own with bounded memory and time, so that a hostile one costs a sentence and no more.
- Tracked changes are read as accepted; they and comments are counted, because a draft with either is not final.
- Whatever cannot be read is refused with one sentence that says what to send instead.
"""

import hashlib
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from vetting.adapters.draft_parts import ReadDraft, Unreadable
from vetting.agreements.clauses import Paragraph
from vetting.domain.errors import BadInput, Fault

MAX_BYTES: Final = 30 * 1024 * 1024
MAX_MEMORY: Final = 512 * 1024 * 1024
MAX_SECONDS: Final = 10  # of the processor
PATIENCE: Final = 6 * MAX_SECONDS  # on a machine that is busy with other work, a reader waits for its turns
MAX_LETTERS: Final = 2_000_000

_SLOW: Final = (
    f"The document cannot be read within {MAX_SECONDS} seconds and 512 MB of memory. Send its text."
)
_EMPTY: Final = "The document holds no text. Send the text of the agreement."
_LONG: Final = f"The document holds more than {MAX_LETTERS:,} letters. Send the agreement alone."


def read_draft(content: bytes, name: str = "draft") -> ReadDraft:
    """What a file says; raises ``BadInput`` with one sentence."""
    if len(content) > MAX_BYTES:
        raise _bad(name, too_large(len(content)))
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__, name[-200:].replace("\0", "")],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _bad(name, _SLOW) from None
    if done.returncode:
        raise _bad(name, _SLOW)
    return _parse(done.stdout, name)


class RememberingReader:
    """Reads drafts, and remembers the last few: a page and a link read the same draft again and again."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], ReadDraft | BadInput] = {}

    def read(self, content: bytes, name: str) -> ReadDraft:
        """What a file says; raises ``BadInput`` with one sentence, also for a file that was refused before."""
        key = (hashlib.sha256(content).hexdigest(), name)
        found = self._read.get(key)
        if found is None:
            found = _read_or_refusal(content, name)
            for oldest in list(self._read)[: -REMEMBERED + 1]:
                self._read.pop(oldest, None)
            self._read[key] = found
        if isinstance(found, BadInput):
            raise BadInput(found.faults)
        return found


REMEMBERED: Final = 8


def _read_or_refusal(content: bytes, name: str) -> ReadDraft | BadInput:
    try:
        return read_draft(content, name)
    except BadInput as refused:
        return refused


def too_large(size: int) -> str:
    """The sentence for a file that is too large to be read."""
    return f"The document has {size // 2**20} MB; at most {MAX_BYTES // 2**20} MB are read. Send the agreement alone."


def parse_draft(content: bytes, name: str) -> ReadDraft:
    """The same in this process; raises ``Unreadable``."""
    read = _find_reader(content, name)(content)
    letters = sum(len(one.text) for one in read.paragraphs)
    if not letters or letters > MAX_LETTERS:
        raise Unreadable(_LONG if letters else _EMPTY)
    return read


def _find_reader(content: bytes, name: str) -> Callable[[bytes], ReadDraft]:
    from vetting.adapters import draft_pdf, draft_texts, draft_zips  # noqa: PLC0415 - only the child needs them

    head, suffix = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n"), name.casefold().rpartition(".")[2]
    if b"%PDF-" in content[:1024]:
        return draft_pdf.read_pdf
    if content.startswith(b"PK"):
        return draft_zips.read_zip
    if content.startswith(draft_zips.OLD_OFFICE):
        return draft_zips.read_old_office
    if head[:15].lower().startswith((b"<!doctype html", b"<html")) or suffix in {"html", "htm", "xhtml"}:
        return draft_texts.read_html
    if head.startswith(b"{\\rtf") or suffix in _KNOWN_OTHERWISE:
        return _refuse
    return draft_texts.read_markdown if suffix in {"md", "markdown"} else draft_texts.read_plain


_TEXT_DOCUMENTS: Final = "docx odt pdf doc rtf docm dotx dotm pages"
_NO_AGREEMENTS: Final = (
    "xls xlsx xlsm xlsb ods csv tsv numbers ppt pptx pptm odp key png jpg jpeg gif tif tiff zip eml msg"
)
_KNOWN_OTHERWISE: Final = frozenset(f"{_TEXT_DOCUMENTS} {_NO_AGREEMENTS}".split())
"""Formats that are no plain text, or no agreement: a text under such a name is somebody's mistake."""


def _refuse(_: bytes) -> ReadDraft:
    raise Unreadable(
        "The file is not what its name says, or its format is not read. "
        "Send the agreement as .docx, .odt, .pdf, .html, .txt or .md."
    )


def _parse(output: bytes, name: str) -> ReadDraft:
    said = json.loads(output)
    if "fault" in said:
        raise _bad(name, said["fault"])
    return ReadDraft(**said | {"paragraphs": [Paragraph(**one) for one in said["paragraphs"]]})


def _bad(name: str, sentence: str) -> BadInput:
    return BadInput([Fault(name, sentence)])


def main(name: str) -> None:
    """Read standard input within bounds, and print what it says; the child of ``read_draft``."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    try:
        said: dict[str, object] = asdict(parse_draft(sys.stdin.buffer.read(), name))
    except Unreadable as error:
        said = {"fault": str(error)}
    except (MemoryError, RecursionError):
        said = {"fault": _SLOW}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])
