"""Signatures given on a case, and those that fell since: a recusal found out later voids them.

- A signature falls when its person had an open conflict on the day of signing, as is known by now, or,
  while the case is undecided, has one today.
- What fell is kept and shown as void; the same act done anew is another signature.
- A decision that rested on it is taken up again.
- The log entry of an act says how it was given (``given``); one that says nothing was asserted.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel


class SignatureKind(StrEnum):
    """What was signed."""

    VOTE = "vote"
    COUNTERSIGNATURE = "countersignature"  # of an answer
    TRIAGE = "triage"  # the countersignature of the triage
    JUDGEMENT = "judgement"  # of a match
    JUDGEMENT_SECOND = "judgement_second"
    EXCEPTION = "exception"
    EXCEPTION_SECOND = "exception_second"
    PLAN = "plan"
    RISK = "risk"
    SECOND = "second"  # of a departure
    DECISION = "decision"


class Given(StrEnum):
    """How a signature was given; the gravest doubt first."""

    ASSERTED = "asserted"  # in a file or on the command line: whoever owns the home answers for it
    SIGNED_IN = "signed_in"  # by whoever was signed in
    PROVEN = "proven"  # by whoever was signed in, with a proof of the last five minutes of who they are


class VoidedSignatureFields(SQLModel):
    """A signature that does not count any more, with the declaration it fell for."""

    case: str
    id: str = Field(min_length=1, max_length=40)  # V-1
    kind: SignatureKind
    subject: str = ""  # the criterion and number of an answer, the id of an exception
    person: str
    signed_at: datetime
    declaration: str
    voided_at: datetime
