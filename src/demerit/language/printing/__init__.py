"""Takes a `Document`, gives its text: one layout, in any language of the keyword table."""

from demerit.language.printing.layout import show, show_examples, show_expectation

__all__ = ["show", "show_examples", "show_expectation"]
