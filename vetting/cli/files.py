"""Files that a command is handed: what is said where there is none."""

from pathlib import Path

from vetting.domain.errors import BadInput, Fault


def require_file(file: Path, wanted: str = "the file") -> Path:
    """The path of a file that is there; raises ``BadInput`` where it is a folder, or nothing."""
    if file.is_dir():
        raise BadInput([Fault(str(file), "this is a folder.", f"Name {wanted} in it.")])
    if not file.is_file():
        raise BadInput([Fault(str(file), "there is no such file.", "Check the path.")])
    return file
