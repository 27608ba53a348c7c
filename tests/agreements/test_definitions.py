import pytest

from vetting.agreements.clauses import Clause, Paragraph, split_clauses
from vetting.agreements.definitions import find_lead_ins, find_meanings
from vetting.agreements.patterns import parse_pattern
from vetting.agreements.terms import Suggestion, TermRule, suggest_terms
from vetting.domain.clause_links import Says

LOSS = TermRule(
    "loss-told", "PDT-18", Says.ANSWERS, "A loss is told.", (("en", parse_pattern("loss + tell|tells")),)
)
NO_SALE = TermRule(
    "not-sold", "PDT-15", Says.ANSWERS, "Data are not sold.", (("en", parse_pattern("not > sell + data")),)
)
OVER_RIGHTS = TermRule(
    "rights", "TRM-10", Says.ANSWERS, "Rights end it.", (("en", parse_pattern("rights + terminate")),)
)


def clauses(*lines: str) -> list[Clause]:
    return split_clauses(Paragraph(line) for line in lines)


def found(rule: TermRule, *lines: str) -> list[Suggestion]:
    return [one for one in suggest_terms(clauses(*lines), [rule]) if one.says is not Says.ABSENT]


@pytest.mark.parametrize(
    "defined",
    [
        'In this Agreement "Mishap" means the loss of a file.',
        "The Company answers for each loss of a file (a “Mishap”).",
        '"Mishaps" are the loss or theft of files.',
    ],
)
def test_a_term_that_the_draft_defines_is_read_as_what_it_stands_for(defined: str) -> None:
    told = found(LOSS, f"1.1 {defined}", "2.1 The Company shall tell the Office of each Mishap.")
    assert [(one.clause, [word.text for word in one.words]) for one in told] == [("2.1", ["tell", "Mishap"])]


def test_a_term_whose_words_the_rules_know_means_what_it_says() -> None:
    draft = clauses('1.1 "Data" means any loss.', "2.1 The Company tells of data.")
    assert find_meanings(draft, {"data"}) == {}
    assert found(NO_SALE, '1.1 "Sell" means data.', "2.1 The Company does not sell sell.") == []


@pytest.mark.parametrize(
    ("text", "phrase", "words"),
    [
        ("« Résultats » désigne les rapports du projet.", ("resultats",), {"rapports", "projet"}),
        ("«Fuga» significa pérdida.", ("fuga",), {"perdida"}),
        ("«Утечка» означает потерю записей.", ("утечка",), {"потерю", "записеи"}),
        ("“泄露”是指丢失。", ("泄", "露"), {"丢", "失"}),
    ],
)
def test_a_definition_is_read_in_other_languages(text: str, phrase: tuple[str, ...], words: set[str]) -> None:
    assert find_meanings(clauses(f"1.1 {text}"))[phrase] == words


def test_a_phrase_of_more_than_four_words_is_no_term() -> None:
    assert find_meanings(clauses('1.1 "All that a person may say" means speech.')) == {}


def test_a_clause_that_is_cited_stands_for_what_its_heading_says() -> None:
    draft = (
        "5. Human rights",
        "5.1 The Company acts with care.",
        "9.1 A breach of clause 5 lets the Office terminate.",
    )
    assert [(one.clause, [word.text for word in one.words]) for one in found(OVER_RIGHTS, *draft)] == [
        ("9.1", ["clause 5", "terminate"])
    ]


def test_a_clause_that_is_not_there_stands_for_nothing() -> None:
    assert find_meanings(clauses("9.1 A breach of clause 77 ends it.")) == {}


def test_an_item_of_a_list_is_read_with_the_sentence_before_the_list() -> None:
    draft = (
        "4.1 The parties meet each month. The Company shall not:",
        "(a) sell the data; or",
        "(b) paint the walls.",
    )
    assert find_lead_ins(clauses(*draft)) == {
        "4.1(a)": "The Company shall not:",
        "4.1(b)": "The Company shall not:",
    }
    (told,) = found(NO_SALE, *draft)
    assert (told.clause, [word.text for word in told.words]) == ("4.1(a)", ["sell", "data"])


def test_words_that_all_stand_in_the_lead_in_say_nothing_of_the_item() -> None:
    assert {
        one.clause for one in found(NO_SALE, "4.1 The Company shall not sell data and:", "(a) sings.")
    } == {"4.1"}


def test_an_item_below_an_item_is_read_with_both() -> None:
    lists = find_lead_ins(clauses("4.1 The Company shall:", "(a) never:", "(i) sell data."))
    assert lists["4.1(a)(i)"] == "The Company shall: never:"


def test_a_sentence_that_ends_leads_into_nothing() -> None:
    assert find_lead_ins(clauses("4.1 The Company sings.", "(a) sell data.")) == {}


def test_each_definition_of_a_clause_is_read() -> None:
    told = find_meanings(
        clauses('1.1 "Mishap" means any loss of records. "Tool" means the software of the Company.')
    )
    assert told["mishap",] == {"loss", "records"}
    assert told["tool",] == {"software", "company"}


def test_a_clause_as_long_as_a_draft_is_read_at_once() -> None:
    long = Clause("1", "1", "", "the parties agree " * 100_000 + '(the "Logs")')
    assert find_meanings([long])["logs",] == {"parties", "agree"}
