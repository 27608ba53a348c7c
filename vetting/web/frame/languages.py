"""Texts in six languages: plain YAML catalogues under ``templates/languages/<language>/<topic>.yaml``.

A catalogue maps a key to a text with ``{parameters}``, or to its plural forms by CLDR's names
(zero, one, two, few, many, other). Texts hold no HTML; a parameter is escaped unless it is markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml
from babel import Locale
from markupsafe import Markup, escape

from vetting.domain.errors import Refusal
from vetting.domain.sentences import to_sentence

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})
AUTONYMS: Mapping[str, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "zh": "中文",
    "ar": "العربية",
}

Entry = str | Mapping[str, str]


@dataclass(frozen=True)
class Texts:
    """The texts of one language."""

    language: str
    entries: Mapping[str, Entry]
    refusals: Mapping[str, str]

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def locale(self) -> Locale:
        """How dates and numbers are written; English as the United Nations writes it."""
        return Locale.parse("en_GB" if self.language == "en" else self.language)

    def say(self, key: str, **params: object) -> Markup:
        """The text of a key; raises ``KeyError`` for a key or a parameter that is not there."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            raise KeyError(f"{key} has plural forms: give its number with 'count'.")
        return _fill(entry, params)

    def count(self, key: str, number: int, **params: object) -> Markup:
        """The text of a key in the plural form of this number, which it has as ``{count}``."""
        forms = self.entries[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} has no plural forms.")
        form = self.locale.plural_form(number)
        return _fill(forms.get(form) or forms["other"], {"count": number} | params)

    def refusal(self, refusal: Refusal) -> str:
        """The sentence of a refusal; in English where this language has none."""
        sentence = self.refusals.get(refusal.code)
        if sentence is None:
            return to_sentence(refusal)
        return sentence.format(**refusal.params)


def choose_language(accepted: str | None) -> str:
    """The language that a browser's ``Accept-Language`` asks for first, or English."""
    wanted = [_weighed(part) for part in (accepted or "")[:500].split(",")]
    for _, tag in sorted(wanted, key=lambda one: -one[0]):
        if (language := tag.partition("-")[0]) in LANGUAGES:
            return language
    return "en"


@lru_cache(maxsize=8)
def load_languages(folder: Path) -> Mapping[str, Texts]:
    """The texts of each language in a folder of catalogues."""
    return MappingProxyType({language: _load(folder, language) for language in LANGUAGES})


def read_catalogue(path: Path) -> Mapping[str, Entry]:
    """One catalogue file; every value is text, so that 'no' and '1' stay what they are."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}  # noqa: S506 - makes text only


def _load(folder: Path, language: str) -> Texts:
    entries: dict[str, Entry] = {}
    for path in sorted((folder / "en").glob("*.yaml")) + sorted((folder / language).glob("*.yaml")):
        if path.stem != "refusals":
            entries |= read_catalogue(path)  # English first, then this language over it
    refusals = folder / language / "refusals.yaml"
    sentences = read_catalogue(refusals) if refusals.is_file() else {}
    return Texts(language, entries, {code: str(sentence) for code, sentence in sentences.items()})


def _fill(text: str, params: Mapping[str, object]) -> Markup:
    return Markup(escape(text)).format(**params) if params else Markup(escape(text))  # noqa: S704 - escaped


def _weighed(part: str) -> tuple[float, str]:
    tag, _, quality = part.strip().lower().partition(";q=")
    try:
        return float(quality or 1), tag
    except ValueError:
        return 0.0, tag
