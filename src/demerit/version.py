"""The two version numbers, kept apart: of the package, and of the language that it reads."""

__version__ = "0.3.0"

LANGUAGE_VERSION = "4"
