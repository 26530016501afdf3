"""The terminal front door: the newcomers' and the staff's channels on one keyboard and one screen."""
