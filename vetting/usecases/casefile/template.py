"""The commented file that 'vetting case new' writes: triage first, everything else as examples.

It is read by ``read`` like any other: as it stands it says what is still to be filled in.
"""

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Final

from vetting.policy.grammar import AnswerType
from vetting.policy.pack import Criterion, Pack

_WIDTH: Final = 108


def write_new_case(
    pack: Pack, case_id: str = "", title: str = "", office: str = "", as_of: date | None = None
) -> str:
    """A new case file under a pack; what is not given stays blank, to be filled in by hand."""
    parts = [
        _head(pack, case_id, title, as_of),
        _PROPOSAL.format(office=_quoted(office)),
        _PEOPLE,
        "\n".join(_triage(pack)),
        _commented(LATER),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _head(pack: Pack, case_id: str, title: str, as_of: date | None) -> str:
    return _HEAD.format(
        pack=f"{pack.name}@{pack.version}",
        statement="\n".join(_comment(pack.statement, "# ")),
        id=_quoted(case_id),
        title=_quoted(title),
        as_of=f" {as_of.isoformat()}" if as_of else "",
    )


def _quoted(text: str) -> str:
    """The text as a quoted scalar after its key; nothing where it is blank."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f' "{escaped}"' if text else ""


def _triage(pack: Pack) -> Iterator[str]:
    yield from _ANSWERS.strip("\n").splitlines()
    for criterion in pack.tables["triage"]["criteria"]:
        yield ""
        yield from _question(pack.criteria[criterion], pack)


def _question(criterion: Criterion, pack: Pack) -> Iterator[str]:
    yield from _comment(criterion.question, "  # ")
    yield from _comment(criterion.guidance, "  #   ")
    yield from _comment(f"Write {how_to_write(criterion.answer_type, pack)}, or unknown.", "  #   ")
    yield f"  {criterion.id}:"


def how_to_write(kind: AnswerType, pack: Pack) -> str:
    """How an answer of this type is written, in words."""
    if kind.base == "table":
        return f"a list of rows, [] for none: {_row(pack.tables['tables'][kind.args[0]]['columns'])}"
    if kind.base == "party":
        return f"one row: {_row(pack.tables['records']['party']['fields'])}"
    if kind.base == "many":
        return f"a list of items, [] for none: {', '.join(pack.lists[kind.args[0]])}"
    return _WAYS[kind.base] if kind.base in _WAYS else f"one of {', '.join(kind.args)}"


def _row(columns: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {kind}" for name, kind in columns.items()) + "}"


def _comment(text: str, prefix: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=prefix,
        subsequent_indent=prefix,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.strip("\n").splitlines())


_WAYS: Final = {
    "yes_no": "yes or no",
    "grade_1_4": "a grade from 1 to 4",
    "number": "a number",
    "date": "a day like 2027-03-29",
    "text": "a text",
    "evidence": "the ids of evidence, like [E-1], or none",
}

_HEAD: Final = """
# A new case, under the policy pack {pack}.
{statement}
#
# Fill in what stands empty. Lines that begin with # are explanations and examples; take the # away to use
# them. Leave out what has not happened yet: silence is kept apart from 'unknown', and from 'no'.
# 'vetting run FILE --out DIR' walks the case; it names everything that is still missing at once.

case:
  # letters, digits, dots and dashes, like translation-pilot-2027
  id:{id}
  title:{title}
  # the day at which this file stops, like 2027-03-29; nothing later may stand in it
  as_of:{as_of}
  # who enters things, unless an item says otherwise
  by: P-FOCAL
  pack: {pack}
"""

_PROPOSAL: Final = """
proposal:
  office:{office}
  # what the partnership is for
  purpose:
  # the products and services, like [Service One, Service Two]
  products:
  # Some of these decide whether a light vetting will do:
  # value_usd: 20000
  # term_months: 12
  # fast_track: no
  # countries: ["001"]
  # duration: one year
  # money: none
"""

_PEOPLE: Final = """
# People are ids with roles: initiator, focal_point, countersigner, company, legal, dpo, hr_adviser, ethics,
# consultation_officer, consultee, head_of_office, review_committee, headquarters, executive_head, auditor.
# Names may stay out. Who initiates a case cannot decide it.
people:
  P-FOCAL: {roles: focal_point, title: Focal point for partnerships}
  P-COUNTER: {roles: countersigner, title: Second officer}
  # P-HEAD: {roles: head_of_office, title: Head of the office, declarations: none}

# The company that is proposed as partner is the prospect; owners, parents and affiliates may follow.
parties:
  COMPANY:
    role: prospect
    name:
    # country: CH
    # registration: number, with the name of the register
    # identifiers: [LEI or stock exchange code]
"""

_ANSWERS: Final = """
# Triage: the twelve questions that decide how deep this vetting goes.
# Short:  INT-08: unknown
# Longer: INT-06: {answer: "no", evidence: [E-FORM], note: asked all units on 3 March, by: P-FOCAL}
# Changed later: a list of such answers in order of time, each with its day as 'at'.
answers:
"""

LATER: Final = """
evidence:
  E-FORM:
    own_knowledge: What the office knows of its own plan
    knowable_on: 2027-03-01
  E-POLICY:
    citation: Human rights policy
    publisher: The company
    published: 2026-05
    knowable_on: 2026-05-31
    locator: page 3
    quality: self-declared
  # a file beside this one is kept and hashed:
  # E-DRAFT: {file: files/draft.txt, title: Draft of the agreement, knowable_on: 2027-03-01}

terms:
  TERMS-1: {title: First draft, evidence: E-POLICY, summary: What it says in a few sentences}

# Which clauses of the draft answer which criterion, once somebody has read it ('vetting clauses FILE' suggests some):
# clauses:
#   TRM-05: {terms: TERMS-1, says: answers, clauses: ["7.1"], reason: Written consent for each use}

# Who owns the prospect, from a file of BODS 0.4 or FollowTheMoney beside this one:
# ownership:
#   OWN-1: {evidence: E-OWNERS, as_of: 2027-03-01}

# Anyone on the case may contest an answer of triage; while one is open, a light vetting goes the longer way.
contests:
  INT-06:
    reason: What is wrong with the answer
    by: P-HEAD
    answer: What the office found; leave it out while the contest is open
    answered_by: P-FOCAL

# A second person may read an answer and put their id under it:
# reviews:
#   INT-02: {by: P-LEGAL, note: Compared with the register}

# A second person, who entered none of these answers, agrees to the answers of triage; no approval goes without it.
countersigning: {by: P-COUNTER}

submissions:
  S-1:
    mode: public
    group: civil_society_national
    language: en
    submitter: An organisation
    text: What was submitted
    points:
      POINT-1:
        text: The point in the office's own words
        criteria: [HRI-01]
        disposition: accepted
        reason: Why, so that its submitter can see it
        changed: What it changed

letters:
  L-1:
    due: 2027-05-30
    findings: [CTV-07]
    facts: What is known, without prejudging
    questions:
      - The first question
    # reply: {state: full, replies: [The reply to the first question], at: 2027-05-20}

# A stop that allows it is lifted only by an exception, signed by an executive head and by a second person:
# exceptions:
#   EXC-02:
#     reasons: Why the criterion fires
#     mandate: Why the exception serves the mandate
#     dissent: Who dissented, or nobody
#     limits: What limits it
#     ends_on: 2027-12-31
#     by: P-EXEC
#     second_by: P-HQ

votes:
  P-HEAD: for

decision:
  outcome: defer
  by: P-HEAD
  summary: The reason in a few sentences
  reasons: {INT-14: Why}
  benefits: Which benefits were weighed; no severe harm is offset by a benefit
  # conditions: [audit-right]
"""
"""Sections that may follow the triage, as they would stand in a file."""
