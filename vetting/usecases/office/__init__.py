"""What an office sees of its cases: read, never written, and the same for a page, the API and a test.

- A ``CaseView`` is one case as one person has it before them, at one time; every module takes it.
- Nothing here decides: what a person may not do is said by the domain, with its sentence.
- Values are frozen, and their texts are ready to be shown.
"""
