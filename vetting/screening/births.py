"""Two dates of birth side by side, each known to the day, the month or the year.

>>> compare_births("1963-05-14", "1963-05-14"), compare_births("1963-05-14", "1963")
('birth_day', 'birth_year')
>>> compare_births("1963-05-14", "1963-06-14"), compare_births("1963-05-14", "1965")
('birth_near', 'birth_other')
"""


def compare_births(left: str, right: str) -> str:
    """The name of what they show: the same day, a slip, the same year, the next year, or another."""
    if left == right:
        return "birth_day" if len(left) > _YEAR else "birth_year"
    first, second = left.split("-"), right.split("-")
    if len(first) == len(second) == _PARTS:
        return _compare_days(first, second)
    if first[0] != second[0]:
        return "birth_close" if abs(int(first[0]) - int(second[0])) == 1 else "birth_other"
    return "birth_year"


def _compare_days(first: list[str], second: list[str]) -> str:
    """A slip: day and month exchanged, or one of the three parts another; a year may be one digit off."""
    same = sum(a == b for a, b in zip(first, second, strict=True))
    if first[0] == second[0]:
        swapped = first[1:] == second[:0:-1]
        return "birth_near" if same == _PARTS - 1 or swapped else "birth_year"
    if same == _PARTS - 1 and sum(a != b for a, b in zip(first[0], second[0], strict=True)) == 1:
        return "birth_near"
    return "birth_close" if abs(int(first[0]) - int(second[0])) == 1 else "birth_other"


_YEAR, _PARTS = 4, 3
