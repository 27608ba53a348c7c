"""The view: every section present in its order, empty ones with a sentence that says so."""

from datetime import date
from typing import Any

import pytest

from tests import factories as scenes
from vetting.documents.blocks import (
    Block,
    Callout,
    Column,
    Facts,
    Figure,
    Heading,
    Items,
    Line,
    Paragraph,
    Table,
)
from vetting.documents.schema import find_schema_faults
from vetting.documents.sections import ANNEXES, BODY, NUMBERS
from vetting.documents.view import SHOW, build_view
from vetting.domain.dossier import Dossier
from vetting.domain.interests import DeclarationFields
from vetting.domain.replies import ReplyState
from vetting.domain.signatures import SignatureKind, VoidedSignatureFields
from vetting.domain.waiting_acts import WaitingActFields

EMPTY = Dossier(case=scenes.a_case())


def _text(line: Line) -> str:
    return "".join(span.text for span in line)


def _texts(block: Block) -> list[str]:
    """Every text of a block, in order."""
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Paragraph):
        return [_text(block.line)]
    if isinstance(block, Items):
        return [_text(line) for line in block.lines]
    if isinstance(block, Callout):
        return [block.label, block.title, *map(_text, block.lines)]
    if isinstance(block, Figure):
        return [block.description]
    if isinstance(block, Facts):
        return [text for name, cell in block.pairs for text in (name, *map(_text, cell))]
    rows = [text for row in block.rows for cell in row for text in map(_text, cell)]
    return [*(column.title for column in block.columns), *rows]


def _section(record: dict[str, Any], key: str) -> list[str]:
    section = next(one for one in build_view(record).sections if one.key == key)
    return [text for block in section.blocks for text in _texts(block)]


def _glance(record: dict[str, Any]) -> dict[str, str]:
    facts = next(one for one in build_view(record).glance if isinstance(one, Facts))
    return {name: " ".join(map(_text, cell)) for name, cell in facts.pairs}


def test_the_sections_are_those_of_every_record_in_their_order() -> None:
    assert set(SHOW) == set(NUMBERS)
    assert list(NUMBERS.values()) == [*(str(n) for n in range(1, len(BODY) + 1)), *"ABCDEFGH"[: len(ANNEXES)]]
    for scene in (EMPTY, scenes.a_decided_dossier()):
        shown = [(one.key, one.number) for one in build_view(scenes.a_record(scene)).sections]
        assert shown == list(NUMBERS.items())


def test_the_first_page_of_an_undecided_case_says_what_is_known_and_what_is_not() -> None:
    record = scenes.a_record(scenes.a_dossier())
    view = build_view(record)
    callout = view.glance[0]
    assert isinstance(callout, Callout)
    assert _texts(callout) == [
        "Outcome",
        "Undetermined",
        "Nobody has decided yet. This record shows the case as it stood on 2026-03-22.",
        "The rules suggest deferral. Admissible today are deferral, refusal.",
    ]
    assert _glance(record) == {
        "Level": "Substantial at least, could still be High; by known facts alone Moderate",
        "Held by facts": "no single finding of this kind",
        "Held by what is not known": (
            "ENT-03  Who are the beneficial owners, what is the interest of each, "
            "and what is the reason where an owner cannot be named?"
        ),
        "Not known or open": "1 unknown or refused, 1 unanswered, 1 with an open gate",
        "Authority needed": "2, partnership review committee",
        "Depth of the review": "Standard",
        "Consultation": "0 submissions received, 0 points, 0 without a disposition",
        "Right of reply": "not opened",
        "Conditions": "none set; an approval would carry 1",
        "Votes": "none cast",
        "Valid until": "not set",
        "To verify": (
            "Log vetting.example/log, checkpoint of 128 entries, "
            f"key {scenes.a_citation().key_fingerprint}; annex F says how."
        ),
    }


