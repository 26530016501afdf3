"""`python -m bot` is `premiere-ecoute`."""

from bot.cli import main

main()
