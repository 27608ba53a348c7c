"""``python -m vetting`` is the command line."""

from vetting.cli import main

main()
