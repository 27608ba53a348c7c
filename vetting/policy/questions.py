from typing import Any
def order_questions(book: Any, couplings: Any, standing: Any, unanswered: Any, outlook: Any) -> tuple[str, ...]:
    return tuple(unanswered)
