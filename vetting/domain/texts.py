"""Texts that people type or send, cleaned of what nobody types; one rule for pages, files, the API and the command line."""

import re
import unicodedata
from typing import Any

_UNTYPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"  # control characters but tab and line end, and lone surrogates
    "\u202a-\u202e\u2066-\u2069]"  # what turns or embeds text: Unicode Annex 9, section 2
)


def clean_text(typed: str) -> str:
    """The text with one kind of line end, in composed letters, without control characters and outer blanks.

    Direction marks stay: languages that are written from right to left need them. What turns or embeds the
    letters that follow goes: in a file, a mail or a feed it would turn what stands after the text as well.
    """
    return _without_untyped(unicodedata.normalize("NFC", typed)).strip()


def without_untyped(value: Any) -> Any:
    """A value with every text in it cleaned of what nobody types, and with one kind of line end; nothing else changes."""
    if isinstance(value, str):
        return _without_untyped(value)
    if isinstance(value, dict):
        return {key: without_untyped(one) for key, one in value.items()}
    return [without_untyped(one) for one in value] if isinstance(value, list) else value


def _without_untyped(text: str) -> str:
    return _UNTYPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