def test_the_first_page_of_a_decision_says_who_decided_with_which_votes_and_dissent() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    told = _glance(record)
    assert _texts(build_view(record).glance[0])[:3] == [
        "Outcome",
        "Approved with conditions",
        "Decided on 2026-05-01 by P-HEAD at authority 2.",
    ]
    assert (
        told["Votes"]
        == f"1 for, 1 against, 0 abstained, 1 recused with a dissent, in full in section {NUMBERS['votes']}"
    )
    assert told["Conditions"] == "retention-schedule"


def test_a_long_list_on_the_first_page_says_how_many_more_there_are_and_where() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    record["computed"]["because"]["by_facts"] = ["INT-03", "MON-01", "INT-10"]
    record["conditions"] = [{**record["conditions"][0], "id": f"C-{number}"} for number in range(1, 8)]
    told = _glance(record)
    assert told["Held by facts"] == (
        "INT-03  Which form of agreement is proposed? MON-01  Which indicators, data sources, reporters "
        "and frequencies follow each condition and impact? "
        f"and 1 more; see section {NUMBERS['computed']}"
    )
    see = f"see section {NUMBERS['conditions']}"
    assert told["Conditions"] == f"C-1, C-2, C-3, C-4, C-5, C-6 and 1 more; {see}"


def test_every_record_says_on_its_first_page_that_the_level_is_no_rating() -> None:
    for scene in (EMPTY, scenes.a_decided_dossier()):
        first = [text for block in build_view(scenes.a_record(scene)).glance for text in _texts(block)]
        assert any(
            "It is no rating of the company and no finding of unlawful conduct" in one for one in first
        )


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("partnership", "No party has been named."),
        (
            "ownership",
            "No file on the owners of a party is held. What was answered about owners stands in annex H.",
        ),
        ("scope", "Nobody has been assigned."),
        (
            "screening",
            "The system compared no name with a list in this case. What was answered about lists stands in annex H.",
        ),
        ("conflicts", "No declaration has been filed."),
        ("conflicts", "No question about the office as an institution has been answered."),
        ("computed", "No gate is open."),
        (
            "impacts",
            "No adverse impact has been filed. That nobody filed one does not show that there is none.",
        ),
        (
            "consultation",
            "No submission has been received. That nobody spoke does not show that nobody objects.",
        ),
        ("reply", "No letter has been sent to the company."),
        ("contests", "No exception has been granted."),
        ("contests", "No answer of triage has been contested."),
        ("options", "No alternative has been recorded."),
        ("reasons", "There is no decision yet, and so no reasons."),
        ("votes", "No vote has been cast."),
        ("conditions", "No condition has been set."),
        ("monitoring", "No indicator has been named."),
        ("findings", "Nothing took hold."),
        ("evidence", "No evidence has been filed."),
        ("rules", "No row took hold."),
        ("submissions", "No submission has been received."),
        ("redactions", "Nothing is withheld from this edition."),
        ("history", "The log holds no entry of this case."),
    ],
)
def test_a_section_without_content_says_so(key: str, sentence: str) -> None:
    assert sentence in _section(scenes.a_record(EMPTY), key)


def test_no_section_is_empty_whatever_the_case() -> None:
    for scene in (EMPTY, scenes.a_dossier(), scenes.a_decided_dossier()):
        for section in build_view(scenes.a_record(scene)).sections:
            assert section.blocks, section.key


def test_letter_and_reply_stand_side_by_side_and_silence_is_shown() -> None:
    told = _section(scenes.a_record(scenes.a_decided_dossier()), "reply")
    at = told.index("Who owns the shares held by the trust?")
    assert told[at - 1 : at + 5] == ["1", told[at], "A trust for the staff.", "2", "Since when?", "no reply"]
    silent = [
        one.model_copy(update={"reply_state": ReplyState.ABSENT, "replies": [], "replied_at": None})
        for one in scenes.a_decided_dossier().letters
    ]
    record = scenes.a_record(scenes.a_decided_dossier(letters=silent))
    assert "No answer came; silence is recorded as silence, never as admission" in _section(record, "reply")


