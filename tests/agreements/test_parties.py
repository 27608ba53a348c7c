"""A draft names its parties, and its clauses are read by these names."""

import pytest

from vetting.agreements.languages import tell_language
from vetting.agreements.parties import COMPANY, UN, find_parties
from vetting.agreements.words import find_words


def named(*clauses: str) -> dict[str, set[str]]:
    return {side: {" ".join(one) for one in names} for side, names in find_parties(clauses).items()}


def test_each_side_has_the_names_that_the_draft_gives_it() -> None:
    draft = 'The Bureau of Wells, an organ of the United Nations (the "Bureau", "WELLS"), and Arbor Data, Inc. ("Arbor").'
    assert named(draft) == {UN: {"bureau", "wells"}, COMPANY: {"arbor"}}


def test_we_and_you_go_with_the_names_beside_them() -> None:
    draft = 'The Commission on Rivers, an organ of the United Nations ("we"), and Skyhus AS ("the Company", "you"), agree.'
    assert named(draft) == {UN: {"we", "us", "our", "ours"}, COMPANY: {"company", "you", "your", "yours"}}


def test_you_are_the_other_side_where_only_we_are_explained() -> None:
    assert named('Orvanta Ltd ("Orvanta", "we") offers a service.')[UN] == {"you", "your", "yours"}
    assert named('A fund of the United Nations ("you").')[COMPANY] == {"we", "us", "our", "ours"}


def test_a_mark_that_stands_alone_is_no_word() -> None:
    words = [one.text for one in find_words("the \u30ab\uff9e \uff9f data")]
    assert (words, tell_language(words)) == (
        ["the", "\u30ab", "data"],
        tell_language(["the", "\u30ab", "data"]),
    )


def test_the_terms_of_a_platform_say_we_for_the_company() -> None:
    assert named("We may change the service that you use.") == {
        COMPANY: {"we", "us", "our", "ours"},
        UN: {"you", "your", "yours"},
    }


@pytest.mark.parametrize(
    "text",
    [
        "The parties agree.",
        "We agree.",
        'The seal (the "Seal") is blue.',
        "Arbor Ltd (“the one that keeps all the files”) signs.",
        "Arbor Ltd (2027) signs.",
        'Arbor Ltd ("the") signs.',
    ],
)
def test_what_is_no_name_of_a_party_is_none(text: str) -> None:
    assert named(text) == {}


def test_parties_are_named_at_the_beginning_only() -> None:
    assert named(*["1. Text."] * 40, 'Ibis Ltd ("Ibis") is a host.') == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The company may not use the data.", "en"),
        ("Les données ne sont pas vendues par la société.", "fr"),
        ("La empresa no vende los datos.", "es"),
        ("Поставщик хранит данные.", "ru"),
        ("公司不得使用数据。", "zh"),
        ("لا تستخدم الشركة البيانات", "ar"),
        ("Block storage, 12 discs", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_clause_is_told_by_its_small_words_or_its_script(text: str, language: str) -> None:
    assert tell_language(word.text for word in find_words(text)) == language
