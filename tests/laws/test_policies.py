"""The generated policies are fit to hold laws against: they are without faults, and say all that can be said."""

from hypothesis import HealthCheck, Phase, given, settings
from lark import Token

from demerit import Source
from demerit.language import keywords, syntax
from demerit.language.checker import check
from demerit.language.parser import grammar, parse
from demerit.language.printing import show
from tests.laws.policies import policies
from tests.test_chinese import chinese

FREE = {"rule_behind", "halved_behind", "no_score_behind", "grade_limit_behind", "every_behind"}
"""The orders of words that only Chinese has, and that are printed."""


def checked_document(text: str) -> syntax.Document:
    return parse(Source("generated.policy", text)).document


def test_generated_policies_have_no_faults_and_use_every_keyword_and_every_rule_of_the_grammar() -> None:
    seen: set[str] = set()
    orders: set[str] = set()

    @settings(
        max_examples=400, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(policies())
    def look(text: str) -> None:
        checked = check(parse(Source("generated.policy", text)))
        assert checked.diagnostics.all == []
        tree = grammar().parse(text)
        seen.update(str(part.data) for part in tree.iter_subtrees())
        seen.update(token.type for token in tree.scan_values(lambda value: isinstance(value, Token)))
        if not orders.issuperset(FREE):
            with keywords.speaking("zh"):
                there = grammar().parse(show(checked_document(text), "zh"))
            orders.update(str(part.data) for part in there.iter_subtrees())

    look()
    with keywords.speaking("zh"):
        for rule in ("「保安」的，每处扣1分。", "未「有制度」、「有预案」的，每少一项扣1分。"):
            orders.update(str(part.data) for part in grammar().parse(chinese(rule)).iter_subtrees())
    rules = {rule.alias or rule.origin.name for rule in grammar().rules if not rule.options.expand1 or rule.alias}
    assert {str(name) for name in rules if not name.startswith("_")} - seen - orders == set()
    assert {rule for rule in rules if str(rule).endswith("_behind")} == orders - seen
    # A token that lark drops from the tree, such as a comma, belongs to a rule that was seen.
    assert set(keywords.table()) - seen == set()