def test_of_several_letters_the_first_page_says_what_became_of_each() -> None:
    [first, *_] = scenes.a_decided_dossier().letters
    silent = first.model_copy(update={"id": "L-2", "reply_state": ReplyState.ABSENT, "replies": []})
    told = _glance(scenes.a_record(scenes.a_decided_dossier(letters=[first, silent])))["Right of reply"]
    assert told == (
        f"{first.id}: Answered in part L-2: No answer came; silence is recorded as silence, never as admission"
    )


def test_a_right_of_reply_that_is_open_without_a_letter_is_said() -> None:
    findings = [scenes.a_finding("INT-10", "floor(moderate)"), scenes.a_finding("INT-10", "reply")]
    record = scenes.a_record(scenes.a_dossier(findings=findings))
    assert _section(record, "reply")[:2] == [
        "The right of reply is open, and no letter has been sent to the company yet.",
        "It was opened by these criteria.",
    ]
    assert _glance(record)["Right of reply"] == "opened; no letter has been sent yet"


def test_every_point_stands_with_its_disposition_reason_and_change() -> None:
    told = _section(scenes.a_record(scenes.a_decided_dossier()), "consultation")
    at = told.index("PT-3")
    assert told[at:] == [
        "PT-3",
        "S-3",
        "Voices could be recognised",
        "Touches PDT-14",
        "Not accepted",
        "No voice profile is made; the test of 1 April shows it.",
        "nothing",
    ]


def test_the_settings_of_a_case_stand_in_words_and_the_inner_ones_are_left_out() -> None:
    settings = {"depth_before": "enhanced", "fast_track": "no", "term_months": "0.5", "value_usd": 40000}
    shown = build_view(scenes.a_record(scenes.a_dossier(case=scenes.a_case(settings=settings))))
    facts = next(one for one in shown.sections[2].blocks if isinstance(one, Facts))
    cell = dict(facts.pairs)["Settings of the case"]
    assert list(map(_text, cell)) == [
        "Fast track asked for: No",
        "Term: 0.5 months",
        "Value: 40,000 US dollars",
    ]


@pytest.mark.parametrize("settings", [{}, {"depth_before": "enhanced"}])
def test_a_case_without_settings_of_its_own_has_no_row_for_them(settings: dict[str, Any]) -> None:
    told = _section(scenes.a_record(scenes.a_dossier(case=scenes.a_case(settings=settings))), "scope")
    assert "Settings of the case" not in told


def test_a_single_month_or_dollar_stands_in_the_singular() -> None:
    case = scenes.a_case(settings={"term_months": 1, "value_usd": 1})
    told = _section(scenes.a_record(scenes.a_dossier(case=case)), "scope")
    assert {"Term: 1 month", "Value: 1 US dollar"} <= set(told)


def test_none_says_none_found_where_evidence_was_asked_for_and_none_elsewhere() -> None:
    record = scenes.a_record(scenes.a_dossier(answers=[scenes.an_answer("INT-10", "none")], findings=[]))
    question = next(
        one for module in record["modules"] for one in module["questions"] if one["criterion"] == "INT-10"
    )
    told = []
    for kind in ("one", "evidence"):
        question["answer_type"] = kind
        section = _section(record, "questions")
        told.append(section[section.index("INT-10") + 2])
    assert told == ["None", "None found"]


def test_a_value_that_a_finding_read_says_none_as_its_question_means_it() -> None:
    finding = scenes.a_finding("INT-10", "floor(moderate)", read={"INT-10": "none"})
    record = scenes.a_record(scenes.a_dossier(findings=[finding]))
    assert "read INT-10 = None" in _section(record, "findings")


def _options(alternatives: list[str]) -> list[str]:
    decision = scenes.a_decision(alternatives=alternatives)
    return _section(scenes.a_record(scenes.a_decided_dossier(decision=decision)), "options")[3:]


def test_an_option_that_the_decision_names_again_stands_once() -> None:
    known = ["Interpreters on site", "Not doing it", "too few for three countries"]
    assert _options(["interpreters on site."]) == known
    assert _options(["Interpreters, hired, on each site"]) == [
        known[0],
        "In the words of the decision: Interpreters, hired, on each site",
        *known[1:],
    ]


