"""Which layout a file has, by what it begins with: names of files say nothing certain."""

import csv
import io

_ZIP = b"PK\x03\x04"
_OFAC_COLUMNS = {12: "ofac-names", 5: "ofac-alternatives", 6: "ofac-addresses"}


def recognise(content: bytes) -> str:
    """The name of the layout; unknown where it is none that is known."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_ZIP):
        return "debarment"
    if head.startswith(b"<"):
        return "un-xml"
    if head.startswith((b"{", b"[")):
        return "ftm-json"
    return _recognise_csv(head.decode("latin-1"))


def _recognise_csv(head: str) -> str:
    line = head.replace("\0", "")
    mark = max(",;\t", key=line.count)
    first = next(csv.reader(io.StringIO(line, newline=None), delimiter=mark), [])
    if first and first[0].strip().isdigit():
        return _OFAC_COLUMNS.get(len(first), "unknown")
    columns = {one.strip().strip('"').casefold() for one in first}
    if "lei" in columns:
        return "gleif-csv"
    if {"declared by", "interest"} <= columns or {"declared_by", "interest"} <= columns:
        return "declarations"
    if any("ineligib" in one and ("from" in one or "start" in one) for one in columns) or any(
        "debar" in one or "grounds" in one for one in columns
    ):
        return "debarment"
    return "ineligibility" if columns & {"vendor", "vendor name", "company name", "supplier"} else "unknown"
