"""Reads a text once and, where it cannot be read, says why: what stands there, and what could have come."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, cast

from lark import Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken

from demerit.language import codes, keywords, slips
from demerit.language.diagnostics import Diagnostic
from demerit.language.messages import Text, either, say, sentences
from demerit.language.nearness import near
from demerit.language.parser import wording
from demerit.language.parser.foreign import foreign_keyword
from demerit.language.parser.gaps import _QUOTED, _Failure, _line_end, _starts, _statement, _taken_for_operand
from demerit.language.parser.grammar import FRAGMENTS, grammar
from demerit.language.samples import sample
from demerit.language.source import Source, Span


def _attempt(text: str, start: str, source: Source) -> "tuple[Tree[Token], list[Token]] | _Failure":
    """Read a text: give lark's tree and the tokens, or why there is none."""
    state = grammar(*(() if start == "document" else FRAGMENTS)).parse_interactive(text, start)
    tokens: list[Token] = []
    try:
        tokens.extend(state.iter_parse())
        tree = cast("Tree[Token]", state.feed_eof(tokens[-1] if tokens else None))  # type: ignore[no-untyped-call]
    except UnexpectedInput as fault:
        # The token that does not fit has been handed out before it was refused.
        token = fault.token if isinstance(fault, UnexpectedToken) else None
        if token is not None and tokens and tokens[-1] is token:
            tokens.pop()
        at = fault.pos_in_stream or 0
        if (taken := _taken_for_operand(text, tokens, at)) is not None:
            return _broken_off(text, start, source, tokens[:taken])
        explanation = _Explanation(source, text, tokens, token, at, state.accepts(), start)  # type: ignore[no-untyped-call]
        return explanation.failure()
    if start == "document" and (taken := _taken_for_operand(text, tokens)) is not None:
        return _broken_off(text, start, source, tokens[:taken])
    return tree, tokens


def _broken_off(text: str, start: str, source: Source, tokens: list[Token]) -> "_Failure":
    """Say that a statement breaks off behind these tokens."""
    at = tokens[-1].end_pos or 0
    end = Token("$END", "", start_pos=at)
    return _Explanation(source, text, tokens, end, at, _accepts(start, tokens), start).failure()