def test_an_option_of_the_decision_alone_says_that_it_is_named_there() -> None:
    told = _options(["Waiting a year", "waiting a year"])
    assert told[3:] == ["waiting a year", "named in the decision, without a reason of its own"]


PRINTED_WIDTH, INSET, HEAD_SIZE, WIDEST = 481, 8, 8, 0.6
"""In points: the text of a page, the room beside a heading, its size; and its mean width of a letter in em."""


def test_every_word_of_a_heading_fits_its_column_in_print() -> None:
    tight: list[tuple[str, str]] = []
    for section in build_view(scenes.a_record(scenes.a_decided_dossier())).sections:
        for table in (one for one in section.blocks if isinstance(one, Table)):
            tight += [(section.key, one.title) for one in table.columns if _is_tight(one, table)]
    assert tight == []


def _is_tight(column: Column, table: Table) -> bool:
    longest = max(map(len, column.title.split())) * HEAD_SIZE * WIDEST
    return longest > PRINTED_WIDTH * column.weight / sum(one.weight for one in table.columns) - INSET


def test_dissent_stands_in_full() -> None:
    told = _section(scenes.a_record(scenes.a_decided_dossier()), "votes")
    assert "One condition is not enough: the owner of 30 per cent is still not named." in told


def test_a_withheld_text_says_why() -> None:
    told = _section(scenes.a_record(scenes.a_decided_dossier()), "submissions")
    assert told.count("withheld: safety of a person") == 3


def test_effects_are_told_in_words() -> None:
    told = _section(scenes.a_record(scenes.a_dossier()), "stages")
    assert {"Level at least Substantial", "Gate: answer is missing", "Condition: retention-schedule"} <= set(
        told
    )


def test_a_name_in_arabic_is_marked_as_arabic_and_right_to_left() -> None:
    party = scenes.a_dossier().parties[0].model_copy(update={"name": "شركة المعنى"})
    view = build_view(scenes.a_record(scenes.a_dossier(parties=[party])))
    table = next(one for one in view.sections[0].blocks if isinstance(one, Table))
    span = table.rows[0][0][0][0]
    assert (span.text, span.language, span.rtl) == ("شركة المعنى", "ar", True)


def test_a_title_nobody_gave_is_the_id_of_the_case() -> None:
    record = scenes.a_record(EMPTY)
    record["partnership"]["title"] = {}
    assert _text(build_view(record).title) == scenes.CASE


def test_a_departure_stands_on_the_first_page_and_with_the_reasons() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    record["decision"]["departure"] = {
        "from": "defer",
        "to": "approve_with_conditions",
        "reason": {"en": "The window closed."},
        "second_by": "P-HQ",
    }
    first = _texts(build_view(record).glance[0])
    assert any(one.startswith("This departs from the suggested outcome (deferral)") for one in first)
    told = _section(record, "reasons")
    assert (
        "The rules suggested deferral; the decision is approval with conditions. A second person signed: P-HQ."
        in told
    )
    assert "The window closed." in told


def test_a_summary_too_long_for_the_first_page_is_cut_between_words_and_whole_in_its_section() -> None:
    long = "A reason that goes on. " * 40
    record = scenes.a_record(scenes.a_decided_dossier(decision=scenes.a_decision(summary=long)))
    shown = _texts(build_view(record).glance[0])[-1]
    assert shown.endswith(" …")
    assert len(shown) <= 602
    assert long in _section(record, "reasons")


def test_reasons_in_the_same_words_stand_in_one_row() -> None:
    decision = scenes.a_decision(reasons={"INT-01": "Same.", "INT-03": "Other.", "INT-08": "Same."})
    told = _section(scenes.a_record(scenes.a_decided_dossier(decision=decision)), "reasons")
    at = told.index("INT-01, INT-08")
    assert told[at : at + 4] == ["INT-01, INT-08", "Same.", "INT-03", "Other."]


