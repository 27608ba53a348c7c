"""The sections of a record in the order of a reader with little time, and their numbers.

Text refers to a section by its key, never by a number of its own: a new section moves the others.
"""

BODY = (
    "partnership",
    "ownership",
    "scope",
    "review",
    "computed",
    "stages",
    "screening",
    "conflicts",
    "controversies",
    "impacts",
    "data",
    "safeguards",
    "clauses",
    "consultation",
    "reply",
    "contests",
    "options",
    "reasons",
    "votes",
    "conditions",
    "monitoring",
    "limits",
    "appeal",
)
ANNEXES = (
    "findings",
    "evidence",
    "rules",
    "submissions",
    "redactions",
    "verification",
    "history",
    "questions",
)

NUMBERS = {key: str(number) for number, key in enumerate(BODY, 1)} | {
    key: chr(ord("A") + number) for number, key in enumerate(ANNEXES)
}
"""The number of each section, an annex by its letter."""
