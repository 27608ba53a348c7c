"""The log as a record cites it: the checkpoint that stood before the record was written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LogCitation:
    """One signed checkpoint, with the fingerprint of the key that must be known from elsewhere."""

    origin: str
    size: int
    root: str  # hex
    checkpoint_text: str  # as signed, with its signature lines
    key_fingerprint: str
