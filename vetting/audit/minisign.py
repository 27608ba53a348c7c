"""Signatures that minisign can check (its format of 2020, prehashed), made with the log's own key.

The rules this module keeps:

1. What is signed is the BLAKE2b hash of the content; a second signature covers the first and the trusted
   comment.
2. A key's number is the first eight bytes of the public key, so that whoever has the fingerprint can write
   the key in minisign's form without asking for more.
"""

from collections.abc import Callable
from hashlib import blake2b

from vetting.audit import base64
from vetting.audit.note import VerifierKey


def sign_minisign(content: bytes, sign: Callable[[bytes], bytes], key: VerifierKey, comment: str) -> str:
    """Give the text of a .minisig file; `sign` is the key's Ed25519, `comment` is covered by the signature."""
    signature = sign(blake2b(content).digest())
    seal = sign(signature + comment.encode())
    return (
        f"untrusted comment: {UNTRUSTED}\n"
        f"{base64.to_text(b'ED' + key.public[:8] + signature)}\n"
        f"trusted comment: {comment}\n"
        f"{base64.to_text(seal)}\n"
    )


def to_minisign(key: VerifierKey) -> str:
    """Give a key as minisign takes it after -P."""
    return base64.to_text(b"Ed" + key.public[:8] + key.public)


UNTRUSTED = "SHA256SUMS, by the key of the log"
