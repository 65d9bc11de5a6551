"""How the terms of generated policies are written: quantities and conditions with names, and tables."""

from dataclasses import dataclass, field
from itertools import pairwise

from tests.laws.phrases import Phrases
from tests.laws.wording import NUMBERS, PHRASE, UNITS, WORDS, Thing, Wanted

CUTS = ("1", "2", "3", "4")
MOST_TERMS = 5


@dataclass
class Definitions(Phrases):
    """Writes terms, where conditions and quantities ask for them."""

    terms: list[str] = field(default_factory=list)
    in_term: int = 0

    def term(self, kind: str, wanted: Wanted | None) -> Thing | None:
        """Define a term, if it is time for one."""
        if kind not in ("yes", "number", "choice") or len(self.terms) + self.in_term >= MOST_TERMS:
            return None
        if not self.sometimes(7 if kind == "yes" else 5):
            return None
        name = self.take(self.names)
        sums, self.sums_so_far = self.sums_so_far, False
        self.in_term += 1
        if kind == "yes":
            thing, written = Thing(name, kind, is_term=True), f" {self.condition(PHRASE, 1)}{self.title()}"
        elif kind == "choice":
            words = self.some(WORDS, 2, 3)
            thing, written = self.table_of_words(name, words)
        else:
            thing, written = self.numeric(name, wanted or Wanted(natural=False))
        self.in_term -= 1
        self.sums_so_far = sums
        remarks = [f"    {self.one(('cite', 'note'))} {self.text()}" for _ in range(self.number(0, 1))]
        self.terms.append("\n".join([f"  {name} :{written}", *remarks]))
        self.things.append(thing)
        return thing

    def numeric(self, name: str, wanted: Wanted) -> tuple[Thing, str]:
        form = self.one(("table", "table", "cases", "quantity"))
        whole = True
        if form == "table" and wanted.unit is None:
            values = [value for value, whole in NUMBERS.items() if whole or not wanted.whole]
            values = [value for value in values if value != "0" or not wanted.positive]
            below = ["-2", "-3"] if wanted.whole else ["-2", "-0.5"]
            values += [] if wanted.natural else below * 12
            written, used = self.table(values)
            whole = all(NUMBERS.get(value, value in ("-2", "-3")) for value in used)
        else:
            piece = self.cases(wanted, 1, None) if form == "cases" else self.measure(wanted, PHRASE, 1, None)
            whole, written = piece.whole, f" {self.counted(piece.text)}{self.title()}"
        thing = Thing(name, "number", wanted.unit, whole, wanted.natural, wanted.positive, is_term=True)
        return thing, written

    # tables

    def table_of_words(self, name: str, words: list[str]) -> tuple[Thing, str]:
        written, used = self.table(words)
        return Thing(name, "choice", words=tuple(dict.fromkeys(used)), is_term=True), written

    def table(self, values: list[str]) -> tuple[str, list[str]]:
        """Write a table, behind its name; and give the values that stand in it, in their order."""
        axis, bands = self.axis()
        across, columns = self.axis() if self.sometimes(3) else ("", [])
        columns = [] if across == axis else columns
        if columns and columns[-1][-1].isdigit() and axis in self.choices():
            # A word on the next line would be read as the unit of the last column.
            axis, bands, across, columns = across, columns, axis, bands
        heading = f" table by {axis}{', ' + across if columns else ''}{self.title()}"
        lines = [f"      | {' | '.join(columns)}"] if columns else []
        used = [self.one(values) for _ in range(len(bands) * max(len(columns), 1))]
        if len(values) > 1 and len(set(used)) < 2:  # a choice has two words at least
            used[-1] = next(value for value in values if value != used[0])
        left = list(used)
        for band in bands:
            row = [left.pop(0) for _ in range(max(len(columns), 1))]
            lines.append(f"    {band} {self.one('|｜')} {' | '.join(row)}")
        return "\n".join([heading, *lines]), used

    def axis(self) -> tuple[str, list[str]]:
        """Give what a table is by, and the bands that cover it."""
        kind = self.one(("number", "number", "number", "choice", "yes"))
        thing = self.thing(kind, wanted=Wanted(self.one(list(UNITS)), natural=False) if kind == "number" else None)
        if kind == "yes":
            return thing.name, ["yes", "no"] if self.sometimes() else ["no", "yes"]
        if kind == "choice":
            words = self.some(thing.words, len(thing.words), len(thing.words))
            cut = self.number(1, len(words) - 1)
            return thing.name, [" or ".join(words[:cut]), " or ".join(words[cut:])]
        # Every band holds some whole number that the axis can be.
        cuts = [cut for cut in CUTS if thing.low is None or float(thing.low) <= int(cut) - 1]
        first = self.one(cuts)
        chosen = [first, *self.some([cut for cut in cuts if int(cut) > int(first) + 1], 0, 1)]
        if self.sometimes(6):
            return f"({thing.name} + {thing.name})", self.bands(chosen, thing.unit, whole=False)
        whole = thing.whole and not thing.is_term
        return thing.name, self.bands(chosen, thing.unit, thing.low, thing.high, whole=whole)

    def choices(self) -> set[str]:
        return {thing.name for thing in self.things if thing.kind == "choice"}

    def bands(
        self, cuts: list[str], unit: str | None, low: str | None = None, high: str | None = None, *, whole: bool
    ) -> list[str]:
        """Write bands with these cuts between them, from the lowest number to the highest."""
        ends: list[tuple[str, str]] = []
        for cut in cuts:
            form = self.one(("to", "under", "whole" if whole else "to"))
            if form == "whole":  # from one whole number to the next there is no gap
                ends.append((f"to {cut}", f"from {int(cut) + 1}"))
            else:
                ends.append((f"to {cut}", f"over {cut}") if form == "to" else (f"under {cut}", f"from {cut}"))
        word, cut = ends[0][0].split()
        first = f"{'up to' if word == 'to' else 'below'} {cut}"
        if low is not None and self.sometimes():
            first = f"from {low} {word} {cut}"
        closing = f" to {high}" if high is not None and self.sometimes() else ""
        between = [f"{before[1]} {after[0]}" for before, after in pairwise(ends)]
        bands = [first, *between, ends[-1][1] + closing]
        return [self.with_unit(band, unit) for band in bands]

    def with_unit(self, band: str, unit: str | None) -> str:
        words = band.split()
        for place in range(len(words)):
            if words[place].lstrip("-")[0].isdigit():
                words[place] += self.one(UNITS[unit])
        return " ".join(words)
