"""Takes a `Document`, gives a `Policy`: the checked model, or what keeps it from being one.

The passes, in order: declarations become typed facts (`declarations`), terms are resolved as they are asked for
(`terms`); headings and the flat lists of statements below them become sections (`sections`), items and rules (`items`),
each modifier going to what stands above it; conditions and quantities are resolved and typed (`expressions`); then
comes the verdict (`verdicts`); then what can be seen on the whole only: facts that nobody reads, full marks that
the sections do not add up to, results that go round in a circle (`order`), scores without a grade; at last the examples
(`examples`), which are held to all of it.

Promises: every fault of the text is told in one run. A policy comes out only if there is no error; warnings come
with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from demerit.language import codes, keywords, model, syntax
from demerit.language.declarations import Declarations, Declared
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.expressions import Expressions
from demerit.language.intervals import constant, rounded
from demerit.language.items import Items
from demerit.language.lost import Lost
from demerit.language.messages import Text, listed, path_of, say
from demerit.language.order import ITEM, SECTION, TERM, TOTAL, Order, Step, identity, order, order_of_text
from demerit.language.parser import Gap, Parsed
from demerit.language.renaming import renamed
from demerit.language.sections import Sections
from demerit.language.sizes import MOST_SIZE, Sizes
from demerit.language.source import Source, Span
from demerit.language.standing import standings
from demerit.language.terms import Terms
from demerit.language.values import Rational, whole, write
from demerit.language.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker makes of a document.

    Attributes:
        policy: the policy, where there is no error.
        diagnostics: all that it found.
        written: the policy under the names of its text: another one only where these are not those of the JSON.
    """

    policy: model.Policy | None
    diagnostics: Diagnostics
    written: model.Policy | None = None


def check(parsed: Parsed) -> Checked:
    """Check a document.

    Where something could not be read, what it may be to blame for is not told of the rest: names that it holds, a
    modifier that has lost its rule, full marks that do not add up.
    """
    with keywords.speaking(parsed.document.language):
        return _Checker(parsed.document, parsed.diagnostics, parsed.gaps).check()