def test_entries_of_one_kind_time_and_person_stand_in_one_row() -> None:
    record = scenes.a_record(scenes.a_dossier())
    line = {**record["history"][3], "event": "QuestionAnswered"}
    record["history"] = [
        {**line, "index": 13, "about": {"criterion": "INT-01", "state": "given", "number": "1"}},
        {**line, "index": 14, "about": {"criterion": "INT-08", "state": "unknown", "number": "2"}},
        {**line, "index": 15, "by": "P-HEAD", "about": {}},
    ]
    told = _section(record, "history")
    assert told[5:] == [
        "13–14", "2026-03-18 09:00:00", "Question answered", "INT-01, INT-08 (unknown)", "P-FOCAL",
        "15", "2026-03-18 09:00:00", "Question answered", "P-HEAD",
    ]  # fmt: skip


def test_cells_of_a_table_stand_in_the_order_of_the_pack_and_empty_ones_are_left_out() -> None:
    row = {"what": "meetings", "value_usd": "", "kind": "services", "side": "company"}
    answers = [scenes.an_answer("INT-02", [row])]
    told = _section(scenes.a_record(scenes.a_dossier(answers=answers, findings=[])), "questions")
    assert "Side: Company; Kind: Services; What: meetings" in told


def test_open_gates_stand_by_stage_apart_by_answers_and_by_what_is_not_known() -> None:
    findings = [
        scenes.a_finding("INT-05", "gate(answer)"),
        scenes.a_finding("ENT-03", "gate(answer)", "unknown"),
    ]
    told = _section(scenes.a_record(scenes.a_dossier(findings=findings)), "computed")
    at = told.index("Open because it is not known")
    assert told[at + 1 : at + 5] == ["Triage and intake", "INT-05", "The company and its group", "ENT-03"]


def test_an_exception_stands_whole_with_both_signatures_and_on_the_first_page() -> None:
    record = scenes.a_record(scenes.a_decided_dossier(exceptions=[scenes.an_exception()]))
    told = _section(record, "contests")
    at = told.index("Why the criterion fires")
    assert told[at : at + 12] == [
        "Why the criterion fires",
        "A subsidiary is listed.",
        "Why it serves the mandate",
        "No other service knows the four languages.",
        "Dissent",
        "Nobody dissented.",
        "Limits",
        "Six meetings, no storage.",
        "Until",
        "It counts until 2026-12-31.",
        "Signatures",
        "Granted by P-HQ and signed second by P-HEAD on 2026-03-12.",
    ]
    see = f"see section {NUMBERS['contests']}"
    assert _glance(record)["Exceptions"] == f"INT-10, lifted by an exception; {see}"


def test_an_exception_that_has_ended_says_so_and_leaves_the_first_page() -> None:
    ended = scenes.an_exception(ends_on=date(2026, 3, 20))
    record = scenes.a_record(scenes.a_decided_dossier(exceptions=[ended]))
    assert "It ended on 2026-03-20 and counts no longer." in _section(record, "contests")
    assert "Exceptions" not in _glance(record)


def test_each_signature_says_whether_it_was_given_by_sign_in_or_stated_in_a_file() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    record["signatures"] = [
        {"kind": "decision", "subject": "", "person": "P-HEAD", "signed_on": "2026-03-12", "given": "proven"},
        {"kind": "plan", "subject": "", "person": "P-HQ", "signed_on": "2026-03-12", "given": "asserted"},
    ]
    told = _section(record, "votes")
    at = told.index("How it was given")
    assert told[at + 1 : at + 9] == [
        *("Decision", "P-HEAD", "2026-03-12", "By sign-in, with a fresh proof"),
        *("Approval of the plan", "P-HQ", "2026-03-12", "Stated in a file"),
    ]
    assert "Nobody has signed anything that counts." in _section({**record, "signatures": []}, "votes")


