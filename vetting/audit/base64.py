"""Base64 (RFC 4648 section 4) in its one canonical spelling: padded, no line breaks, no stray bits."""

from base64 import b64decode, b64encode

from vetting.audit.errors import AuditError


def to_text(data: bytes) -> str:
    """Give the bytes as base64."""
    return b64encode(data).decode()


def from_text(text: str, refusal: type[AuditError]) -> bytes:
    """Give the bytes; raise the refusal unless writing them again gives the same text."""
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise refusal(f"Not base64: {text!r:.100}.") from error
    if to_text(data) != text:
        raise refusal(f"Not base64 in its canonical spelling: {text!r:.100}.")
    return data
