"""The verbs of `premiere-ecoute`, one module each; `bot.cli` declares their arguments."""
