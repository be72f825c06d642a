"""`python -m pressloc`."""

from pressloc.cli import main

main()