def _accepts(start: str, tokens: list[Token]) -> set[str]:
    """Give what can stand behind these tokens."""
    state = grammar(*(() if start == "document" else FRAGMENTS)).parse_interactive(start=start)
    for token in tokens:
        state.feed_token(token)
    return cast("set[str]", state.accepts())  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class _Explanation:
    """Why a text cannot be read on: where, what stands there, what came before, and what could have come."""

    source: Source
    text: str
    before: list[Token]
    token: Token | None
    at: int
    accepts: set[str]
    start: str

    def failure(self) -> _Failure:
        at = self.at
        if self.token is not None and self.token.type == "$END":
            at = self._span(self.before[-1]).end if self.before else 0
        if (above := self._headless()) is not None and self.token is not None:
            found, heading = f"“{' '.join(self.token.split())}”", keywords.spelling(above)
            expected = say("it stands under a heading, and above it there is no line “{heading} …”", heading=heading)
            diagnostic = self._at(codes.UNEXPECTED, self._span(self.token), found=found, expected=expected)
            return _Failure(diagnostic, at, (heading,))
        diagnostic = self._diagnostic(at)
        # What is blanked out is the statement that the fault is told of, not the one in which it came to light.
        at = diagnostic.span.start if diagnostic.span else 0
        if diagnostic.code is codes.KEYWORD_UNKNOWN:
            return _Failure(diagnostic, at, diagnostic.near)
        line_start = self.text.rfind("\n", 0, at) + 1
        if "$END" in self.accepts and self._first_on_line(at) and not _starts().match(self.text, line_start):
            effect = self.token is not None and self.token.type in ("DEDUCT", "ADD")
            return _Failure(diagnostic, at, (keywords.spelling("WHEN"),) if effect else ())
        return _Failure(diagnostic, at)

    def _headless(self) -> str | None:
        """Give the keyword of the heading that is missing above a line that can only stand under it."""
        if self.token is None or self.token.type in self.accepts or not self._first_on_line(self.at):
            return None
        if self.before and "$END" not in self.accepts:
            return None  # it is the statement above that breaks off
        spelt = {spelling for keyword in keywords.table().values() for spelling in keyword.spellings}
        if self.token.type == "DECLARED" and "FACTS" in self.accepts and self.token.strip() not in spelt:
            return None if "ITEM" in self.accepts else "FACTS"
        return next((h for h, lines in wording.UNDER.items() if self.token.type in lines and h in self.accepts), None)

    def _diagnostic(self, at: int) -> Diagnostic:
        if self.token is not None and self.token.type == "$END":
            return self._misled() or self._breaks_off(at)
        mistaken = (
            self._foreign(at)
            or self._slip(slips.bare_name(self.text, at, self.before))
            or self._table()
            or self._slip(self._there() or slips.range_before(self.text, at, self.before))
            or self._misled()
            or self._keyword_for_name()
            or self._misworded(at)
            or self._swallowed()
            or self._slip(slips.type_misspelt(self.text, self.before))
            or self._date()
        )
        if mistaken is not None:
            return mistaken
        if self._first_on_line(at):
            line_start = self.text.rfind("\n", 0, at) + 1
            if self.before and "$END" not in self.accepts and _starts().match(self.text, line_start):
                return self._breaks_off(self._span(self.before[-1]).end)
            if "DECLARED" in self.accepts and (match := wording.NAME_AND_COLON.match(self.text, at)):
                expected = say("a name begins with a letter, or stands in corner brackets: 「{name}」", name=match[1])
                return self._at(codes.UNEXPECTED, Span(*match.span(1)), found=f"“{match[1]}”", expected=expected)
        if self.text[at] in wording.MINUSES and "SHORT_OF" in self.accepts:
            minus, short = keywords.spelling("MINUS"), keywords.spelling("SHORT_OF")
            expected = say(wording.DIFFERENCE, minus=minus, short=short)
            return self._at(codes.UNEXPECTED, Span(at, at + 1), found=f"“{self.text[at]}”", expected=expected)
        if (
            self.text[at] in wording.MINUSES
            and "TO" in self.accepts
            and (slip := slips.dashed(self.text, at, self.before))
        ):
            return self._told(slip)
        if self.text[at] in wording.MINUSES and "MINUS" in self.accepts:
            minus = keywords.spelling("MINUS")
            return self._at(codes.UNEXPECTED, Span(at, at + 1), [minus], found=f"“{self.text[at]}”", expected="")
        if slip := slips.band_sign(self.text, at, self.before, self.accepts):
            return self._told(slip)
        if self.text[at - 1 : at + 1] == "**":
            power = keywords.spelling("TO_THE_POWER")
            return self._at(codes.CHARACTER, Span(at - 1, at + 1), [power], found="“**”", expected="")
        if self.token is None:
            return self._no_token(at)
        read = {token.type for token in _statement(self.before)}
        if self.token.type == "WHERE" and read & {"AND", "OR"}:
            where, example = keywords.spelling("WHERE"), sample("any … where …")
            return self._at(codes.WHERE_BRACKETS, self._span(self.token), keyword=where, example=example)
        if belongs := self._out_of_place(self.token):
            found = f"“{' '.join(self.token.split())}”"
            return self._at(codes.UNEXPECTED, self._span(self.token), found=found, expected=belongs)
        if self._first_on_line(at) and self._between_statements():
            if self.token.type in ("NAME", "ID", "UNIT") or self._mistaken(at) is not None:
                return self._unknown_keyword(at)
            if self.token.type in ("DEDUCT", "ADD"):
                openers = [f"“{keywords.spelling(terminal)}”" for terminal in ("WHEN", "UNLESS", "PER", "BY")]
                expected = say("a rule begins with {words}, and its points come last", words=either(openers))
                return self._at(codes.UNEXPECTED, self._span(self.token), found=f"“{self.token}”", expected=expected)
        return self._unexpected(self.token)

    def _there(self) -> slips.Slip | None:
        declared = {" ".join(token.split()) for token in self.before if token.type == "DECLARED"}
        return slips.there_among(self.text, self.at, list(_statement(self.before)), declared)

    def _out_of_place(self, token: Token) -> Text:
        """Say where something belongs that has been written in another place."""
        last, read = self.before[-1].type if self.before else "", [each.type for each in _statement(self.before)]
        alone = next((type_ for type_ in read if type_ in wording.STAND_ALONE), None)
        if token.type in wording.GO_ON and alone is not None:
            word, found = keywords.spelling(alone), " ".join(token.split())
            bracketed = f"({word} …) {found}" if keywords.table()[alone].leads else f"(… {word} …) {found}"
            said = say(
                "what is written with “{word}” stands alone, or in brackets: {written}", word=word, written=bracketed
            )
            commas = token.type == "AND" and alone in wording.LISTS
            return sentences([say("commas stand between its parts"), said]) if commas else said
        if belongs := wording.in_example(self.text, token, read, self.accepts, self._first_on_line(self.at)):
            return belongs
        if token.type in wording.ARITHMETIC and last in ("NAME", "NUMBER") and read[1:2] in (["DEDUCT"], ["ADD"]):
            return wording.worked_out(self.before[-2])
        if token.type == "IF" and not self._first_on_line(token.start_pos or 0):
            return say(wording.VALUE_FIRST, word=str(token), otherwise=keywords.spelling("OTHERWISE"))
        if token.type in ("WEIGHTED_BY", "WHERE") and "MEAN_OF" in read:
            parts = " ".join(f"{keywords.spelling(word)} …" for word in wording.MEAN)
            return say("its parts come in this order: {parts}", parts=parts)
        if {"FROM", "UP_TO", "BELOW"} <= self.accepts and (token.type == "NUMBER" or token.type.startswith("IS")):
            number = token if token.type == "NUMBER" else "…"
            words = [f"“{keywords.spelling(word)} {number}”" for word in wording.BANDS]
            return say("a band of numbers begins with a word: {words}", words=either(words))
        if token.type == "_COMMA" and "TABLE_BY" in read and "FROM" in self.accepts:
            return say("a table goes by one quantity, or by two: its rows, and its columns")
        if token.type == "_COLON" and last in keywords.table():
            return say("leave the colon away")
        if token.type == "POINTS" and last == "NUMBER":
            return say("the number alone says it")
        if token.type == "NUMBER" and last == "DISCRETION":
            bounds = (
                f"{keywords.spelling('DEDUCT')} 1 {keywords.spelling('TO')} 3 {keywords.spelling('AT_DISCRETION')} …"
            )
            return say("how many points there are to choose from stands in the rule: “{bounds}”", bounds=bounds)
        if "BONUS_SECTION" in read and token.type in wording.PARTS:
            return say("a bonus section says only how much it can bring: “{up_to} 5”", up_to=keywords.spelling("UP_TO"))
        if token.type.startswith("ROUNDED") and "NAME" in self.accepts:
            return say("what is rounded comes first: “… {rounded}”", rounded=" ".join(token.split()))
        return ""

    def _foreign(self, at: int) -> Diagnostic | None:
        found = foreign_keyword(self.text, self.before, at, self.accepts, self._first_on_line)
        return None if found is None else self._at(codes.OTHER_LANGUAGE, found[0], [found[2]], word=found[1])

    def _at(self, code: codes.Code, span: Span, near: list[str] | None = None, **args: Any) -> Diagnostic:
        return Diagnostic(code, self.source, span, near=near or (), **args)

    def _slip(self, slip: slips.Slip | None) -> Diagnostic | None:
        return None if slip is None else self._told(slip)

    def _told(self, slip: slips.Slip) -> Diagnostic:
        return Diagnostic(slip.code, self.source, slip.span, near=slip.near, **slip.args)

    @staticmethod
    def _span(token: Token) -> Span:
        return Span(token.start_pos or 0, token.end_pos or 0)

    def _first_on_line(self, at: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()

    def _between_statements(self) -> bool:
        return any(keyword.opens and keyword.terminal in self.accepts for keyword in keywords.table().values())

    def _expected(self) -> Text:
        table = keywords.table()
        accepted = self.accepts
        if set(wording.EXPECTED) <= accepted:
            return say("expected {expected}", expected=either(f"“{table[word].spelling}”" for word in wording.EXPECTED))
        if self.before and self.before[-1].type in wording.CHAINS and "PER" in accepted:
            rule = [f"“{keywords.spelling(word)}”" for word in ("WHEN", "UNLESS", "PER", "BY", "DEDUCT", "ADD")]
            return say("expected {expected}", expected=either(rule))
        ruled = {"DEDUCT", "ADD"} & {token.type for token in _statement(self.before)}
        accepted = accepted - {"WORTH"} if ruled else accepted
        openers = [terminal for terminal in accepted if terminal in table and table[terminal].opens]
        named: list[Text] = [t for t in wording.OPERANDS if t in accepted and t not in wording.OPERATORS]
        words = [t for t in table if t in accepted and t not in openers and t not in wording.OPERATORS]
        if {"FROM", "UP_TO", "BELOW"} <= accepted:
            bands = {"FROM", "OVER", "UP_TO", "BELOW", "YES", "NO"}
            band = wording.band(or_word="NAME" in accepted)
            named = [band, *(t for t in named if t != "NAME")]
            words, openers = ([t for t in listed if t not in bands] for listed in (words, openers))
        for leader, said in wording.EXPRESSIONS:
            if {leader, *wording.BEGINS} <= accepted:  # what can begin an expression is too much to list
                named = [said, *(terminal for terminal in named if terminal not in wording.BEGINS)]
                words = [terminal for terminal in words if not table[terminal].leads or "YES" in accepted]
                break
        types = [terminal for terminal in words if table[terminal].names_type]
        if len(types) > 3:
            words = [terminal for terminal in words if terminal not in types]
            named = [terminal for terminal in named if terminal != "UNIT"]
        listed = [wording.called(terminal) for terminal in named if terminal != "$END"]
        if types and len(types) > 3:
            listed.append(wording.types())
        if not listed and not words and not openers:
            words = [terminal for terminal in table if terminal in accepted]
        given = [token.type for token in _statement(self.before)][-1:] == ["GIVEN"]
        listed += [f"“{table[t].spellings[-1 if given and t == 'WHERE' else 0]}”" for t in words]
        many = len(openers) > (8 if not listed else 3)
        if many and "_COMMA" not in accepted:
            listed = [each for each in listed if each != f"“{keywords.spelling('TO')}”"]
        shown = listed[:8] + ([say("others")] if len(listed) > 8 else [])
        if not many:
            shown += [f"“{table[t].spelling}”" for t in table if t in openers and (t != "POLICY" or len(openers) == 1)]
        else:
            shown += [f"“{table[t].spelling}”" for t in wording.IN_EXAMPLES if {"GIVEN", t} <= accepted and not listed]
            shown.append(say("the next statement"))
        if listed == [f"“{keywords.spelling('IF')}”"]:
            return say(wording.CONDITION_AND_LAST, word=listed[0], otherwise=keywords.spelling("OTHERWISE"))
        return say("expected {expected}", expected=either(shown)) if shown else ""

    def _breaks_off(self, at: int) -> Diagnostic:
        tokens = list(_statement(self.before))
        if (
            tokens
            and tokens[-1].type in ("WHEN", "UNLESS", "PER")
            and not self._first_on_line(self._span(tokens[-1]).start)
        ):
            asked = f"{tokens[-1]} … {keywords.spelling('DEDUCT')} 1"
            expected = say("what a rule asks comes before its effect: “{asked}”", asked=asked)
            return self._at(codes.UNEXPECTED, self._span(tokens[-1]), found=f"“{tokens[-1]}”", expected=expected)
        if not tokens:
            return self._at(codes.BREAKS_OFF, Span(0, 0), what=say("the policy"), expected=self._expected())
        written = " ".join(self.text[self._span(tokens[-1]).start : at].split())
        what = f"“{written if len(written) <= 60 else '…' + written[-60:]}”"
        last = self._span(self.before[-1])
        return self._at(codes.BREAKS_OFF, last, what=what, expected=self._expected())

    def _unexpected(self, token: Token) -> Diagnostic:
        if (meant := self._meant(token)) is not None:
            span, suggested = meant
            found = " ".join(self.text[span.start : span.end].split())
            return self._at(codes.UNEXPECTED, span, suggested, found=f"“{found}”", expected="")
        if "NAME" in self.accepts and (slip := slips.label_for_name(token, self.before)):
            return self._told(slip)
        if expected := self._colon():
            return self._at(codes.UNEXPECTED, self._span(token), found=f"“{token}”", expected=expected)
        spellings = [s for t in self.accepts if t in keywords.table() for s in keywords.table()[t].spellings]
        shown = " ".join(str(token).split())
        found = f"“{shown if len(shown) <= 40 else shown[:40] + '…'}”"
        if token.type == "DECLARED" and shown in spellings:
            return self._at(
                codes.UNEXPECTED,
                self._span(token),
                found=say("{found} with a colon", found=found),
                expected=say("leave the colon away"),
            )
        return self._at(
            codes.UNEXPECTED, self._span(token), near(str(token), spellings), found=found, expected=self._expected()
        )

    def _meant(self, token: Token) -> tuple[Span, list[str]] | None:
        """Find what was meant by something of which the form is known, though it is no keyword: where, and what."""
        before, span = [each.type for each in self.before[-2:]], self._span(token)
        if token.type == "NUMBER" and before and before[-1].startswith("ROUNDED"):
            return span, [f"{keywords.spelling('TO')} {token}"]
        if token.type == "STRING" and "GRADE" in self.accepts and self._first_on_line(span.start):
            return span, [f"{keywords.spelling('GRADE')} {token}"]
        if token.type.startswith("ROUNDED") and "SCORE" in self.accepts:
            return span, [f"{keywords.spelling('SCORE')} {' '.join(token.split())}"]
        if "ROUNDED_UP" in self.accepts and token == "rounded":
            return span, [keywords.spelling(terminal) for terminal in keywords.table() if "ROUNDED" in terminal]
        if before == ["WEIGHT", "NUMBER"] and str(token) in ("percent", "pct", "per"):
            return Span(self.before[-1].start_pos or 0, span.end), [f"{self.before[-1]}%"]
        return (span, ["-"]) if token.type == "MINUS" and "_MINUS" in self.accepts else None

    def _colon(self) -> Text:
        """Say that a colon is missing behind a name that begins a line, if it may be so."""
        if (
            not self.before
            or self.before[-1].type != "NAME"
            or not self._first_on_line(self._span(self.before[-1]).start)
        ):
            return ""
        line = self.text[self.at : _line_end(self.text, self.at)]
        if "DECLARED" not in _accepts(self.start, self.before[:-1]) or re.search("[|｜]", line):
            return ""
        name = " ".join(self.before[-1].split())
        return say("a colon behind a name that is declared, “{name} : …”, or “|” behind the band of a table", name=name)

    def _mistaken(self, at: int) -> tuple[str, list[str]] | None:
        """Find what was written in a keyword's stead at the beginning of a statement: the phrase, and the keyword."""
        limits = {"AT_MOST_GRADE", "AT_LEAST_GRADE"}
        line = self.text[at : _line_end(self.text, at)]
        accepted = self.accepts & limits if re.match(r"[\w\s]*[\"“]", line) and limits & self.accepts else set()
        for terminals in (accepted, self.accepts - limits):
            found = keywords.mistaken(self.text, at, terminals)
            if found is not None and found[1].terminal in terminals:
                return found[0], [found[1].spelling]
        return None

    def _unknown_keyword(self, at: int) -> Diagnostic:
        match = re.compile(r"[^\W\d_][\w/-]*").match(self.text, at)
        word = match[0] if match else self.text[at]
        known = [s for t in keywords.table() if t in self.accepts for s in keywords.table()[t].spellings]
        line = self.text[at:].split("\n", 1)[0]
        longer = [" ".join(line.split()[:count]) for count in (3, 2)]
        suggestions = next((found for text in longer if (found := near(text, known, cutoff=0.8))), near(word, known))
        suggestions = suggestions or [spelling for spelling in known if spelling.split()[0] == word]
        if (mistaken := self._mistaken(at)) is not None:
            word, suggestions = mistaken
        return self._at(
            codes.KEYWORD_UNKNOWN,
            Span(at, at + len(word)),
            suggestions,
            word=word,
            expected="" if suggestions else self._expected(),
        )

    def _no_token(self, at: int) -> Diagnostic:
        character = self.text[at]
        for opening, closing in (('"', '"'), ("“", "”"), ("「", "」")):
            if character == opening:
                span = Span(at, at + len(self.text[at : _line_end(self.text, at)].rstrip()))
                what = say("this name in corner brackets" if opening == "「" else "this quotation")
                return self._at(codes.QUOTE_OPEN, span, what=what, quote=closing)
        if re.match(r"[^\W\d_]", character):
            if self._first_on_line(at) and self._between_statements():
                return self._unknown_keyword(at)
            word = re.compile(r"\w+").match(self.text, at)
            assert word is not None
            return self._unexpected(Token("", word[0], start_pos=at, end_pos=word.end()))
        if (expected := self._colon()) and character in "=＝":
            expected = say("expected {expected}", expected=expected)
            return self._at(codes.CHARACTER, Span(at, at + 1), found=f"“{character}”", expected=expected)
        match = wording.SIGN.match(self.text, at)
        if match and (wording.SIGNS[match[0]] in self.accepts or not self._between_statements()):
            spelling = keywords.spelling(wording.SIGNS[match[0]])
            return self._at(codes.CHARACTER, Span(*match.span()), [spelling], found=f"“{match[0]}”", expected="")
        found: Text = f"“{character}”"
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Zs", "Zl", "Zp"):
            found = say("the invisible character {character}", character=f"U+{ord(character):04X}")
        return self._at(codes.CHARACTER, Span(at, at + 1), found=found, expected=self._expected())

    def _misled(self) -> Diagnostic | None:
        """Find what was written in a keyword's stead and taken for a name, or into one: `max of`, `on oxygen else`."""
        declared = {" ".join(token.split()) for token in self.before if token.type == "DECLARED"}
        names = [token for token in _statement(self.before) if token.type == "NAME" and not token.startswith("「")]
        if len(self.before) > 1 and self.before[-1].type == "NAME" and self.before[-2].type == "TO_THE_POWER":
            expected = say("an exponent is a number that stands in the text: 2, 15, 1/2")
            return self._at(codes.UNEXPECTED, self._span(names[0]), found=f"“{names[0]}”", expected=expected)
        if self.before and self.before[-1].type == "UNIT":
            behind = _accepts(self.start, self.before[:-1])
            joining = [s for word in behind if word in keywords.table() for s in keywords.table()[word].spellings]
            unit = self.before[-1]
            suggested = near(str(unit), [word for word in joining if " " not in word], cutoff=0.75)
            found = keywords.mistaken(unit, 0, behind)
            meant = [found[1].spelling] if found and found[0] == unit and found[1].terminal in behind else []
            if suggested := meant or suggested:
                return self._at(codes.UNEXPECTED, self._span(unit), suggested, found=f"“{unit}”", expected="")
        results = [keywords.spelling(word) for word in wording.RESULTS]
        for name in names[:1] if self.token is not None and self.token.type in ("ID", "NUMBER") else []:
            said = " ".join(name.split())
            suggested = near(said, results, cutoff=0.8)
            if not suggested and said.split()[0] in ("score", "points") and len(said.split()) < 4:
                suggested = [result for result in results if result.startswith(said.split()[0])]
            if suggested and said not in declared:
                return self._at(codes.UNEXPECTED, self._span(name), suggested, found=f"“{said}”", expected="")
        for name in (name for name in names if " ".join(name.split()) not in declared):
            start = name.start_pos or 0
            place = self.before.index(name)
            leading = [
                s for word in wording.LEADING for s in keywords.table()[word].spellings if name.startswith(f"{s} ")
            ]
            if leading and self.before[place - 1].type in ("DEDUCT", "ADD"):
                expected = wording.worked_out(self.before[place - 1])
                span = Span(start, start + len(leading[0]))
                return self._at(codes.UNEXPECTED, span, found=f"“{leading[0]}”", expected=expected)
            found = keywords.mistaken(name, 0, wording.BANDS)
            if found is not None and found[1].terminal in wording.BANDS and self._first_on_line(start):
                span = Span(start, start + len(found[0]))
                return self._at(codes.UNEXPECTED, span, [found[1].spelling], found=f"“{found[0]}”", expected="")
            found = keywords.mistaken(name, 0, wording.LEADING)
            if found is not None and found[1].leads:
                phrase, keyword = found
                called = phrase == name and self.text[name.end_pos or 0 :][:1] in ("(", "（")
                bracketed: Text = say("write “{text}”", text=f"({keyword.spelling} …)") if called else ""
                span = Span(start, start + len(phrase))
                suggested = [] if called else [keyword.spelling]
                return self._at(codes.UNEXPECTED, span, suggested, found=f"“{phrase}”", expected=bracketed)
            for word in re.finditer(rf"(?<={keywords.BLANK})\S+", name):
                suggested = []
                if word[0] == "rounded" and name[word.start() :].split() in (["rounded"], ["rounded", "to"]):
                    suggested = [keywords.spelling(terminal) for terminal in keywords.table() if "ROUNDED" in terminal]
                elif (found := keywords.mistaken(name, word.start())) and found[1].terminal in wording.JOINING:
                    suggested = [found[1].spelling] if word.start() + len(found[0]) == len(name) else []
                if suggested:
                    span = Span(start + word.start(), start + word.end())
                    return self._at(codes.KEYWORD_IN_NAME, span, suggested, word=word[0], name=str(name), expected="")
        return None

    def _keyword_for_name(self) -> Diagnostic | None:
        """Find the keyword that was taken for a name or an identifier, such as `of` in `group of 1.1`."""
        if not self.before or self.before[-1].type not in ("NAME", "ID") or self.before[-1].startswith("「"):
            return None
        word = " ".join(self.before[-1].split())
        declared = {" ".join(token.split()) for token in self.before if token.type == "DECLARED"}
        known = {s for keyword in keywords.table().values() for s in keyword.spellings}
        known |= {f"{s}s" for terminal in ("ITEM", "SECTION", "GROUP") for s in keywords.table()[terminal].spellings}
        if word in declared or word not in known or self._first_on_line(self._span(self.before[-1]).start):
            return None
        earlier = _Explanation(
            self.source, self.text, self.before[:-1], None, self.at, _accepts(self.start, self.before[:-1]), self.start
        )
        expected = earlier._expected()
        if "THE_ITEM" in earlier.accepts and word in {
            s for terminal in wording.LEADING for s in keywords.table()[terminal].spellings
        }:
            expected = wording.worked_out(self.before[-2])
        for terminal in ("SECTION", "ITEM") if "NAME" in earlier.accepts else ():
            if word == keywords.spelling(terminal):
                expected = say("say what of it: “{score_of} …”", score_of=keywords.spelling(f"SCORE_OF_{terminal}"))
        return self._at(codes.UNEXPECTED, self._span(self.before[-1]), found=f"“{word}”", expected=expected)

    # tables

    def _table(self) -> Diagnostic | None:
        """Find what is wrong with a table: with the keyword that makes it one, or with the form of its rows."""
        assert self.token is None or self.token.type != "$END"
        place = next((n for n in range(len(self.before) - 1, -1, -1) if self.before[n].type == "DECLARED"), None)
        if place is None or not self.before[place + 1 :]:
            return None
        tokens = self.before[place + 2 :]
        if not any(token.type == "TABLE_BY" for token in tokens):
            return self._no_table(self.before[place], tokens)
        for before, cell, behind in zip(tokens, tokens[1:], [*tokens[2:], self.token], strict=False):
            if before.type == "_BAR" and cell.type == "NUMBER" and behind is not None and behind.type in wording.UNITS:
                between = self.text[cell.end_pos or 0 : behind.start_pos or 0]
                if "\n" not in between:
                    expected = say("the values of a table are plain numbers, or words")
                    return self._at(codes.UNEXPECTED, self._span(behind), found=f"“{behind}”", expected=expected)
        leading = [t for t in tokens if t.type == "_BAR" and self._first_on_line(self._span(t).start)]
        if len(leading) > 1:
            expected = say("a row begins with its band; only the line with the heads of the columns begins with “|”")
            return self._at(codes.UNEXPECTED, self._span(leading[-1]), found="“|”", expected=expected)
        if self.token is not None and self.token.type == "STRING" and tokens[-1].type == "_BAR":
            expected = say("a word of a table stands without quotes: {word}", word=self.token[1:-1])
            return self._at(codes.UNEXPECTED, self._span(self.token), found=self.token, expected=expected)
        return None

    def _no_table(self, name: Token, tokens: list[Token]) -> Diagnostic | None:
        """Find rows of a table under something that is none, such as `table of size`."""
        line = self.text[self.text.rfind("\n", 0, self.at) + 1 : _line_end(self.text, self.at)]
        inside = all(
            not keywords.table()[t.type].opens for t in tokens if t.type in keywords.table() and t.type != "OTHERWISE"
        )
        if not tokens or not inside or not re.search("[|｜]", _QUOTED.sub("", line)):
            return None
        start = self._span(tokens[0]).start
        words = re.compile(rf"\S+(?:{keywords.BLANK}+\S+)?").match(self.text, start)
        assert words is not None
        table = keywords.spelling("TABLE_BY")
        found = keywords.mistaken(self.text, start, {"TABLE_BY"})
        said = found[0] if found and found[1].terminal == "TABLE_BY" else words[0]
        suggested = [table] if said != words[0] or near(said, [table]) else []
        if not suggested:
            said = words[0].split()[0]
        rows = say("rows with “|” stand in a table: “{name} : {table} …”", name=str(name), table=table)
        expected = "" if suggested else rows
        return self._at(
            codes.UNEXPECTED, Span(start, start + len(said)), suggested, found=f"“{said}”", expected=expected
        )

    def _date(self) -> Diagnostic | None:
        """Find the date in another form, such as `2024-3-1`, of which the year was taken for a number."""
        for token in self.before[-2:]:
            if token.type == "NUMBER" and (match := wording.DATELIKE.match(self.text, token.start_pos or 0)):
                instead = say("a date is written 2024-03-31")
                return self._at(codes.DATE, Span(*match.span()), text=match[0], instead=instead)
        return None

    def _misworded(self, at: int) -> Diagnostic | None:
        """Find what was written in a keyword's stead, up to the fault or over it: `is no more than`, `under 300`."""
        if self._first_on_line(at) and self._between_statements():
            return None
        read = {token.type for token in _statement(self.before)}
        if self.token is not None and self.token.type == "IF" and read & {"DEDUCT", "ADD"}:
            return None  # it belongs to a value, and begins no rule
        start = self._span(self.before[-3]).start if len(self.before) > 2 else 0
        line, known = self.text.rfind("\n", 0, at) + 1, keywords.table()
        words = re.compile(r"\S+" if keywords.has_blanks() else r"\S")
        for word in words.finditer(self.text, max(start, line), at + 1):
            graded = [token.type for token in self.before[-2:]] == ["GRADE", "STRING"]
            bands = {"FROM", "OVER", "UP_TO", "BELOW"} if graded else self.accepts
            found = keywords.mistaken(self.text, word.start(), bands)
            if found is None:
                continue
            phrase, keyword = found
            if "BY" in read and keyword.terminal.startswith("IS_"):  # `over` and `under` begin its tiers
                continue
            end = word.start() + len(phrase)
            if any(self._span(token) == Span(word.start(), end) and token.type in known for token in self.before):
                continue  # it is a keyword of its own, and was read as such
            begins = keyword.spelling.split()[0]
            fits = keyword.terminal in self.accepts or phrase.startswith(f"{begins} ")
            if fits and not self.text[end : max(at, end)].strip() and phrase != keyword.spelling:
                return self._at(
                    codes.UNEXPECTED, Span(word.start(), end), [keyword.spelling], found=f"“{phrase}”", expected=""
                )
        return None

    def _swallowed(self) -> Diagnostic | None:
        """Find the keyword that a name before the fault took in, such as `deduc` in `untrained guard deduc`."""
        if not self.before or self.before[-1].type != "NAME" or self.before[-1].startswith("「"):
            return None
        name = self.before[-1]
        if len(self.before) > 1 and self.before[-2].type == "IS":  # `is less then 3`
            said = " ".join(f"{self.before[-2]} {name}".split())
            comparisons = [s for k in keywords.table().values() for s in k.spellings if " " in s and k.joins]
            if meant := near(said, comparisons, cutoff=0.8):
                span = Span(self.before[-2].start_pos or 0, name.end_pos or 0)
                return self._at(codes.UNEXPECTED, span, meant, found=f"“{said}”", expected="")
        known = {s: k for k in keywords.table().values() for s in k.spellings if k.terminal in self.accepts}
        firsts = {spelling.split()[0]: spelling for spelling in reversed(list(known))}
        for match in reversed(list(re.finditer(r"\S+", name))):
            rest = " ".join(str(name)[match.start() :].split())
            candidates = [s for s in known if s == rest or s.split()[0] == match[0]]
            candidates = candidates or near(rest, known, cutoff=0.8) if len(rest) > 3 else candidates
            if not candidates and len(match[0]) > 3:
                candidates = [firsts[first] for first in near(match[0], firsts, cutoff=0.75)]
            if candidates and match.start() > 0:
                start = (name.start_pos or 0) + match.start()
                span = Span(start, start + len(match[0]))
                exact = match[0] in candidates
                return self._at(
                    codes.KEYWORD_IN_NAME,
                    span,
                    [] if exact else list(candidates),
                    word=match[0],
                    name=str(name),
                    expected=say("begin a new line before “{word}”", word=match[0]) if exact else "",
                )
        return None
