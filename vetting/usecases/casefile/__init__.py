"""Case files: a whole case in one file that an officer can write by hand.

Rules this package keeps:

- A file is read whole or not at all; what is wrong is said all at once, each fault with its line.
- What it says becomes the same commands that everyone else sends; nothing here writes state.
- Nothing in a file may rest on what came later than it says.
"""
