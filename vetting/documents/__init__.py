"""What a decision record says, before it is a file.

Rules this package keeps:

- The record is one JSON document: canonical, without floats, the same for the same dossier.
- Nothing is left out in silence: a section without content is there and says so, a withheld text
  is there with its reason and is counted.
- Texts that never change are keys of a catalogue; texts of people are maps from language to text.
- Word, PDF and HTML are renderings of one view of that document and add nothing to it.
"""
