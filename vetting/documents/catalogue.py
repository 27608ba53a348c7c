"""The fixed words of a record, by key and language.

A record stores keys, never sentences of its own; this is where they become sentences. Another
language is another file beside ``words/en.yaml`` with the same keys.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en",)

CHOSEN = frozenset({"one", "many", "item"})
"""The types of answers and columns that are chosen from words of the pack, which stand there without capitals."""


_SHORT = {"un": "UN", "dpo": "DPO", "ai": "AI", "mou": "MoU", "nhri": "NHRI", "usd": "US dollars"}
"""Short forms in codes, as people write them."""


class Words:
    """The words of one language: ``words("glance.title")``, ``words.count("limits.unknown", 3)``."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, /, **params: object) -> str:
        """The text of a key with its parameters; raises ``KeyError`` where the language lacks it."""
        return self._texts[key].format(**params) if params else self._texts[key]

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def count(self, key: str, count: int, /, **params: object) -> str:
        """The text of a key for one or for another number of things."""
        form = "one" if count == 1 else "other"
        return self(f"{key}.{form}", count=count, **params)

    def name(self, kind: str, code: str) -> str:
        """The name of a code, such as a level or a group; the code in plain letters where it has none."""
        known = self._texts.get(f"{kind}.{code}")
        return known if known is not None else to_label(code)

    def keys(self) -> frozenset[str]:
        """All keys, to compare two languages."""
        return frozenset(self._texts)


def to_label(code: str) -> str:
    """A code as words: ``civil_society`` becomes "Civil society", and ``un`` "UN"."""
    spaced = " ".join(_SHORT.get(one, one) for one in code.replace("_", " ").split(" ")).strip()
    return spaced[:1].upper() + spaced[1:]


@cache
def load_words(language: str = "en") -> Words:
    """The words of a language; English where there is no file for it."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    text = files("vetting.documents").joinpath("words", f"{chosen}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Words(chosen, dict(_flat(yaml.load(text, Loader=loader), "")))  # noqa: S506


def _flat(tree: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    """The leaves of nested keys, joined by dots."""
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        path = f"{prefix}{key}"
        found += _flat(value, f"{path}.") if isinstance(value, Mapping) else [(path, str(value))]
    return found
