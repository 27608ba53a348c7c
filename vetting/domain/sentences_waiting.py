"""Sentences of refusals about acts that take more than one signature."""

from collections.abc import Mapping

WAITING: Mapping[str, str] = {
    "act_names_nobody": "This act names nobody else who signs it, so it does not wait. Send it as it is.",
    "act_overtaken": (
        "The case has changed since {person} signed {signing}, so it cannot be signed as it was. "
        "{person} takes it back and signs it anew, on the case as it stands."
    ),
    "act_refused_without_reason": "Give the reason why you do not sign {signing}; whoever signed first reads it.",
    "act_signed_already": "{person} has signed {signing} already; it waits for others.",
    "act_takes_one_signature": "This act takes one signature only, and waits for nobody. Send it as it is.",
    "act_waits_already": (
        "You have signed this before, and it waits for another person as {signing}. Take {signing} back first, then sign anew."
    ),
    "act_waits_no_more": "{signing} no longer waits for a signature. Look at what became of it.",
    "not_named_in_act": "{person} is not named to sign {signing}. Whoever is named signs it with their own sign-in.",
    "not_own_act": "Only {person}, who signed {signing} first, can take it back. Refuse it with a reason instead.",
    "signs_for_another": (
        "Nobody signs for another: {people} must sign this with their own sign-in. Sign it at the desk, where it waits for them."
    ),
    "signs_own_act": "{person} signed {signing} first, so the second signature is another person's.",
    "unknown_signing": "The case has no act {signing} that waits for a signature.",
}
