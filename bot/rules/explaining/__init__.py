"""Explanations of a proposal, told in French: at the command line, and to animators in the staff bot."""
