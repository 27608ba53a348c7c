"""Files that a command is handed: what is said where there is none, or another than was asked for."""

from pathlib import Path

from vetting.domain.errors import BadInput, Fault


def require_file(file: Path, wanted: str = "the file") -> Path:
    """The path of a file that is there; raises ``BadInput`` where it is a folder, or nothing."""
    if file.is_dir():
        raise BadInput([Fault(str(file), "this is a folder.", f"Name {wanted} in it.")])
    if not file.is_file():
        raise BadInput([Fault(str(file), "there is no such file.", "Check the path.")])
    return file


def read_bytes(file: Path, wanted: str = "the file") -> bytes:
    """The bytes of a file that is there; raises ``BadInput``."""
    return require_file(file, wanted).read_bytes()


def read_text(file: Path, wanted: str) -> str:
    """The text of a file that is there; raises ``BadInput``, also where it is no text."""
    try:
        return read_bytes(file, wanted).decode()
    except UnicodeDecodeError as error:
        raise BadInput(
            [Fault(str(file), "this is no text.", f"Give {wanted} as it was handed to you.")]
        ) from error
