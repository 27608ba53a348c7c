"""What is true of a vetting, whoever runs it.

Rules this package keeps:

- It knows no file, no network, no database, no clock: time and identifiers are arguments.
- ``…Fields`` classes are validated values that a table may extend; events and commands are frozen.
- Every refusal is a code with parameters; its sentence stands in ``sentences`` and nowhere else.
- Stages, owners, transitions, roles and acts are tables, and tests prove them complete.
"""
