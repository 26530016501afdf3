"""Rules as files, revisions and worlds: read, compared, replayed, explained. No case is changed here."""
