"""One arrival or one deed is one transaction: what each of them does, whatever door it came by."""
