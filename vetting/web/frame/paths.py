"""Paths: the language in them, and the routes of a surface in one row.

``/{language:language}/…`` matches the six languages and nothing else.
"""

from collections.abc import Iterable

from fastapi import APIRouter
from starlette.convertors import StringConvertor, register_url_convertor

from vetting.web.frame.languages import LANGUAGES


class LanguageConvertor(StringConvertor):
    """One of the six languages."""

    regex = "|".join(LANGUAGES)


def register_language() -> None:
    """Make ``{name:language}`` known to routes; harmless when it is known already."""
    register_url_convertor("language", LanguageConvertor())


def in_one_row(parts: Iterable[APIRouter]) -> APIRouter:
    """One router with the routes of several; a router inside a router would be searched twice at each level."""
    whole = APIRouter()
    for part in parts:
        whole.routes.extend(part.routes)
    return whole
