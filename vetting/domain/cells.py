"""Cells of exported tables: a text that a spreadsheet would take for a formula is kept a text."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_safe_cell(value: str | int | None) -> str | int:
    """The cell as exported: an apostrophe before what begins like a formula (OWASP, CSV Injection)."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
