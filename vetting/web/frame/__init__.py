"""What every surface shares: pages, forms, languages, refusals, headers, limits."""

from vetting.web.frame.forms import Form
from vetting.web.frame.frame import Frame
from vetting.web.frame.paging import Paging, page_of
from vetting.web.frame.posts import Posted

__all__ = ["Form", "Frame", "Paging", "Posted", "page_of"]
