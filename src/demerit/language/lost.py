"""What of a text could not be read, and so what must not be told of the rest."""

from dataclasses import dataclass

from demerit.language.parser import Gap


@dataclass(frozen=True, slots=True)
class Lost:
    """The gaps of a text."""

    gaps: tuple[Gap, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything could not be read."""
        return bool(self.gaps)

    def between(self, start: int, end: int, *, heading: bool = False) -> bool:
        """Tell whether something between two places could not be read or, if that is asked, a heading."""
        return any(start <= gap.span.start < end and (gap.heading or not heading) for gap in self.gaps)
