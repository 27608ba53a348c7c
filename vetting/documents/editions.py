"""Editions: what is shown to whom, and the register of what is not.

- *sealed* shows everything. *auditor* withholds what was said in confidence, and the kind of a
  declared interest. *public* withholds the names of people as well, and when they spoke.
- The record's reasons are those of the pack's list ``redaction_reasons``.
- Every withholding is entered in the register, with its place and reason, and counted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from vetting.documents.texts import Text, is_withheld, to_instant, to_text, to_week, withheld


class Edition(StrEnum):
    """For whom a record is written."""

    PUBLIC = "public"
    AUDITOR = "auditor"
    SEALED = "sealed"


PERSONAL_DATA = "personal_data"
THIRD_PARTY_SAFETY = "third_party_safety"
TRADE_SECRET = "trade_secret"  # noqa: S105 - a reason of the pack
MARK = "[withheld: personal data]"
FEW = 5
"""A group smaller than this could be recognised; the public edition does not count it."""


@dataclass
class Redactor:
    """Shows or withholds for one edition, and remembers what it withheld."""

    edition: Edition
    entries: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        return self.edition is Edition.PUBLIC

    @property
    def is_sealed(self) -> bool:
        return self.edition is Edition.SEALED

    def show_confidential(self, where: str, text: str, language: str = "en") -> Text:
        """A text given in confidence: in the sealed edition alone."""
        return self._show(where, to_text(text, language), THIRD_PARTY_SAFETY, shown=self.is_sealed)

    def hide_secret(self, where: str) -> Text:
        """A trade secret: in no edition; it is sealed apart, and its summary stands for it."""
        self.enter(where, TRADE_SECRET)
        return withheld(TRADE_SECRET)

    def show_name(self, where: str, name: str) -> Text:
        """The name of a person who acts on the case: in every edition but the public one."""
        return self._show(where, to_text(name, "und"), PERSONAL_DATA, shown=not self.is_public)

    def show_match(self, where: str, text: Text, *, is_true: bool) -> Text:
        """A text about a match: in the public edition only where a person ruled that both are one.

        A likeness that nobody confirmed would name somebody who has nothing to do with the case.
        """
        return self._show(where, text, PERSONAL_DATA, shown=is_true or not self.is_public)

    def show_time(self, at: datetime) -> str:
        """The time at which somebody spoke to the office; in the public edition no finer than a week."""
        return to_week(at) if self.is_public else to_instant(at)

    def enter(self, where: str, reason: str) -> None:
        """Put one withholding into the register."""
        self.entries.append({"where": where, "reason": reason})

    def _show(self, where: str, text: Text, reason: str, *, shown: bool) -> Text:
        if shown or not text:
            return text
        self.enter(where, reason)
        return withheld(reason)


def mask_names(record: Any, names: Iterable[str], redactor: Redactor) -> Any:
    """The same record without these names in any text of a person; each masked text is registered.

    A name can stand in a note or a reason as well as in its own field; ids, codes and the names of
    parties are left as they are.
    """
    pattern = _pattern_of(names)
    return record if pattern is None else _mask(record, pattern, redactor, "")


def _pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    known = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=lambda n: (-len(n), n))
    if not known:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, known)) + r")(?!\w)", re.IGNORECASE)


_UNTOUCHED = frozenset({"parties", "log", "sources", "rules"})


def _mask(part: Any, pattern: re.Pattern[str], redactor: Redactor, where: str) -> Any:
    if isinstance(part, list):
        return [_mask(one, pattern, redactor, f"{where}/{index}") for index, one in enumerate(part)]
    if not isinstance(part, dict):
        return part
    if isinstance(part, Text):
        return _mask_text(part, pattern, redactor, where)
    return {
        key: one if key in _UNTOUCHED else _mask_member(key, one, pattern, redactor, f"{where}/{key}")
        for key, one in part.items()
    }


def _mask_member(key: str, part: Any, pattern: re.Pattern[str], redactor: Redactor, where: str) -> Any:
    if key == "value":
        return _mask_value(part, pattern, redactor, where)
    return _mask(part, pattern, redactor, where)


def _mask_text(part: Text, pattern: re.Pattern[str], redactor: Redactor, where: str) -> Text:
    if is_withheld(part):
        return part
    masked = Text({language: pattern.sub(MARK, text) for language, text in part.items()})
    if masked != part:
        redactor.enter(where.lstrip("/"), PERSONAL_DATA)
    return masked


def _mask_value(value: Any, pattern: re.Pattern[str], redactor: Redactor, where: str) -> Any:
    if isinstance(value, str):
        masked = pattern.sub(MARK, value)
        if masked != value:
            redactor.enter(where.lstrip("/"), PERSONAL_DATA)
        return masked
    if isinstance(value, list):
        return [_mask_value(one, pattern, redactor, where) for one in value]
    if isinstance(value, dict):
        return {key: _mask_value(one, pattern, redactor, where) for key, one in value.items()}
    return value
