"""Countries as people type them into a form, kept as codes: one that screening cannot read would search without it."""

from vetting.screening.countries import to_code
from vetting.web.frame import Form

WORLD = "001"
_HOW = "Write its two letters, such as KE"


def country_of(form: Form, name: str) -> str:
    """The code of the country in a field, typed as code or name; blank where it is blank."""
    typed = form.text(name, longest=100)
    return _codes(form, name, [typed], f"{_HOW}, or its name.")[0] if typed else ""


def countries_of(form: Form, name: str) -> list[str]:
    """The codes of the countries in a field, with blanks or commas between them."""
    typed = form.text(name, longest=1000).replace(",", " ").split()
    return _codes(form, name, typed, f"{_HOW}; 001 stands for the world.")


def _codes(form: Form, name: str, typed: list[str], how: str) -> list[str]:
    codes = [WORLD if one == WORLD else (to_code(one) or "").upper() for one in typed]
    if unknown := [one for one, code in zip(typed, codes, strict=True) if not code]:
        form.refuse(name, f"{', '.join(unknown)}: no country has this code or name. {how}")
    return codes
