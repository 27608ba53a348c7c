"""Finds what must not stand in a tracked file: registries' hosts, and paths of somebody's machine."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FORBIDDEN = {
    "the host of a package registry": re.compile(
        r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|(?:deb|security)\.debian\.org)\b"
    ),
    "a path of one machine": re.compile(r"(?:^|[^\w.~/-])/(?:work|root|farm|home/[a-z]\w*)/"),
    "a user's folder": re.compile(r"(?:^|[^\w])(?:[A-Z]:\\Users\\|/Users/)\w"),
}


def main() -> int:
    """Print every such line, and return 1 where there is one."""
    faults = [fault for path in list_tracked() for fault in find_faults(path)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def list_tracked() -> list[Path]:
    """Return the files that git tracks and that are there."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    paths = (ROOT / name for name in names.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def find_faults(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Give a sentence for each forbidden thing in a text file; a binary file has no lines to read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return
    for number, line in enumerate(lines, 1):
        for what, pattern in FORBIDDEN.items():
            if pattern.search(line):
                yield f"{path.relative_to(root)}:{number}: {what} stands here."


if __name__ == "__main__":
    sys.exit(main())
