"""Rules of terms find words near each other, and say which."""

from dataclasses import replace

import pytest

from vetting.agreements.clauses import Clause, Paragraph, split_clauses
from vetting.agreements.index import Text
from vetting.agreements.patterns import PatternFault, parse_pattern
from vetting.agreements.terms import MatchedWords, Suggestion, TermRule, suggest_terms
from vetting.domain.clause_links import Says


def holds(pattern: str, *clauses: str) -> list[int]:
    return [one.clause for one in Text(clauses).find(parse_pattern(pattern))]


@pytest.mark.parametrize(
    ("pattern", "text", "is_there"),
    [
        ("prior written consent", "with the prior written consent of the UN", True),
        ("prior written consent", "written consent given prior", False),
        ("consent + name|emblem @6", "the emblem is used with consent", True),
        ("consent + name|emblem @3", "the emblem is used with consent", False),
        ("exclusiv*", "on an EXCLUSIVE basis", True),
        ("*exclusive", "a nonexclusive right", True),
        ("*clusiv*", "a nonexclusive right", True),
        ("non-exclusive", "a non-exclusive right", True),
        ("données", "des DONNEES personnelles", True),
        ("独家", "乙方享有独家权利", True),
        ("独家 + 权利 @8", "乙方享有独家的权利", True),
        ("персональн* данн*", "Персональные данные хранятся", True),
        ("*حصري*", "حقوقا حصرية للشركة", True),
        ("بيانات", "وتحفظ الشركة بالبيانات وللمستخدم رأيه", True),
        ("مستخدم", "وتحفظ الشركة بالبيانات وللمستخدم رأيه", True),
        ("consent", "", False),
        ("may > use", "the firm may use it", True),
        ("may > use", "use it as the firm may", False),
        ("may > use ! not", "the firm may not use it", False),
        ("may > use ! not", "The firm may use it. It may not sell it.", True),
        ("use ! not", "The firm may use it; it may not sell it.", True),
        ("use + use", "of use", False),
        ("use + use", "to use the use", True),
    ],
)
def test_a_pattern_finds_words_near_each_other(pattern: str, text: str, is_there: bool) -> None:  # noqa: FBT001
    assert bool(holds(pattern, text)) is is_there


def test_words_of_two_clauses_are_not_near_each_other() -> None:
    assert holds("consent + emblem", "The emblem is kept.", "Consent is given.") == []


@pytest.mark.parametrize(
    "pattern",
    ["", "a + ", "a|", "con*sent", "a @0", "a @99", "one, two", "*", "$name", "a ! ", "# a", "a > $name"],
)
def test_a_pattern_without_words_is_refused_with_its_text(pattern: str) -> None:
    with pytest.raises(PatternFault) as refused:
        parse_pattern(pattern)
    assert repr(pattern) in str(refused.value)


def rule(
    find: str, *unless: str, says: Says = Says.ANSWERS, criterion: str = "TRM-05", ident: str = "consent"
) -> TermRule:
    barred = tuple(("en", parse_pattern(one)) for one in unless)
    return TermRule(ident, criterion, says, "About it", (("en", parse_pattern(find)),), barred)


def clauses(*lines: str) -> list[Clause]:
    return split_clauses([Paragraph(line) for line in lines])


def test_a_suggestion_shows_the_matched_words_where_they_stand() -> None:
    (found,) = suggest_terms(clauses("7.1 No use of the emblem without consent."), [rule("consent + emblem")])
    words = (MatchedWords(14, 20, "emblem"), MatchedWords(29, 36, "consent"))
    assert found == Suggestion("TRM-05", Says.ANSWERS, "7.1", "consent", "en", words, weight=2)


def test_a_word_of_the_same_sentence_can_make_a_rule_silent() -> None:
    draft = clauses("1. Consent is deemed given. Other uses need consent.", "2. Consent is deemed given.")
    assert [one.clause for one in suggest_terms(draft, [rule("consent", "deemed")])] == ["1"]


def test_a_criterion_that_no_rule_finds_is_told_as_absent() -> None:
    draft = clauses("AUDIT OF CONSENT", "1. Nothing of the kind stands here.")
    assert suggest_terms(draft, [rule("consent"), rule("audit", ident="audit")]) == [
        Suggestion("TRM-05", Says.ABSENT)
    ]


def test_suggestions_stand_by_criterion_then_by_clause() -> None:
    rules = [rule("b", criterion="TRM-07", ident="b"), rule("a"), rule("b", says=Says.CONTRADICTS, ident="c")]
    found = suggest_terms(clauses("1. b here.", "2. a here and a there."), rules)
    assert [(one.criterion, one.says.value, one.clause) for one in found] == [
        ("TRM-07", "answers", "1"),
        ("TRM-05", "contradicts", "1"),
        ("TRM-05", "answers", "2"),
    ]


def test_a_heading_above_a_clause_or_at_its_beginning_is_evidence() -> None:
    draft = clauses("4. Audit and law", "4.1 We look.", "5. Law", "5.1 Audits. We look.", "5.2 We look.")
    assert [one.clause for one in suggest_terms(draft, [rule("look # audit*")])] == ["4.1", "5.1"]


def test_a_heading_of_two_words_stands_as_they_are_written() -> None:
    draft = clauses("4. Exit plan", "4.1 We leave.", "5. Plan of the exit", "5.1 We leave.")
    assert [one.clause for one in suggest_terms(draft, [rule("leave # exit plan")])] == ["4.1"]
    assert [one.clause for one in suggest_terms(draft, [rule("leave # *it plan")])] == ["4.1"]
    assert [one.clause for one in suggest_terms(draft, [rule("leave # *xi* *la*")])] == ["4.1"]


def plain(find: str, also: str) -> TermRule:
    return replace(rule(find), also=(("en", parse_pattern(also)),))


def test_what_plain_words_alone_say_is_left_out_where_another_clause_is_far_clearer() -> None:
    draft = clauses("1. We agree.", "2. Consent, approval and leave; we agree.", "3. We agree on consent.")
    clear = TermRule(
        "clear",
        "TRM-05",
        Says.ANSWERS,
        "",
        (("en", parse_pattern("approval")), ("en", parse_pattern("leave"))),
    )
    found = suggest_terms(draft, [plain("consent", "agree"), clear])
    assert [(one.clause, one.rule, one.weight) for one in found] == [
        ("2", "clear", 4),
        ("2", "consent", 3),
        ("3", "consent", 3),
    ]


def test_plain_words_are_enough_where_nothing_is_clearer() -> None:
    (found,) = suggest_terms(clauses("1. We agree."), [plain("consent", "agree")])
    assert (found.clause, found.weight, [word.text for word in found.words]) == ("1", 1, ["agree"])


def test_words_of_one_language_are_not_read_in_a_clause_of_another() -> None:
    spanish = replace(rule("no"), find=(("es", parse_pattern("no + empresa")),))
    draft = clauses(
        "1. There is no empresa in the text of the agreement.", "2. La empresa no guarda los datos."
    )
    assert [one.clause for one in suggest_terms(draft, [spanish])] == ["2"]


def test_words_that_silence_a_rule_count_in_their_language_only() -> None:
    barred = replace(rule("emblem"), unless=(("es", parse_pattern("no")),))
    assert [one.clause for one in suggest_terms(clauses("1. There is no use of the emblem."), [barred])] == [
        "1"
    ]
