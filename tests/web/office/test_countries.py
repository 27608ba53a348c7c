"""Countries that people type: kept as codes, and refused where screening could not read them."""

import pytest

from vetting.web.frame import Form
from vetting.web.office.countries import countries_of, country_of


@pytest.mark.parametrize(
    ("typed", "code"),
    [("ke", "KE"), (" Kenya ", "KE"), ("Iran (Islamic Republic of)", "IR"), ("001", "001"), ("", "")],
)
def test_a_country_is_typed_as_code_or_name_and_kept_as_code(typed: str, code: str) -> None:
    form = Form({"country": [typed]})
    assert (country_of(form, "country"), form.errors) == (code, {})


def test_countries_stand_with_blanks_or_commas_between_them() -> None:
    form = Form({"countries": ["ke, tz  Peru 001"]})
    assert (countries_of(form, "countries"), form.errors) == (["KE", "TZ", "PE", "001"], {})


def test_what_names_no_country_is_refused_by_name() -> None:
    form = Form({"countries": ["KE Atlantis 12"], "country": ["zz"]})
    countries_of(form, "countries")
    country_of(form, "country")
    assert form.errors == {
        "countries": "Atlantis, 12: no country has this code or name. Write its two letters, such as KE; "
        "001 stands for the world.",
        "country": "zz: no country has this code or name. Write its two letters, such as KE, or its name.",
    }
