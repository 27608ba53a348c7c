"""What the log refuses, one line each. Every one carries a sentence that says what was expected and found."""


class AuditError(Exception):
    """Something about the log is not as it must be."""


class NotCanonicalError(AuditError):
    """A value has no canonical bytes, or bytes are not the canonical ones of their value."""


class EntryError(AuditError):
    """An entry, a commitment or an opening is malformed or too large."""


class ProofError(AuditError):
    """A proof does not lead to the root it should, or is malformed."""


class NoteError(AuditError):
    """A signed note or a key is malformed, or no known key signed the note."""


class CheckpointError(NoteError):
    """The text of a note is no checkpoint, or not one of this log."""