class _Checker:
    def __init__(self, document: syntax.Document, found: Diagnostics, gaps: tuple[Gap, ...]) -> None:
        self._document = document
        self._source: Source = document.source
        self._found = found
        self._lost = Lost(gaps)
        self._lost_headings = [gap.span for gap in gaps if gap.heading]

    def check(self) -> Checked:
        source, found, blocks = self._source, self._found, self._document.blocks
        groups = [block for block in blocks if isinstance(block, syntax.FactsGroup)]
        defined = [block for block in blocks if isinstance(block, syntax.Terms)]
        written = [block for block in blocks if isinstance(block, syntax.Section)]
        lost = " ".join(source.words(span) for span in self._lost_headings)
        names = [term.name for block in defined for term in block.terms]
        declared = Declarations(source, found, lost).check(groups, names)
        verdicts = [line for block in blocks if isinstance(block, syntax.Verdict) for line in block.lines]
        standing = standings(written, together=any(isinstance(line, syntax.Rescaled) for line in verdicts))
        terms = Terms(source, found, declared, defined, standing)
        self._expressions = Expressions(source, found, declared.by_name, declared.lost, terms)
        self._expressions.standings = standing
        for block in defined:
            if not block.terms and not self._lost.any:
                first = Span(block.span.start, block.span.start + len(keywords.spelling("TERMS")))
                self._add(codes.EMPTY, first, what=say("this block of terms"), content=say("terms"))
        heading = self._heading([block for block in blocks if isinstance(block, syntax.PolicyHeading)])
        items = Items(source, found, self._expressions, self._lost)
        lines = [line for block in blocks if isinstance(block, syntax.PolicyHeading) for line in block.lines]
        unencoded = tuple(items.not_encoded(line) for line in lines if isinstance(line, syntax.NotEncoded))
        self._sections = Sections(source, found, self._expressions, items, self._lost)
        sections = tuple(self._sections.section(section) for section in written)
        if blocks and not self._lost.any and not any(item.statements for section in written for item in section.items):
            self._add(codes.NO_RULES, self._span_of_heading())
        self._rule_ids(sections)
        self._sections.check_weights(sections)
        self._verdicts = Verdicts(source, found, self._expressions, items, self._lost)
        verdict = self._verdict([block for block in blocks if isinstance(block, syntax.Verdict)], sections)
        full_marks = self._full_marks(heading, sections, verdict.scale)
        known_terms = terms.check(self._expressions.read | self._expressions.suggested, complete=not self._lost.any)
        self._unread(declared, terms)
        examples = [block for block in blocks if isinstance(block, syntax.Example)]
        if heading is None or (found.errors and not examples):
            return Checked(None, found)
        policy = replace(
            heading,
            full_marks=full_marks if verdict.scale is None else verdict.scale,
            groups=tuple(self._bounded(group, items) for group in declared.groups),
            sections=sections,
            terms=known_terms,
            verdict=verdict,
            not_encoded=unencoded,
        )
        if not found.errors:
            self._together(policy)
        policies = self._identified(policy), policy
        if examples:
            from demerit.language.examples import check_examples  # here, so that policies without any do not pay for it

            complete = not (found.errors or self._lost.any)
            checked = check_examples(examples, source, found, policies[0], complete=complete, lost=declared.lost)
            policies = replace(policies[0], examples=checked), replace(policy, examples=checked)
        return Checked(None, found) if found.errors else Checked(policies[0], found, policies[1])

    # the whole

    def _together(self, policy: model.Policy) -> None:
        """See to what can be seen of a sound policy only: circles, sizes, grades, what is charged once."""
        if policy.terms or self._expressions.asks_for_results:
            found_order = order(policy)
            self._circle(policy, found_order)
            self._sizes(policy, found_order.steps)
        elif self._expressions.takes_powers:
            self._sizes(policy, order_of_text(policy))
        if policy.verdict.grades:
            self._grades(policy)
        self._once(policy)

    def _identified(self, policy: model.Policy) -> model.Policy:
        """Give the policy under the names that make its identity, whatever language it is written in."""
        language, names = self._document.language, self._document.names
        foreign = language != keywords.LANGUAGES[0]
        pairs = [(other, own) if foreign else (own, other) for own, other in names.items()]
        policy = renamed(policy, names) if foreign and names else policy
        return replace(policy, translations=tuple(sorted(pairs)), language=language)

    def _span_of_heading(self) -> Span:
        blocks = self._document.blocks
        return blocks[0].id.span if blocks and isinstance(blocks[0], syntax.PolicyHeading) else Span(0, 0)

    def _heading(self, headings: list[syntax.PolicyHeading]) -> model.Policy | None:
        keyword = keywords.spelling("POLICY")
        if not headings:
            if not self._lost_headings:
                self._add(codes.POLICY_HEADING, Span(0, 0), what=say("there is no heading"), keyword=keyword)
            return None
        for extra in headings[1:]:
            label = Label(self._source, headings[0].id.span, say("the first heading"))
            what = say("this is a second heading")
            self._add(codes.POLICY_HEADING, extra.id.span, labels=[label], what=what, keyword=keyword)
        node = headings[0]
        if self._document.blocks[0] is not node:
            self._add(codes.POLICY_HEADING, node.id.span, what=say("the heading does not come first"), keyword=keyword)
        lines: dict[str, syntax.HeadingLine] = {}
        for line in node.lines:
            if isinstance(line, syntax.HeadingLine):
                if line.keyword in lines:
                    self._add(codes.TWICE, line.span, keyword=keywords.spelling(line.keyword), what=say("the policy"))
                lines.setdefault(line.keyword, line)
        if "VERSION" not in lines and not self._lost.any:
            self._add(codes.NO_VERSION, node.id.span, keyword=keywords.spelling("VERSION"))
        self._lines = lines
        title, version = (lines[k].value if k in lines else None for k in ("TITLE", "VERSION"))
        return model.Policy(
            node.id.text,
            title if isinstance(title, str) else None,
            version.text if isinstance(version, syntax.Identifier) else None,
            0,
            tuple(line.text for line in node.lines if isinstance(line, syntax.Note)),
            (),
            (),
            source=self._source,
        )

    def _full_marks(
        self, heading: model.Policy | None, sections: tuple[model.Section, ...], scale: Rational | None
    ) -> Rational | None:
        ordinary = [section for section in sections if not section.bonus]
        worths = [
            whole(Fraction(section.top) * Fraction(1 if section.weight is None else section.weight))
            for section in ordinary
            if section.top is not None
        ]
        total = sum(worths, start=0) if len(worths) == len(ordinary) else None
        line = self._lines.get("FULL_MARKS") if heading is not None else None
        if line is None:
            return total
        assert isinstance(line.value, syntax.Number)
        stated = whole(line.value.value)
        if total is None and not self._lost_headings:
            endless = next(section.id for section in ordinary if section.worth is None)
            what = say("the policy states full marks, but section {endless} states no worth", endless=endless)
            self._add(codes.HEADING_PART, line.value.span, what=what, instead=say("take one away, or state the other"))
        elif stated not in (total, scale) and not self._lost_headings:
            each = listed(say("section {section}: {worth}", section=s.id, worth=write(s.worth or 0)) for s in ordinary)
            self._add(
                codes.FULL_MARKS_DIFFER, line.value.span, stated=write(stated), found=write(total or 0), sections=each
            )
        return stated

    def _verdict(self, blocks: list[syntax.Verdict], sections: tuple[model.Section, ...]) -> model.Verdict:
        for extra in blocks[1:]:
            label = Label(self._source, blocks[0].span, say("the first verdict"))
            first = Span(extra.span.start, extra.span.start + len(keywords.spelling("VERDICT")))
            self._add(codes.VERDICT_TWICE, first, labels=[label])
        verdict = self._verdicts.check(blocks[0] if blocks else None)
        if verdict.rescaled is not None:
            self._rescaled(sections)
        if not self._verdicts.floor_said and not self._lost.any:
            self._floor_unsaid(sections)
        return verdict

    def _rescaled(self, sections: tuple[model.Section, ...]) -> None:
        """See whether the ordinary sections can be rescaled together."""
        span = self._verdicts.span_of("rescaled")
        for section in sections:
            if section.bonus:
                continue
            self._sections.can_be_rescaled(section, span)
            what: Text = ""
            if section.worth is None:
                what = say(
                    "the sections are rescaled together, but section {section} states no worth", section=section.id
                )
            elif section.weight is not None:
                what = say("the sections are rescaled together, but section {section} has a weight", section=section.id)
            elif section.rescaled is not None:
                what = say(
                    "the sections are rescaled together, but section {section} is rescaled by itself",
                    section=section.id,
                )
            elif section.rounding is not None:
                what = say(
                    "the sections are rescaled together, but section {section} is rounded by itself", section=section.id
                )
            if what:
                self._add(
                    codes.HEADING_PART, span, what=what, instead=say("rescale each section by itself, or all together")
                )

    def _floor_unsaid(self, sections: tuple[model.Section, ...]) -> None:
        for section in sections:
            what: Text = ""
            span = section.span
            falls = section.start < 0 or any("deduct" in item.verbs for item in section.items)
            if falls and (section.floor is None or section.floor < 0):
                what, span = (
                    say("section {section} can fall below 0", section=section.id),
                    self._sections.ids()[section.id],
                )
            for rule in (rule for item in section.items for rule in item.rules if not what and rule.beyond):
                what, span = say("rule {rule} charges points to the total", rule=rule.id), rule.span
                break
            if what:
                floor, none = keywords.spelling("FLOOR"), keywords.spelling("NO_FLOOR")
                self._add(codes.FLOOR_UNSAID, span, what=what, floor=floor, no_floor=none)
                return

    def _sizes(self, policy: model.Policy, steps: Iterable[Step]) -> None:
        """See to it that no number grows without end; of several, the first is told of."""
        expression = next(Sizes(policy).too_large(steps), None)
        if expression is not None:
            what = self._source.words(expression.span)
            self._add(codes.SIZE, expression.span, what=f"“{what}”", most=MOST_SIZE)

    def _circle(self, policy: model.Policy, found: Order) -> None:
        circle = found.circle
        if circle:
            steps = [need.step.called for need in (circle[-1], *circle)]
            # Whether an item applies and what it comes to are two steps of one name.
            path = path_of(step for step, before in zip(steps, ["", *steps], strict=False) if step != before)
            asked = next((need for need in circle if need.step.kind in (ITEM, SECTION, TOTAL)), circle[0])
            spans = [need.span for need in circle if need.step.kind in (ITEM, SECTION, TERM, TOTAL)]
            read = [span for span in spans if any(span == each.span for each in _reads(policy))]
            self._add(codes.RESULT_CIRCLE, read[0] if read else asked.span, path=path)

    def _once(self, policy: model.Policy) -> None:
        """Tell of a rule that charges findings once, but findings that no other such rule can meet."""
        charging = [rule for rule in policy.rules if rule.once]
        known = [identity(rule) for rule in charging]
        for rule, key in zip(charging, known, strict=True):
            if known.count(key) == 1 and len(known) > 1:
                assert isinstance(rule.trigger, model.OverEntries)
                name = policy.facts[rule.trigger.list.pointer].name
                once, field = keywords.spelling("CHARGED_ONCE"), keywords.spelling("IDENTIFIES")
                self._add(codes.ONCE_ALONE, rule.trigger.span, name=name, keyword=once, identifies=field)
                return

    def _grades(self, policy: model.Policy) -> None:
        """Hold the grades to the scores that are possible."""
        if self._found.errors:
            return
        verdict = policy.verdict
        free = any(rule.beyond for rule in policy.rules) or any(
            section.floor is None or section.floor < 0 for section in policy.sections
        )
        low = verdict.floor if free else max(verdict.floor or 0, 0)
        high = policy.maximum
        if any(section.rounding is not None for section in policy.sections):
            high = verdict.cap
        if high is not None and verdict.rounding is not None:
            high = rounded(constant(high), verdict.rounding).high
        step = verdict.rounding.step if verdict.rounding is not None else 1 if _is_whole(policy) else None
        self._verdicts.check_bands(verdict, low, high, step)

    @staticmethod
    def _bounded(group: model.Group, items: Items) -> model.Group:
        """Give the facts that hold an inspector's figure the bounds that their rule sets."""
        facts = []
        for fact in group.facts:
            bounds = items.figures.get(fact.pointer)
            facts.append(fact if bounds is None else replace(fact, type=model.Discretion(*bounds[:2])))
        return replace(group, facts=tuple(facts))

    def _unread(self, declared: Declared, terms: Terms) -> None:
        read = self._expressions.read | declared.read | terms.read
        suggested = self._expressions.suggested | terms.suggested
        keyword, default = keywords.spelling("OPTIONAL"), keywords.spelling("DEFAULT")
        for fact in declared.by_name.values():
            span = declared.nodes[fact.pointer].name.span
            sought = fact.name in suggested or fact.name in declared.lost
            if fact.pointer not in read and not fact.optional and not sought and not self._lost.any:
                if isinstance(fact.type, model.Discretion) and not self._found.errors:
                    what, instead = (
                        say("no rule reads “{fact}”, so nothing bounds it", fact=fact.name),
                        say("give it its rule, or take it out"),
                    )
                    self._add(codes.DISCRETION_FACT, span, what=what, instead=instead)
                else:
                    self._add(codes.UNREAD, span, name=fact.name, keyword=keyword)
            elif fact.pointer in read and fact.optional and fact.default is None:
                self._add(codes.OPTIONAL_READ, span, name=fact.name, keyword=keyword, default=default)

    def _rule_ids(self, sections: tuple[model.Section, ...]) -> None:
        seen = {id_: ("", span) for id_, span in self._sections.ids().items()}
        owned = [(item, rule) for section in sections for item in section.items for rule in item.rules]
        for item, rule in owned:
            owner, earlier = seen.setdefault(rule.id, (item.id, rule.span))
            if owner != item.id:  # an item or a label that is there twice has been told of
                label = Label(self._source, earlier, say("first used here"))
                self._add(codes.ID_TWICE, rule.span, labels=[label], what=say("rule"), id=rule.id)

    def _add(self, code: codes.Code, span: Span, labels: list[Label] | None = None, **args: Any) -> None:
        self._found.add(code, self._source, span, labels=labels or (), **args)


