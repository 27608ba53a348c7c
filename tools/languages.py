"""Compares the catalogues of texts: public pages are complete in six languages, or this says what is missing."""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from babel import Locale

from vetting.domain.sentences import ENGLISH
from vetting.web.frame.languages import LANGUAGES, Entry, read_catalogue

ROOT = Path(__file__).resolve().parent.parent / "templates"
STAFF_TOPICS = frozenset({"office", "audit"})  # pages in English alone
REFUSALS = "refusals"
KEY = re.compile(r"""\b[tn]\(\s*["']([\w.]+)["']\s*[,)]""")


def main() -> int:
    """Print every fault, and return 1 where there is one."""
    faults = list(find_faults(ROOT))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def find_faults(templates: Path) -> Iterator[str]:
    """Give a sentence for each text that is missing, superfluous or unlike its English one."""
    folder = templates / "languages"
    texts: dict[str, Entry] = {}
    for path in sorted((folder / "en").glob("*.yaml")):
        english = read_catalogue(path)
        texts |= english
        yield from _compare(path, english, path.relative_to(folder), "en")
        if path.stem not in STAFF_TOPICS:
            for language in LANGUAGES[1:]:
                place = Path(language) / path.name
                yield from _compare(folder / place, english, place, language)
    for language in LANGUAGES[1:]:
        yield from _compare_refusals(folder, language)
    yield from find_unknown_keys(templates, texts)


def find_unknown_keys(templates: Path, texts: Mapping[str, Entry]) -> Iterator[str]:
    """Give a sentence for each key that a template uses and no English catalogue has."""
    for path in sorted(templates.rglob("*.html")):
        for key in sorted(set(KEY.findall(path.read_text(encoding="utf-8"))) - set(texts)):
            yield f"{path.relative_to(templates)}: the key {key} is in no English catalogue."


def _compare(path: Path, english: Mapping[str, Entry], place: Path, language: str) -> Iterator[str]:
    own = read_catalogue(path) if path.is_file() else {}
    for key in sorted(set(english) - set(own)):
        yield f"{place}: {key} is missing."
    for key in sorted(set(own) - set(english)):
        yield f"{place}: {key} is in no English catalogue."
    for key in sorted(set(own) & set(english)):
        yield from (f"{place}: {key} {fault}" for fault in _faults_of(own[key], english[key], language))


def _compare_refusals(folder: Path, language: str) -> Iterator[str]:
    first = read_catalogue(folder / LANGUAGES[1] / f"{REFUSALS}.yaml")
    place = Path(language) / f"{REFUSALS}.yaml"
    own = read_catalogue(folder / place)
    for code in sorted(set(first) ^ set(own)):
        yield f"{place}: {code} is in some languages alone."
    for code in sorted(set(own) - set(ENGLISH)):
        yield f"{place}: {code} is no refusal."
    for code in sorted(set(own) & set(ENGLISH)):
        yield from (f"{place}: {code} {fault}" for fault in _faults_of(own[code], ENGLISH[code], language))


def _faults_of(own: Entry, english: Entry, language: str) -> Iterator[str]:
    if isinstance(own, str) is not isinstance(english, str):
        yield "has plural forms in one language alone."
        return
    forms = {"": own} if isinstance(own, str) else dict(own)
    if not isinstance(own, str):
        for form in sorted(_plural_forms(language) - set(own)):
            yield f"has no plural form '{form}'."
    known = _parameters(english) | {"count"}
    for form, text in forms.items():
        if not text.strip():
            yield f"{form} is empty.".lstrip()
        if unlike := sorted(_parameters(text) - known) or sorted(
            _parameters(english) - {"count"} - _parameters(text)
        ):
            yield f"{form} has other parameters than in English: {', '.join(unlike)}.".lstrip()


def _plural_forms(language: str) -> set[str]:
    plural = Locale.parse(language).plural_form
    return {plural(number) for number in range(200)}


def _parameters(entry: Entry) -> set[str]:
    texts = [entry] if isinstance(entry, str) else list(entry.values())
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


if __name__ == "__main__":
    sys.exit(main())
