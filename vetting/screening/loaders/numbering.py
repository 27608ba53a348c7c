"""Ids for entries whose publisher gives none: the same entry keeps its id as long as it reads the same."""

import hashlib

from vetting.screening.lists import ListDraft


def number_entry(draft: ListDraft, given: str, *texts: str) -> str:
    """The publisher's id, or else one made of what the entry says; empty where it says nothing."""
    if given:
        return f"{draft.source}-{given}"
    if not texts[0]:
        return ""
    said = "\x1f".join(" ".join(text.casefold().split()) for text in texts)
    return f"{draft.source}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"
