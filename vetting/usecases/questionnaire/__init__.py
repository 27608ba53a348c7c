"""The questionnaire of a case as a file: taken offline, filled in, and brought back.

- ``items``: what the file holds. ``asking``: the file of a case. ``pages``, ``cells``, ``book`` and ``text``: its two
  forms, a workbook and YAML. ``filled`` and ``checks``: what came back, and what is wrong with it.
- ``changes``: what the file would change, and where both sides changed. ``bringing``: doing it, in one commit.
"""
