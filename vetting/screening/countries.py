"""Countries as lists and offices write them, read as ISO 3166-1 codes.

>>> to_code("Iran (Islamic Republic of)"), to_code("IR"), to_code("somewhere")
('ir', 'ir', None)
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources


def to_code(text: str) -> str | None:
    """The two-letter code of a country's name or code; None where it is not known."""
    return _codes().get(_simplify(text))


def to_codes(texts: Iterable[str]) -> tuple[str, ...]:
    """The codes of those texts that name a country, each once, in the order given."""
    found = (to_code(text) for text in texts)
    return tuple(dict.fromkeys(code for code in found if code))


@cache
def _codes() -> dict[str, str]:
    table = resources.files("vetting.screening").joinpath("data/countries.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {_simplify(name): code for code, *names in rows for name in (code, *names)}


def _simplify(text: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.sub(r"[^a-z]+", " ", bare.casefold()).strip()