def a_request(**fields: Any) -> WaitingActFields:
    said = {"criterion": "INT-10", "reasons": "A subsidiary is listed.", "ends_on": "2026-12-31"}
    return WaitingActFields.model_validate(
        {
            "case": scenes.CASE,
            "id": "W-1",
            "kind": "ask_exception",
            "said": {**said, "granted_by": "P-HQ", "second_by": "P-HEAD"},
            "by": "P-FOCAL",
            "at": "2026-03-09T09:00:00Z",
            "waits_for": ["P-HQ", "P-HEAD"],
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "became"),
    [
        ({}, ["It waits for a signature."]),
        (
            {
                "state": "refused",
                "closed_by": "P-HQ",
                "closed_at": "2026-03-10T09:00:00Z",
                "reason": "Too wide.",
            },
            ["P-HQ refused it on 2026-03-10.", "Too wide."],
        ),
    ],
)
def test_a_request_for_an_exception_stands_with_who_was_asked_and_what_became_of_it(
    fields: dict[str, Any], became: list[str]
) -> None:
    told = _section(scenes.a_record(scenes.a_decided_dossier(waiting=[a_request(**fields)])), "contests")
    at = told.index("Asked")
    assert told[at + 1] == (
        "P-FOCAL asked on 2026-03-09 for an exception until 2026-12-31; "
        "asked to grant it was P-HQ, to sign second P-HEAD."
    )
    assert told[at + 5 : at + 5 + len(became)] == became


def test_the_public_edition_names_a_request_once_it_is_settled() -> None:
    waiting = scenes.a_decided_dossier(waiting=[a_request()])
    assert scenes.a_record(waiting, "public")["exception_requests"] == []
    refused = a_request(state="refused", closed_by="P-HQ", closed_at="2026-03-10T09:00:00Z", reason="No.")
    settled = scenes.a_record(scenes.a_decided_dossier(waiting=[refused]), "public")
    [shown] = settled["exception_requests"]
    assert (shown["state"], shown["reasons"], shown["reason"]) == ("refused", {}, {})
    assert "Reasons" not in _section(settled, "contests")
    assert find_schema_faults(settled) == []


def test_a_contest_stands_with_its_reason_and_answer_or_as_open() -> None:
    answered, waiting = scenes.some_contests()
    told = _section(scenes.a_record(scenes.a_dossier(contests=[answered, waiting])), "contests")
    assert told[told.index("INT-10") :] == [
        "INT-10",
        "C-INT-10-1",
        "Accounts are needed after all.",
        "P-MEMBER, 2026-03-04",
        "They are not; the form was changed.",
        "P-FOCAL, 2026-03-06",
        "INT-08",
        "C-INT-08-1",
        "The company has had the contract since May.",
        "P-ASIDE, 2026-03-11",
        "Open. No answer has been given yet.",
    ]


def test_owners_stand_with_their_shares_chains_questions_and_statements() -> None:
    told = _section(scenes.a_record(scenes.a_decided_dossier()), "ownership")
    at = told.index("Ada Fernhill")
    assert told[at : at + 6] == [
        "Ada Fernhill",
        "natural person",
        "16.66 to 33.34 %",
        "Possibly",
        "No",
        "Ada Fernhill › Meridian Holding › Lingua Meridian Ltd: 25 to 50 % × 60 %, together 15 to 30 %",
    ]
    assert "At least 40 % of the shares of Lingua Meridian Ltd are not accounted for." in told
    assert told[told.index("In whom") + 3 :][:4] == [
        "Ada Fernhill",
        "Meridian Holding",
        "25 to 50 % of the shares",
        "o-2",
    ]


def test_open_conflicts_stand_first_and_no_record_but_the_sealed_one_tells_a_kind() -> None:
    dossier = scenes.a_decided_dossier()
    told = _section(scenes.a_record(dossier), "conflicts")
    why = "no assignment, no confidential input, no signature."
    assert told[1:3] == [
        "Open conflicts of interest",
        f"P-ASIDE is kept away from the case by the declaration D-2: {why}",
    ]
    assert told.index("D-2") < told.index("D-1")
    assert told[told.index("D-2") :][:6] == [
        "D-2",
        "P-ASIDE",
        "withheld: personal data",
        "Actual",
        "open",
        "Recusal",
    ]
    assert "Past employment" not in told
    assert "Past employment" in _section(scenes.a_record(dossier, "sealed"), "conflicts")


