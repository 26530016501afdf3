"""Telegram: one reader of updates for both bots, and a folder for each of them."""
