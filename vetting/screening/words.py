"""What is known of words in names: which say little, which stand for each other, and how they are shortened.

Each table is a section of ``data/words.txt``, so that people can read and extend it.
"""

from functools import cache
from importlib import resources


def split_legal_form(words: list[str]) -> tuple[list[str], str]:
    """The words without their legal form, and that form's class; unchanged where nothing else would be left."""
    kept, found = list(words), ""
    for size in range(min(_LONGEST_FORM, len(words)), 0, -1):
        at = 0
        while at + size <= len(kept) and len(kept) > size:
            form = LEGAL_FORMS.get(" ".join(kept[at : at + size]))
            if form is None:
                at += 1
                continue
            found = found or form
            del kept[at : at + size]
    return kept, found


@cache
def _sections() -> dict[str, list[str]]:
    """The lines of each section of the table of words, without comments."""
    text = resources.files("vetting.screening").joinpath("data/words.txt").read_text("utf-8")
    sections: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections


def _words(section: str) -> frozenset[str]:
    return frozenset(" ".join(_sections()[section]).split())


def _pairs(section: str) -> dict[str, str]:
    rows = (line.split(": ", 1) for line in _sections()[section])
    return {form.strip(): key for key, forms in rows for form in forms.split(",")}


TITLES = _words("titles")
PARTICLES = _words("particles")
STOPWORDS = _words("stopwords")
COMMON_NAMES = _words("common names")
COMMON_WORDS = _words("common words")
NUMBERS = _pairs("numbers")
SAME_NAMES = {name: name for name in _pairs("same names").values()} | _pairs("same names")
ABBREVIATIONS = _pairs("abbreviations")
LEGAL_FORMS = _pairs("legal forms")
_LONGEST_FORM = max(len(form.split()) for form in LEGAL_FORMS)
