"""Receipts: what lets a submitter, and nobody else, find what became of a submission.

- A receipt is 130 random bits, written as 26 characters of Crockford's base 32 in five groups.
- What is stored of it is the SHA-256 of an id derived from it (HKDF, RFC 5869): who reads the database
  cannot make the receipt, and there is no recovery.
- It is read forgivingly: small letters, spaces, hyphens, O for 0, I and L for 1, digits of any script.
- Before a submission is complete, two of its groups are typed once, so that a lost receipt is noticed.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from itertools import pairwise

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal

BITS = 130
LENGTH = 26
GROUPS = (5, 5, 5, 5, 6)
ASKED = (2, 5)  # the groups that are typed once, counted from 1

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LOOKUP = b"vetting/receipt/lookup/v1"


class ReceiptFields(SQLModel):
    """What is kept of a receipt: the hash under which its submission is found."""

    lookup: str = Field(min_length=64, max_length=64)
    case: str
    submission: str


def to_receipt(number: int) -> str:
    """The receipt of a number of 130 bits, without its hyphens."""
    if not 0 <= number < 1 << BITS:
        raise ValueError(f"A receipt has {BITS} bits.")
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(LENGTH)))


def parse_receipt(text: str) -> str | None:
    """The receipt that somebody typed; ``None`` where it cannot be one."""
    receipt = "".join(_plain(character) for character in unicodedata.normalize("NFKC", text))
    receipt = receipt.upper().translate(_READ_AS)
    return receipt if len(receipt) == LENGTH and set(receipt) <= set(_ALPHABET) else None


def to_groups(receipt: str) -> list[str]:
    """The groups in which a receipt is shown."""
    ends = [sum(GROUPS[:number]) for number in range(len(GROUPS) + 1)]
    return [receipt[start:end] for start, end in pairwise(ends)]


def why_not_confirmed(receipt: str, typed: Mapping[int, str]) -> Refusal | None:
    """Why a submission is not complete yet, if so: the groups that are asked for were not typed as they are."""
    groups = to_groups(receipt)
    if all(_same(groups[number - 1], typed.get(number, "")) for number in ASKED):
        return None
    return Refusal("receipt_groups_differ", {})


def lookup_of(receipt: str, purpose: bytes = _LOOKUP) -> str:
    """The hash under which the submission of a receipt is stored; or, for another purpose, what else it finds."""
    return hashlib.sha256(derive(receipt, purpose)).hexdigest()


def name_act(kind: str, receipt: str, said: bytes) -> str:
    """The id of an act that a receipt and what was said give together: nobody who reads the log can try words against it."""
    return f"{kind}/{derive(receipt, f'vetting/receipt/{kind}/v1|'.encode() + said).hex()[:40]}"


def derive(receipt: str, info: bytes) -> bytes:
    """32 bytes from a receipt for one purpose (HKDF with SHA-256, one block, no salt)."""
    key = hmac.new(bytes(32), receipt.encode("ascii"), hashlib.sha256).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()


def _same(group: str, typed: str) -> bool:
    plain = "".join(map(_plain, unicodedata.normalize("NFKC", typed))).upper().translate(_READ_AS)
    return hmac.compare_digest(group.encode(), plain.encode())


def _plain(character: str) -> str:
    """A digit of any script as ours; nothing where it is a space, a hyphen or a mark of direction."""
    if (digit := unicodedata.digit(character, -1)) >= 0:
        return str(digit)
    category = unicodedata.category(character)
    return "" if category in ("Cf", "Pd", "Zs", "Cc") or character in "_." else character
