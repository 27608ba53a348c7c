"""The sentences of ownership: one for each finding, each certainty, each kind of interest."""

import re

SENTENCES = {
    "closed_loop": "{names} own each other in a closed loop; no natural person and no other owner stands behind it.",
    "loop": "{names} own each other in part; shares are computed through the loop.",
    "itself": "{names} holds a part of itself; shares are computed through it.",
    "no_owner": "Nobody is stated to own or control {name}.",
    "no_natural_person": "No natural person and no State is named above {name}.",
    "owner_unspecified": "An owner of {of} is not specified: {reason}{more}.",
    "owner_unnamed": "A party to {of} is not named: {reason}{more}.",
    "owner_missing": "{name}, a party to {of}, is referred to and described nowhere.",
    "held_open": "A party held by {of} is not specified, named or described: {reason}{more}.",
    "no_name": "The party {id} is described without a name.",
    "over_whole": "The stated {right} of {name} add up to {total} %. More than 100 % cannot be held: "
    "figures that rest on them are given as they come.",
    "not_accounted": "At least {total} % of the {right} of {name} are not accounted for.",
    "declared_differs": "{owner} is declared to hold {declared} of the {right} of {owned} indirectly, "
    "and the chain gives {computed}. The declared figure is not added.",
    "declared_no_chain": "{owner} is declared to hold {declared} of the {right} of {owned} indirectly, "
    "and no chain is described. The declared figure is not added.",
    "declared_not_computable": "{owner} is declared to hold {declared} of the {right} of {owned} indirectly. "
    "The chain runs through a role without a percentage and cannot be computed.",
}
"""In the order in which they are shown."""

SAID = {"certain": "yes", "possible": "possibly", "no": "no"}
"""What a certainty says of a question."""

PATHS = {
    "chain": "{names}: {sizes}, together {total}.",
    "aggregate_step": "{total} of the shares of {name} are held by {holders}.",
    "control_step": "{total} of the votes of {name} are held by {holders}.",
    "presumed_step": "{total} of the shares of {name}, taken to carry its votes, are held by {holders}.",
    "link": "{owner}: {kind} of {owned}, without a percentage.",
    "declared_agrees": "{owner} is declared to hold {declared} of the {right} of {owned} indirectly; the chain "
    "allows it ({computed}). The declared figure is not added.",
}
"""How a path is told, for a record or an explanation."""


def to_lower_words(code: str) -> str:
    """A code of the standards as words: ``boardMember`` becomes "board member"."""
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", code.replace("_", " ")).lower()
