"""Sentences of refusals that come from the web's frame rather than from a rule of vetting."""

from collections.abc import Mapping

FRAME: Mapping[str, str] = {
    "body_too_large": "This is more than can be taken at once. Send less, or in several parts.",
    "service_busy": "The service cannot answer at this moment. Nothing was changed; please try again in a minute.",
    "form_from_elsewhere": (
        "This form was sent from another site, so it was not taken. Open the page here and send it again."
    ),
    "form_unreadable": "The form could not be read. Go back, check it and send it again.",
    "input_unreadable": (
        "Part of this address or request could not be understood. Check it, or begin from the first page."
    ),
    "method_not_allowed": "This address cannot be used in this way. Begin from the first page.",
    "page_not_found": "There is no page at this address. Check the address, or begin from the first page.",
    "unexpected_fault": (
        "Something went wrong here, not with you. If it happens again, tell the office the number {id}: "
        "it says nothing about you."
    ),
}
