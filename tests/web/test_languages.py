"""Texts in six languages: plural forms, direction, escaping; and the check that keeps them complete."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from markupsafe import Markup

from tools.languages import ROOT, find_faults
from vetting.domain.errors import Refusal
from vetting.web.frame.environment import make_environment
from vetting.web.frame.languages import LANGUAGES, Texts, choose_language, load_languages

FOXES: dict[str, dict[str, str]] = {
    "en": {"one": "{count} fox", "other": "{count} foxes"},
    "ru": {"one": "{count} лиса", "few": "{count} лисы", "many": "{count} лис"},
    "ar": {
        "zero": "لا ثعالب",
        "one": "ثعلب",
        "two": "ثعلبان",
        "few": "{count} ثعالب",
        "many": "{count} ثعلبًا",
        "other": "{count} ثعلب",
    },
}


def texts(language: str, **entries: str | dict[str, str]) -> Texts:
    return Texts(language, entries, {})


def test_the_catalogues_are_complete_in_six_languages() -> None:
    assert list(find_faults(ROOT)) == []


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 fox"),
        ("en", 0, "0 foxes"),
        ("ru", 21, "21 лиса"),
        ("ru", 3, "3 лисы"),
        ("ru", 11, "11 лис"),
        ("ar", 2, "ثعلبان"),
        ("ar", 5, "5 ثعالب"),
        ("ar", 100, "100 ثعلب"),
    ],
)
def test_a_number_takes_its_plural_form(language: str, number: int, said: str) -> None:
    assert texts(language, foxes=FOXES[language]).count("foxes", number) == said


def test_a_parameter_is_escaped_unless_it_is_markup() -> None:
    said = texts("en", greeting="Hello {name} & co").say("greeting", name="<b>x</b>")
    assert said == Markup("Hello &lt;b&gt;x&lt;/b&gt; &amp; co")
    assert texts("en", greeting="{name}").say("greeting", name=Markup("<bdi>x</bdi>")) == "<bdi>x</bdi>"


def test_a_key_or_parameter_that_is_not_there_is_an_error_and_never_a_blank() -> None:
    some = texts("en", greeting="Hello {name}", foxes=FOXES["en"])
    with pytest.raises(KeyError):
        some.say("nothing")
    with pytest.raises(KeyError):
        some.say("greeting", other=1)
    with pytest.raises(KeyError):
        some.say("foxes")
    with pytest.raises(KeyError):
        some.count("greeting", 1)


def test_a_refusal_without_a_translation_is_said_in_english() -> None:
    french = load_languages(ROOT / "languages")["fr"]
    assert french.refusal(Refusal("page_not_found")).startswith("Il n’y a pas de page")
    assert french.refusal(Refusal("password_length", {"least": 12, "most": 200})).startswith(
        "A password here has 12"
    )


@pytest.mark.parametrize("accepted", [None, "", ";;;", "tlh", "q=1", "," * 300])
def test_what_no_browser_should_ask_for_leads_to_english(accepted: str | None) -> None:
    assert choose_language(accepted) == "en"


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("fr/frame.yaml", "", "fr/frame.yaml: frame.name is missing."),
        ("fr/frame.yaml", "frame.odd: x", "fr/frame.yaml: frame.odd is in no English catalogue."),
        ("fr/frame.yaml", 'frame.name: " "', "fr/frame.yaml: frame.name is empty."),
        (
            "fr/frame.yaml",
            "paging.where: Page",
            "fr/frame.yaml: paging.where has other parameters than in English: page, pages.",
        ),
        (
            "fr/frame.yaml",
            "frame.name:\n  one: x",
            "fr/frame.yaml: frame.name has plural forms in one language alone.",
        ),
        ("en/foxes.yaml", "foxes:\n  one: x", "en/foxes.yaml: foxes has no plural form 'other'."),
        ("ar/refusals.yaml", "no_such_code: x", "ar/refusals.yaml: no_such_code is no refusal."),
        ("ar/refusals.yaml", "", "ar/refusals.yaml: page_not_found is in some languages alone."),
    ],
)
def test_a_gap_between_the_languages_is_named(tmp_path: Path, path: str, text: str, fault: str) -> None:
    shutil.copytree(ROOT / "languages", tmp_path / "languages")
    (tmp_path / "languages" / path).write_text(text, encoding="utf-8")
    assert fault in list(find_faults(tmp_path))


def test_a_template_that_uses_an_unknown_key_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "languages", tmp_path / "languages")
    (tmp_path / "odd.html").write_text('{{ t("frame.odd") }}{{ n("frame.more", 2) }}', encoding="utf-8")
    faults = list(find_faults(tmp_path))
    assert faults == [
        "odd.html: the key frame.more is in no English catalogue.",
        "odd.html: the key frame.odd is in no English catalogue.",
    ]


def test_each_language_has_its_direction_and_its_dates() -> None:
    languages = load_languages(ROOT / "languages")
    assert {code: languages[code].direction for code in LANGUAGES} == {
        "en": "ltr",
        "fr": "ltr",
        "es": "ltr",
        "ru": "ltr",
        "zh": "ltr",
        "ar": "rtl",
    }
    assert str(languages["en"].locale) == "en_GB"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1 February 2027, 07:46 UTC"),
        ("fr", "1 février 2027, 07:46 UTC"),
        ("es", "1 de febrero de 2027, 07:46 UTC"),
        ("ru", "1 февраля 2027 г., 07:46 UTC"),
        ("zh", "2027年2月1日 07:46 UTC"),
        ("ar", "1 فبراير 2027، 07:46 UTC"),
    ],
)
def test_a_moment_is_written_as_its_language_writes_it(language: str, said: str) -> None:
    written = filled(language, "{{ at|moment }}", at=datetime(2027, 2, 1, 7, 46, tzinfo=UTC))
    assert " ".join(written.split()) == said  # its spaces may keep words together


def test_a_language_is_named_in_the_language_of_the_reader() -> None:
    assert filled("en", "{{ 'sw'|language }}, {{ 'tlh-x'|language }}") == "Swahili, tlh-x"
    assert filled("fr", "{{ 'sw'|language }}") == "swahili"


def test_a_country_is_named_with_its_code_and_a_region_without() -> None:
    assert (
        filled("fr", "{{ ['KE', '001', 'XX', None]|map('country')|join('; ') }}") == "Kenya (KE); Monde; XX; "
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not given"),
        (False, "no"),
        (["defer", "refuse"], "defer, refuse"),
        ([], "none"),
        ({"COI-02": "unknown", "INT-01": True}, "COI-02: unknown; INT-01: yes"),
        ({}, "none"),
        (4, "4"),
    ],
)
def test_a_value_of_the_log_is_told_in_words(value: object, said: str) -> None:
    assert filled("en", "{{ value|plain }}", value=value) == said


def filled(language: str, template: str, **values: object) -> str:
    """What a template of the public surface says in a language."""
    texts = load_languages(ROOT / "languages")[language]
    return make_environment(ROOT, "public").from_string(template).render(texts=texts, **values)


def test_a_label_before_foreign_text_keeps_the_direction_of_its_page() -> None:
    """``dir="auto"`` would let the first letter turn the whole line, and its last stop to the wrong side."""
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "public").glob("*.html")]
    assert [found for page in pages for found in re.findall(r'dir="auto">\{\{ (?:t|label)\(.*', page)] == []
