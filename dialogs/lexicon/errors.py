"""The one error of the lexicon: a word file that cannot be understood."""


class LexiconError(ValueError):
    """A lexicon file is wrong; the message reads `file:line: fact; likely mend`.

    Attributes:
        file: Name of the file, as the caller gave it.
        line: Line number, from 1.
    """

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
