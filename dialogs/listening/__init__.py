"""The ear: what a person's typed words say, read without guessing; pure, and explainable by the word files it reads."""
