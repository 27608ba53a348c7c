"""Answers must fit their criterion, and conditions must be whole."""

from collections.abc import Iterator

from vetting.domain.answers import AnswerState
from vetting.domain.errors import Refusal
from vetting.domain.permissions import ANSWERS_FOR
from vetting.domain.sentences import to_sentence
from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Path
from vetting.policy.values import find_case_field_faults, find_value_faults
from vetting.usecases.casefile.deciding import CONDITION_PARTS
from vetting.usecases.casefile.known import list_replies
from vetting.usecases.casefile.sections import Acts, Answer, Proposal
from vetting.usecases.casefile.wording import Words, did_you_mean


def find_value_misfits(acts: Acts, pack: Pack) -> Iterator[Words]:
    """Every answer that does not fit its criterion, and every condition that lacks a part."""
    for criterion, answers in acts.answers.items():
        if criterion not in pack.criteria:
            hint = did_you_mean(criterion, pack.criteria)
            yield ("answers", criterion), f"the pack has no criterion '{criterion}'.", hint
            continue
        for number, answer in enumerate(answers):
            yield from _answer(answer, criterion, pack, ("answers", criterion, number))
    yield from _contests(acts, pack)
    yield from _conditions(acts, pack)
    yield from _replies(acts)


def find_setting_misfits(proposal: Proposal, pack: Pack) -> Iterator[Words]:
    """Every fact of the case itself that does not fit the pack."""
    for name, value in proposal.settings.items():
        for sentence in find_case_field_faults(pack, {name: value}):
            yield ("proposal", name), sentence, ""


def _answer(answer: Answer, criterion: str, pack: Pack, path: Path) -> Iterator[Words]:
    if pack.criteria[criterion].is_computed:
        yield path, f"{criterion} is computed and takes no answer.", "Delete the line."
        return
    if answer.answerer and answer.answerer not in ANSWERS_FOR:
        yield (
            (*path, "answerer"),
            f"nobody answers as '{answer.answerer}'.",
            did_you_mean(answer.answerer, ANSWERS_FOR),
        )
    if answer.answer is None:
        yield (*path, "answer"), "no answer is written.", _how_to_answer(criterion, pack)
    elif answer.state is AnswerState.GIVEN:
        for sentence in find_value_faults(pack, criterion, answer.answer):
            yield (*path, "answer"), sentence, ""
    elif answer.state is AnswerState.NOT_APPLICABLE:
        yield from _not_applicable(answer, path)


def _how_to_answer(criterion: str, pack: Pack) -> str:
    kind = pack.criteria[criterion].answer_type
    ways = {
        "yes_no": "yes or no",
        "grade_1_4": "a grade from 1 to 4",
        "number": "a number",
        "date": "a day like 2020-03-29",
        "text": "a text",
        "one": f"one of {', '.join(kind.args)}",
        "evidence": "the ids of evidence, or none",
        "many": "a list of items, [] for none",
        "table": "a list of rows, [] for none",
        "party": "a row of fields",
    }
    return f"Write {ways[kind.base]}, or unknown; or delete the line to leave it unanswered."


def _not_applicable(answer: Answer, path: Path) -> Iterator[Words]:
    if not answer.note.strip():
        yield path, "a not_applicable needs its reason.", "Write it as 'note'."
    if answer.countersigned_by is None:
        yield path, "a not_applicable needs a countersignature.", "Name the person as 'countersigned_by'."


def _contests(acts: Acts, pack: Pack) -> Iterator[Words]:
    triage = pack.tables.get("triage", {}).get("criteria", [])
    for criterion in acts.contests:
        if criterion in pack.criteria and criterion not in triage:
            refusal = Refusal("contest_not_of_triage", {"criterion": criterion})
            yield ("contests", criterion), to_sentence(refusal), ""


def _conditions(acts: Acts, pack: Pack) -> Iterator[Words]:
    for ident, condition in acts.decision.conditions.items() if acts.decision else ():
        template = pack.conditions.get(ident, {})
        for part in CONDITION_PARTS:
            if not (getattr(condition, part) or template.get(part)):
                path = ("decision", "conditions", ident)
                yield path, f"'{part}' is missing.", "Add it, or use the id of a template of the pack."


def _count_questions(acts: Acts, letter: str) -> int:
    """How many questions a letter asks: its own, or those of its draft; 0 where the case holds that draft."""
    draft = acts.letter_drafts.get(letter)
    return len(acts.letters[letter].questions or (draft.questions if draft else []))


def _replies(acts: Acts) -> Iterator[Words]:
    for path, letter, reply in list_replies(acts):
        if letter in acts.letters and 0 < _count_questions(acts, letter) < len(reply.replies):
            yield (
                (*path, "replies"),
                "there are more replies than questions.",
                'Write one for each question, "" where none came.',
            )
