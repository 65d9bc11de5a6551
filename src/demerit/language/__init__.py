"""Text to checked model: reading, parsing, checking, and saying what is wrong."""
