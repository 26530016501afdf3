"""What may happen to a case, and what follows: pure. It knows no store, no clock and no door."""