def test_a_declaration_changed_since_stands_with_its_earlier_versions() -> None:
    first = scenes.a_dossier().declarations[0]
    changes = {
        "version": 2,
        "kind": "financial",
        "conflict": "potential",
        "mitigation": "divestment",
        "mitigation_ends_on": date(2026, 12, 31),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 1, 1),
        "declared_at": scenes.after(3),
        "classed_by": "P-ETHICS",
        "classed_at": scenes.after(4),
    }
    now = DeclarationFields(**{**first.model_dump(), **changes})
    dossier = scenes.a_dossier(declarations=[now], earlier_declarations=[first])
    told = _section(scenes.a_record(dossier), "conflicts")
    assert told[told.index("D-1") :][3:11] == [
        "Potential",
        "Divestment",
        "until 2026-12-31",
        "declared 2026-03-05",
        "classed 2026-03-06 by P-ETHICS",
        "runs from 2026-01-01",
        "ends 2027-01-01",
        "version 1 of 2026-03-03: none",
    ]


def test_a_refusal_to_declare_and_a_person_who_declared_nothing_are_said() -> None:
    refused = scenes.a_dossier().declarations[0].model_copy(update={"kind": "refused"})
    told = _section(scenes.a_record(scenes.a_dossier(declarations=[refused])), "conflicts")
    assert "Would not declare" in told
    assert any(one.startswith("These people have declared nothing yet") and "P-FOCAL" in one for one in told)


def test_a_signature_that_fell_is_shown_as_void_with_its_reason() -> None:
    fell = VoidedSignatureFields(
        case=scenes.CASE,
        id="V-1",
        kind=SignatureKind.VOTE,
        person="P-MEMBER",
        signed_at=scenes.after(50),
        declaration="D-2",
        voided_at=scenes.after(59),
    )
    told = _section(scenes.a_record(scenes.a_decided_dossier(voided=[fell])), "conflicts")
    assert told[told.index("Vote") :][:5] == ["Vote", "P-MEMBER", "2026-04-21", "D-2", "2026-04-30"]


def test_an_institutional_conflict_stands_with_what_follows_and_who_answered() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    question = {
        **record["modules"][0]["questions"][0],
        "criterion": "COI-06",
        "effects": {"floor(substantial)": "answered"},
    }
    record["modules"].append({**record["modules"][0], "id": "conflict_of_interest", "questions": [question]})
    told = _section(record, "conflicts")
    at = told.index("COI-06")
    assert told[at + 3 : at + 6] == ["Level at least Substantial", "Facts", "P-FOCAL, 2026-03-03, E-1"]


@pytest.mark.parametrize(
    ("half", "steps", "says"),
    [
        ("certain", [{"en": "They hold 60 % of it."}], ") come together to half or more"),
        ("possible", [{"en": "They hold 60 % of it."}], "may come together to half or more"),
        ("no", [], "do not come together to half"),
    ],
)
def test_parties_on_a_list_are_taken_together_above_the_owners(
    half: str, steps: list[Any], says: str
) -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    reading = record["ownership"][0]
    reading.update(listed=[reading["target"], "a-stranger"], aggregate=steps)
    reading["half_or_more_together"] = half
    told = _section(record, "ownership")
    [title] = [one for one in told if says in one]
    assert "a-stranger" in title
    assert ("They hold 60 % of it." in told) is bool(steps)


@pytest.mark.parametrize(
    ("ruling", "says"),
    [
        (None, "Nobody has ruled on this match yet."),
        ("true", "It was ruled true."),
        ("undecided", "It was ruled undecided, and stays open."),
    ],
)
def test_what_was_seen_since_the_decision_stands_with_its_match_and_screening(
    ruling: str | None, says: str
) -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    seen = {"event": "listing", "match": "M-1", "screening": 2, "seen_at": "2026-05-01T09:00:00Z"}
    record["monitoring"]["triggers"] = [{**seen, "source": "un_sc", "ruling": ruling}]
    told = _section(record, "monitoring")
    assert says in told
    assert (
        "A name of this case looks like a party of the list un_sc: match M-1, brought up by screening 2 on 2026-05-01."
    ) in told
