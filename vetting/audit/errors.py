"""What the log refuses, one line each. Every one carries a sentence that says what was expected and found."""


class AuditError(Exception):
    """Something about the log is not as it must be."""


class NotCanonical(AuditError):
    """A value has no canonical bytes, or bytes are not the canonical ones of their value."""


class EntryRefused(AuditError):
    """An entry, a commitment or an opening is malformed or too large."""


class ProofRefused(AuditError):
    """A proof does not lead to the root it should, or is malformed."""


class NoteRefused(AuditError):
    """A signed note or a key is malformed, or no known key signed the note."""


class CheckpointRefused(NoteRefused):
    """The text of a note is no checkpoint, or not one of this log."""


class BundleRefused(AuditError):
    """A bundle cannot be made of what was given."""
