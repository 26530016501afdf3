"""The doors: each turns what it receives into an arrival, and what it is given into its own form; none decides."""
