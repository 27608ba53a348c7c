"""Which roles on a case a person's account lets them hold.

- Where a person has an account, they hold on a case only roles that the account has, or roles that those enclose:
  so nobody is made a decider by whoever proposes a case, but by whoever keeps the accounts.
- A higher authority encloses the lower ones; initiator and focal point are one office.
- Company and consultee sign nothing for the office; they ask for no role of an account.
- Nobody gives themselves a role that signs, advises or reads what was said in confidence.
- Where there are no accounts at all none of this is asked: whoever owns the home answers for its files.
- A program's token acts with its own roles alone, however many its person has on the case.
"""

from collections.abc import Collection, Iterable, Mapping

from vetting.domain.errors import Refusal
from vetting.domain.people import AUTHORITY_OF, PersonFields, Role, words_of

FREE = frozenset({Role.COMPANY, Role.CONSULTEE})
"""The roles that a person may have on a case whatever their account says."""

_OFFICE = frozenset({Role.INITIATOR, Role.FOCAL_POINT})
ENCLOSES: Mapping[Role, frozenset[Role]] = {
    role: frozenset(lower for lower, number in AUTHORITY_OF.items() if number < authority)
    for role, authority in AUTHORITY_OF.items()
} | dict.fromkeys(_OFFICE, _OFFICE)
"""What else an account with a role may hold on a case."""


def list_held(roles: Iterable[Role]) -> frozenset[Role]:
    """These roles of an account or a token, and those that they enclose."""
    own = frozenset(roles)
    return own.union(*(ENCLOSES.get(role, frozenset()) for role in own))


def find_unheld(wanted: Iterable[Role], roles: Iterable[Role]) -> list[Role]:
    """Those of the wanted roles that an account with these roles does not hold, in order."""
    held = list_held(roles) | FREE
    return [role for role in wanted if role not in held]


def narrow(person: PersonFields | None, roles: Iterable[Role]) -> PersonFields | None:
    """A person of a case with those roles alone that these roles let them hold; ``None`` where none is left."""
    held = list_held(roles)
    left = [role for role in person.roles if role in held] if person else []
    return person.model_copy(update={"roles": left}) if person and left else None


def list_unknown(people: Iterable[PersonFields], accounts: Collection[str]) -> list[str]:
    """Those of a case, by id, who would sign in and have no account; nobody where there are no accounts."""
    outside = FREE | {Role.SYSTEM}
    return [one.id for one in people if accounts and one.id not in accounts and set(one.roles) - outside]


def why_not_hold(person: PersonFields, account_roles: Iterable[Role] | None) -> Refusal | None:
    """Why this person cannot have these roles on a case, if so; whoever has no account is not asked."""
    lacking = [] if account_roles is None else find_unheld(person.roles, account_roles)
    if not lacking:
        return None
    options = " ".join(f"--role {role.value}" for role in lacking)
    return Refusal("role_not_held", {"person": person.id, "roles": words_of(lacking), "options": options})


def why_not_assign_self(
    by: str, person: PersonFields, known: PersonFields | None, signing: Collection[Role]
) -> Refusal | None:
    """Why somebody cannot give themselves these roles, if so; what they have already they may keep."""
    had = known.roles if known else []
    gained = [role for role in person.roles if role in signing and role not in had]
    if by != person.id or not gained:
        return None
    return Refusal("assigns_self", {"person": by, "roles": words_of(gained)})
