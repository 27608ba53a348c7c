"""The language in a path: ``/{language:language}/…`` matches the six languages and nothing else."""

from starlette.convertors import StringConvertor, register_url_convertor

from vetting.web.frame.languages import LANGUAGES


class LanguageConvertor(StringConvertor):
    """One of the six languages."""

    regex = "|".join(LANGUAGES)


def register_language() -> None:
    """Make ``{name:language}`` known to routes; harmless when it is known already."""
    register_url_convertor("language", LanguageConvertor())
