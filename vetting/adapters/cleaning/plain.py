"""Plain text, in one encoding, without what cannot be seen."""

import codecs

from vetting.adapters.cleaning.parts import Rebuilt
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import LeftOut
from vetting.domain.texts import clean_text


def rebuild_text(content: bytes) -> Rebuilt:
    """The text in UTF-8; raises ``Refused`` where it is none."""
    text = _decode(content)
    clean = clean_text(text)
    if not clean:
        raise Refused(Refusal("file_empty"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    counts = {LeftOut.MARKS: gone} if (gone := len(lines) - len(clean)) else {}
    return Rebuilt("txt", (clean + "\n").encode(), frozenset(counts), counts)


def _decode(content: bytes) -> str:
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in content and not is_wide:
        raise Refused(Refusal("file_kind_differs"))
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(Refusal("file_letters_unclear")) from error
