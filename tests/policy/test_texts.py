"""Texts of a pack in other languages: counted, complete where a language is declared, and never in the way before."""

from typing import Any

import pytest

from tests.policy.small_packs import Files, read, whole
from vetting.policy.load import find_pack, load_pack
from vetting.policy.texts import LANGUAGES, count_texts, own_texts, text_in

HOW = "Translate them, or do not declare the language."


def with_texts(language: str, texts: Any, *declared: str) -> Files:
    content = {**whole(), f"texts/{language}.yaml": texts}
    content["pack.yaml"]["languages"] = ["en", *declared]
    return content


def said(content: Files) -> list[str]:
    return [str(fault) for fault in read(content)[1]]


def test_the_texts_of_a_pack_are_its_own_words_by_key() -> None:
    texts = own_texts(read(whole())[0])
    assert texts["INT-01.question"] == "What of INT-01?"
    assert texts["conditions.care.text"] == "stated"
    assert (texts["lists.groups.children"], texts["stages.intake"]) == ("Children", "Intake")
    assert (texts["because.joined#1"], texts["because.admissible#1"]) == ("both", "stopped")
    assert (texts["title"], texts["statement"]) == ("A small pack", "The level is no rating.")


def test_a_language_that_is_begun_is_counted_and_no_fault() -> None:
    pack, faults = read(with_texts("fr", {"INT-01.question": "Quoi ?"}))
    whole_count = len(own_texts(pack))
    assert faults == []
    assert count_texts(pack) == {
        **dict.fromkeys(LANGUAGES, (0, whole_count)),
        "en": (whole_count, whole_count),
        "fr": (1, whole_count),
    }
    assert text_in(pack, "fr", "INT-01.question") == "Quoi ?"
    assert text_in(pack, "fr", "INT-02.question") == "What of INT-02?"
    with pytest.raises(KeyError):
        text_in(pack, "fr", "INT-99.question")


def test_a_declared_language_is_complete_or_the_pack_is_refused() -> None:
    every = own_texts(read(whole())[0])
    assert said(with_texts("es", {key: f"es: {text}" for key, text in every.items()}, "es")) == []
    del every["INT-02.guidance"]
    assert said(with_texts("es", every, "es")) == [
        f"pack.yaml, line 1 (languages[1]): es lacks 1 of {len(every) + 1} texts, the first INT-02.guidance. {HOW}"
    ]


def test_keys_and_languages_that_are_not_known_are_named() -> None:
    assert said(with_texts("fr", {"INT-99.question": "Quoi ?"})) == [
        "texts/fr.yaml, line 1 (INT-99.question): INT-99.question names no text of the pack. Use the key of a text that it has."
    ]
    for language in ("xx", "en"):
        assert said(with_texts(language, {})) == [
            f"texts/{language}.yaml, line 1: {language} is no language of translation here. Use ar, zh, fr, ru or es."
        ]
    assert said(with_texts("fr", {}, "xx")) == [
        "pack.yaml, line 1 (languages[1]): xx is none of the languages. Declare ar, zh, en, fr, ru or es."
    ]
    assert said(with_texts("fr", {"INT-01.question": ""})) == [
        "texts/fr.yaml, line 1 (INT-01.question): '' stands where a text is expected. Write a text."
    ]


def test_the_default_pack_speaks_english_whole_and_titles_of_lists_too() -> None:
    pack = load_pack(find_pack("un-default"))
    assert own_texts(pack)["lists.rights.life"] == "Life"
    assert count_texts(pack)["en"] == (1032, 1032)
    assert own_texts(pack)["because.light_depth#1"] == "nothing is announced or promised"


def test_an_item_without_a_title_has_nothing_to_translate() -> None:
    content = whole()
    content["lists.yaml"]["shades"] = {"red": ["dark", "light"], "blue": {"title": "Blue"}}
    texts = own_texts(read(content)[0])
    assert [key for key in texts if key.startswith("lists.shades")] == ["lists.shades.blue"]
