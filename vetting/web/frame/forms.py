"""A form as a handler reads it: what was typed is kept, and each fault stands beside its field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from starlette.datastructures import FormData, UploadFile

from vetting.domain.texts import clean_text

LONGEST = 20_000  # characters of one text, unless its field says otherwise
_LONGEST_CHOICE = 24  # a value without a blank that is no longer may be a button's or an option's
_LONGEST_NUMBER = 12  # digits
TOKEN = "token"  # noqa: S105 - the name of a field
PASSWORD = "password"  # noqa: S105 - as above
SECRETS = frozenset({"key", "phrase"})
"""Fields whose values no page ever shows or carries on."""


@dataclass
class Form:
    """The typed values of a form, and the faults found so far, in order.

    A reading method gives the value, or a blank one after noting the fault; ask ``is_valid`` at the end.
    """

    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[UploadFile]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)  # field (or "" for the form as a whole) -> sentence

    @property
    def is_valid(self) -> bool:
        """Whether no fault was found."""
        return not self.errors

    def value(self, name: str, default: str = "") -> str:
        """The first typed value of a field, as it was typed."""
        values = self.typed.get(name)
        return values[0] if values else default

    def values(self, name: str) -> Sequence[str]:
        """Every typed value of a field."""
        return self.typed.get(name, ())

    def again(self) -> list[tuple[str, Sequence[str]]]:
        """What was typed, by field, to be sent again from another page; a secret is typed anew."""
        return [(name, values) for name, values in self.typed.items() if name not in SECRETS]

    def written(self) -> list[str]:
        """What was written in words, to be shown again; ticks and choices are not."""
        texts = [text for _, values in self.again() for text in values]
        return [text for text in texts if len(text) > _LONGEST_CHOICE or " " in text.strip() or "\n" in text]

    def error(self, name: str) -> str | None:
        """The fault of a field, if any."""
        return self.errors.get(name)

    def refuse(self, name: str, sentence: str) -> None:
        """Note a fault of a field; of several, the first stays. A blank name means the form as a whole."""
        self.errors.setdefault(name, sentence)

    def text(self, name: str, *, missing: str = "", too_long: str = "", longest: int = LONGEST) -> str:
        """The text of a field, cleaned of what nobody types; ``missing`` is the sentence when it is blank."""
        text = clean_text(self.value(name))
        if not text and missing:
            self.refuse(name, missing)
        if len(text) > longest:
            self.refuse(name, too_long or f"Shorten this to {longest:,} characters; it has {len(text):,}.")
        return text

    def choice(self, name: str, options: Iterable[str], *, missing: str) -> str:
        """The chosen option of a field; anything that was not offered counts as missing."""
        value = self.value(name)
        if value in set(options):
            return value
        self.refuse(name, missing)
        return ""

    def choices(self, name: str, options: Iterable[str]) -> list[str]:
        """The chosen options of a field, in the order in which they were offered."""
        typed = set(self.values(name))
        return [option for option in options if option in typed]

    def day(self, name: str, *, wrong: str, missing: str = "") -> date | None:
        """The day of a field, typed as YYYY-MM-DD or in three fields ``name-day``, ``-month``, ``-year``."""
        typed = self.value(name) or self._three_fields(name)
        if not typed:
            if missing:
                self.refuse(name, missing)
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self.refuse(name, wrong)
            return None

    def number(self, name: str, *, least: int, most: int, wrong: str) -> int | None:
        """The whole number of a field within its bounds."""
        typed = self.value(name).strip()
        if (
            typed.isascii()
            and typed.isdigit()
            and len(typed) <= _LONGEST_NUMBER
            and least <= int(typed) <= most
        ):
            return int(typed)
        self.refuse(name, wrong)
        return None

    def _three_fields(self, name: str) -> str:
        parts = [self.value(f"{name}-{part}").strip() for part in ("year", "month", "day")]
        return f"{parts[0]:0>4}-{parts[1]:0>2}-{parts[2]:0>2}" if any(parts) else ""


def form_of(data: FormData) -> Form:
    """The form that a browser sent, without its token, and without a password, which is never shown again."""
    typed: dict[str, list[str]] = {}
    files: dict[str, list[UploadFile]] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            files.setdefault(name, []).append(value)
        elif name not in (TOKEN, PASSWORD):
            typed.setdefault(name, []).append(value.replace("\x00", ""))  # PostgreSQL holds no such text
    return Form(typed, {name: [one for one in kept if one.filename] for name, kept in files.items()})
