"""Which kinds of files are taken from strangers, and what a rebuilt one no longer has.

The process in which a file is rebuilt reads this module, so it draws in no library: each file pays for them.
"""

from enum import StrEnum

SUFFIXES = ("pdf", "docx", "odt", "txt", "png", "jpg", "jpeg")
"""The ends of the names of files that are taken."""


class LeftOut(StrEnum):
    """What a rebuilt file no longer has."""

    METADATA = "metadata"
    COMMENTS = "comments"
    CHANGES = "changes"
    LINKS = "links"
    ATTACHMENTS = "attachments"
    SCRIPTS = "scripts"
    FORMS = "forms"
    LAYOUT = "layout"
    PICTURES = "pictures"
    FRAMES = "frames"
    APPENDED = "appended"
    MARKS = "marks"