def _is_whole(policy: model.Policy) -> bool:
    """Tell whether every score of a policy is a whole number."""
    verdict = policy.verdict
    if verdict.rescaled or not all(isinstance(each, int | None) for each in (verdict.floor, verdict.cap)):
        return False
    numbers: list[Rational | None] = []
    for section in policy.sections:
        if section.weight is not None or section.rescaled is not None:
            return False
        numbers += [section.worth, section.start, section.floor, *(group.cap for group in section.groups)]
        for item in section.items:
            numbers += [item.cap, item.worth, *(rule.cap for rule in item.rules)]
    return all(isinstance(number, int | None) for number in numbers) and all(map(_takes_whole, policy.rules))


def _takes_whole(rule: model.Rule) -> bool:
    """Tell whether a rule takes or gives whole numbers of points only."""
    for effect in rule.effects:
        if effect.figure is not None:
            return False
        for amount in (effect.points, effect.beyond):
            if amount is not None and not (isinstance(amount.type, model.Numeric) and amount.type.whole):
                return False
    return rule.halved is None


def _reads(policy: model.Policy) -> Iterator[model.ResultRead]:
    """Go through everything in a policy that asks for a result."""
    for root in policy.expressions():
        yield from (node for node in model.walk(root) if isinstance(node, model.ResultRead))
