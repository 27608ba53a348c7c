"""Sentences of refusals that come from the web's frame rather than from a rule of vetting."""

from collections.abc import Mapping

FRAME: Mapping[str, str] = {
    "body_too_large": "This is more than can be taken at once. Send less, or in several parts.",
    "service_busy": "The service cannot answer at this moment. Nothing was changed; please try again in a minute.",
    "form_from_elsewhere": (
        "This form was sent from another site, so it was not taken. Open the page here and send it again."
    ),
    "host_unknown": (
        "This system is not known under the name in your address bar. Use the address that the office gave you; "
        "the office adds a name with VETTING_ADDRESS or VETTING_HOSTS."
    ),
    "form_unreadable": "The form could not be read. Go back, check it and send it again.",
    "input_unreadable": (
        "Part of this address or request could not be understood. Check it, or begin from the first page."
    ),
    "method_not_allowed": "This address cannot be used in this way. Begin from the first page.",
    "page_not_found": "There is no page at this address. Check the address, or begin from the first page.",
    "account_exists": "The id, the login or the subject of {account} is taken by another account. Choose another.",
    "role_kept_on_case": (
        "{account} is {roles} on {cases}, and the account would not hold that. "
        "Give the account the role, or let another person assign {account} anew on the case without it."
    ),
    "kept_confidential": (
        "What was said in confidence stays closed to whoever proposed the case and to whoever has an open conflict of interest."
    ),
    "no_account_here": (
        "You are known to the sign-in provider, but have no account here. Ask whoever runs this service for one."
    ),
    "not_on_this_case": (
        "You are not on this case, or there is none of this id. Ask its focal point to assign you, if you should be."
    ),
    "not_open_to_you": "None of your roles opens this page. Ask the focal point of the case, or whoever runs this service.",
    "not_signed_in": "Sign in first.",
    "password_length": "A password here has {least} to {most} characters. Choose another.",
    "passwords_not_here": (
        "Passwords are taken on this machine alone. Give the service an address of this machine, or a sign-in provider."
    ),
    "provider_unreachable": "The sign-in provider did not answer as it should. Try again in a minute.",
    "sign_in_again": "A signature needs a fresh proof of who you are. Sign in again, then send it once more.",
    "sign_in_failed": "The login and the password do not go together. Check both and try again.",
    "sign_in_interrupted": "Signing in was interrupted or took too long. Begin again.",
    "too_many_tries": "Too many passwords were wrong. Wait {minutes} minutes, then try again.",
    "token_beyond_account": "The account {account} has no role {roles}, so its token cannot give it.",
    "unexpected_fault": (
        "Something went wrong here, not with you. If it happens again, tell the office the number {id}: "
        "it says nothing about you."
    ),
}
