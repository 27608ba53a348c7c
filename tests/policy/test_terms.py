"""The rules of terms of a pack are read, tried and refused like the rest of it."""

from typing import Any

import pytest

from tests.policy.small_packs import changed, read, whole
from vetting.agreements.clauses import Paragraph, split_clauses
from vetting.agreements.terms import suggest_terms
from vetting.domain.clause_links import Says
from vetting.policy.load import find_pack, load_pack

RULE: dict[str, Any] = {
    "criterion": "INT-01",
    "says": "answers",
    "about": "Names need consent.",
    "find": {"en": ["consent + name"], "fr": ["accord + nom"]},
    "unless": {"en": ["deemed"]},
    "fires": "No name without consent.",
    "silent": "Consent to the name is deemed given.",
}


def said(**changes: Any) -> list[str]:
    rule = {key: value for key, value in (RULE | changes).items() if value is not None}
    _, faults = read(changed(whole(), ("terms.yaml",), {"consent": rule}))
    return [f"{fault.what}. {fault.how}" for fault in faults]


def test_a_rule_is_read_with_its_words_in_each_language() -> None:
    pack, faults = read(changed(whole(), ("terms.yaml",), {"consent": RULE}))
    assert faults == []
    (rule,) = pack.terms
    assert (rule.id, rule.criterion, rule.says, rule.about) == (
        "consent",
        "INT-01",
        Says.ANSWERS,
        "Names need consent.",
    )
    assert [(language, pattern.text) for language, pattern in rule.find] == [
        ("en", "consent + name"),
        ("fr", "accord + nom"),
    ]


def test_a_pack_does_without_rules_of_terms() -> None:
    assert read(whole())[0].terms == ()


def test_another_rule_makes_another_pack() -> None:
    assert read(whole())[0].hash != read(changed(whole(), ("terms.yaml",), {"consent": RULE}))[0].hash


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"criterion": "INT-99"}, "consent: the criterion INT-99 is not known. Use an id that the pack has"),
        ({"says": "absent"}, "'absent' is not known here. Use answers, contradicts"),
        ({"find": {"de": ["Name"]}}, "de is not known here. Use ar, zh, en, fr, ru, es"),
        (
            {"fires": "Nothing."},
            "consent does not fire on its own sentence. Change the words or the sentence",
        ),
        (
            {"silent": "No name without consent."},
            "consent fires where it should keep silent. Change the words or the sentence",
        ),
        ({"silent": None}, "consent has an exception and no sentence for it. Add silent"),
        ({"unless": None}, "consent fires where it should keep silent. Change the words or the sentence"),
        ({"fires": None}, "fires is missing. Add fires"),
    ],
)
def test_each_fault_of_a_rule_has_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert said(**changes) == [sentence]


def test_words_that_are_no_pattern_are_a_fault_where_they_stand() -> None:
    (sentence,) = said(find={"en": ["a + "]})
    assert sentence.startswith("'a + ': '' holds no words; write words")


def test_the_default_pack_looks_for_terms_in_six_languages() -> None:
    terms = load_pack(find_pack("un-default")).terms
    assert {language for rule in terms for language, _ in rule.find} == {"ar", "zh", "en", "fr", "ru", "es"}
    assert {rule.criterion for rule in terms} >= {f"TRM-{number:02}" for number in range(2, 16)}


AS_SHOWN = "Write it as the README of the pack shows"


def vocabulary(**words: Any) -> list[str]:
    rule = RULE | {"find": {"en": ["$agree + $title"]}}
    _, faults = read(
        changed(changed(whole(), ("terms.yaml",), {"consent": rule}), ("vocabulary.yaml",), words)
    )
    return [f"{fault.where}: {fault.what}. {fault.how}" for fault in faults]


GATHERED: dict[str, Any] = {
    "agree": {"en": "consent|approval"},
    "title": {"en": "$agree|name", "fr": "nom"},
}


def test_a_pattern_names_words_that_the_vocabulary_gathers() -> None:
    assert vocabulary(**GATHERED) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"title": {"de": "Name"}} | {"agree": GATHERED["agree"]},
            "vocabulary.yaml: de is not known here. Use ar, zh, en, fr, ru, es",
        ),
        (
            {**GATHERED, "spare": {"en": "rest"}},
            "vocabulary.yaml: no rule uses $spare. Use it in terms.yaml or remove it",
        ),
        (
            {**GATHERED, "agree": {"en": "con,sent"}},
            f"vocabulary.yaml: 'agree': 'con,sent' holds no words; write words, with * at an end only. {AS_SHOWN}",
        ),
        (
            {"title": {"en": "name"}},
            f"terms.yaml: '$agree + $title': $agree is not in the vocabulary of this language. {AS_SHOWN}",
        ),
    ],
)
def test_each_fault_of_a_vocabulary_has_a_sentence(words: dict[str, Any], sentence: str) -> None:
    assert sentence in vocabulary(**words)


def test_a_pack_without_rules_needs_no_words() -> None:
    pack, faults = read(changed(whole(), ("vocabulary.yaml",), {"agree": {"en": "consent"}}))
    assert (faults, pack.terms) == ([], ())


def test_the_words_of_a_party_stand_for_the_names_that_a_draft_gives_it() -> None:
    rule = RULE | {
        "find": {"en": ["$company > keeps"]},
        "unless": None,
        "silent": None,
        "fires": "The supplier keeps it.",
    }
    files = changed(whole(), ("terms.yaml",), {"kept": {key: one for key, one in rule.items() if one}})
    pack, faults = read(changed(files, ("vocabulary.yaml",), {"company": {"en": "supplier"}}))
    assert faults == []
    draft = [
        'Between the Fund for Wells and Arbor Data, Inc. ("Arbor").',
        "1. Arbor keeps the file.",
        "2. Ibis keeps it.",
    ]
    found = suggest_terms(split_clauses([Paragraph(line) for line in draft]), pack.terms)
    assert [one.clause for one in found] == ["1"]
