"""Words of the domain in the reader's language; a pack's own words where the texts have none."""

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape


@pass_context
def label(context: Context, topic: str, value: object, otherwise: str = "") -> Markup:
    """The text of ``topic.value``; where there is none, what is given instead, or the value itself."""
    entry = context["texts"].entries.get(f"{topic}.{value}")
    return escape(entry if isinstance(entry, str) else otherwise or str(value).replace("_", " "))
