"""Sealed content: what only its readers' keys open, padded so that its length says little.

- What a submitter asks to keep confidential is sealed before it is stored, and nothing derived from it
  is stored unsealed.
- A contact lies in a table of its own, under an id of its own that stands inside the sealed content:
  the database alone does not tell whose it is.
"""

from datetime import datetime

from sqlmodel import Field, SQLModel

SMALLEST = 4096
LARGEST = 16 * 1024 * 1024
_HEAD = 4  # bytes that tell how long the content is


class SealedFields(SQLModel):
    """The sealed part of one submission."""

    case: str
    id: str = Field(min_length=1, max_length=40)  # the submission's
    content: bytes
    sha256: str  # of the content as sealed


class IdentityFields(SQLModel):
    """Who a submitter is and how to reach them, sealed to two custodians, both of whom are needed."""

    id: str = Field(min_length=1, max_length=40)
    content: bytes


class ReportFields(SQLModel):
    """A report of a partnership that is not in the register, sealed to the officers."""

    id: str = Field(min_length=1, max_length=40)
    week: datetime  # the Monday of the week in which it came
    content: bytes
    handled: str = ""  # what became of it, in the officer's words


def pad(content: bytes) -> bytes:
    """The content with its length in front, filled up to the next of a few sizes; each is twice the last."""
    size = SMALLEST
    while size < len(content) + _HEAD:
        size *= 2
    if size > LARGEST:
        raise ValueError(f"The content has {len(content)} bytes; at most {LARGEST - _HEAD} can be sealed.")
    return (len(content).to_bytes(_HEAD) + content).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """The content of what was padded; raises ``ValueError`` where it is not of that form."""
    size = int.from_bytes(padded[:_HEAD])
    content = padded[_HEAD : _HEAD + size]
    if len(padded) < SMALLEST or len(content) != size or padded[_HEAD + size :].strip(b"\0"):
        raise ValueError("The content is not padded as it should be.")
    return content
