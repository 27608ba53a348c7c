"""How templates are filled: one environment for each surface, with undefined names refused."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from math import ceil
from pathlib import Path

from babel.dates import format_date, format_datetime, get_datetime_format
from babel.numbers import format_decimal
from babel.units import format_unit
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from vetting.web.frame.languages import AUTONYMS, LANGUAGES, RIGHT_TO_LEFT, Texts
from vetting.web.frame.static import static_url
from vetting.web.settings import MEGABYTE

KILOBYTE = 1024


# each template is compiled once in a process, not once for each application
@lru_cache(maxsize=8)
def make_environment(templates: Path, surface: str) -> Environment:
    """The environment of a surface: its own templates, then those that all share."""
    environment = Environment(
        loader=FileSystemLoader([templates / surface, templates / "shared"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    environment.globals |= {
        "static": static_url,
        "surface": surface,
        "languages": [
            (code, AUTONYMS[code], "rtl" if code in RIGHT_TO_LEFT else "ltr") for code in LANGUAGES
        ],
        "t": say,
        "n": count,
    }
    environment.filters |= {
        "bdi": to_bdi,
        "bytes": to_size,
        "country": to_country,
        "date": to_date,
        "language": to_language,
        "moment": to_moment,
        "number": to_number,
        "plain": to_log_words,
    }
    return environment


@pass_context
def say(context: Context, key: str, **params: object) -> Markup:
    """``t("key", name=…)``: the text of a key in the reader's language."""
    return _texts(context).say(key, **params)


@pass_context
def count(context: Context, key: str, number: int, **params: object) -> Markup:
    """``n("key", 3)``: the text of a key in its plural form."""
    return _texts(context).count(key, number, **params)


def to_bdi(value: object) -> Markup:
    """A name or another foreign text, kept from turning the direction of the text around it."""
    return Markup("<bdi>{}</bdi>").format(escape(value))


@pass_context
def to_date(context: Context, value: date | datetime) -> str:
    """The day, as the reader's language writes it."""
    return format_date(value, format="long", locale=_texts(context).locale)


@pass_context
def to_moment(context: Context, value: datetime) -> str:
    """The day and minute in UTC, as the reader's language writes it."""
    locale = _texts(context).locale
    time = format_datetime(value, "HH:mm", locale=locale) + " UTC"
    joined = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    return joined.format(time, format_date(value, format="long", locale=locale))


@pass_context
def to_country(context: Context, code: str | None) -> str:
    """A country by its name and code: "Kenya (KE)"; a region by its name; the code where no name is known."""
    name = _texts(context).locale.territories.get((code or "").upper())
    if name is None:
        return code or ""
    return str(name) if str(code).isdigit() else f"{name} ({code})"


@pass_context
def to_language(context: Context, code: str) -> str:
    """A language by its name in the reader's language; the code alone where no name is known."""
    return str(_texts(context).locale.languages.get(code, code))


@pass_context
def to_number(context: Context, value: float) -> str:
    """The number, as the reader's language writes it."""
    return format_decimal(value, locale=_texts(context).locale)


@pass_context
def to_size(context: Context, value: int) -> str:
    """The size of a file in kilobytes or megabytes, as the reader's language writes it."""
    unit, share = ("kilobyte", KILOBYTE) if value < MEGABYTE else ("megabyte", MEGABYTE)
    return format_unit(ceil(value / share), unit, "short", locale=_texts(context).locale)


def to_log_words(value: object) -> str:
    """A value of the log as words: "yes", "not given", "defer, refuse", "COI-02: unknown"."""
    if value is None:
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {to_log_words(one)}" for name, one in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(to_log_words(one) for one in value) or "none"
    return str(value)


def _texts(context: Context) -> Texts:
    texts: Texts = context["texts"]
    return texts
