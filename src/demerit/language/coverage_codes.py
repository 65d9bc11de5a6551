"""The codes of what a policy and its published text do not agree on, and of places to fill in; see `codes`."""

from functools import partial

from demerit.language.code import WARNING, Code, register

COVERAGE_CODES: dict[str, Code] = {}
"""They, by their numbers."""

_code = partial(register, COVERAGE_CODES)

TO_FILL_IN = _code(
    "DEM901",
    "a place to fill in",
    "no rule stands for this sentence yet",
    'write its rule, or say behind it why there is none: {keyword} "…" "the reason"',
    WARNING,
)
CITE_NOT_FOUND = _code(
    "DEM902",
    "a cite that the published text does not have",
    "the published text has no such passage",
    "the nearest one reads “{nearest}”",
)
CLAUSE_NOT_ENCODED = _code(
    "DEM903",
    "a sentence about points that no rule stands for",
    "no rule cites this sentence, which says “{said}”",
    'cite it above its rule, or say why there is none: {keyword} "…" "the reason"',
)
POINTS_DIFFER = _code(
    "DEM904",
    "points that the sentence does not say",
    "rule {rule} says {points}, which the sentence that it cites does not say",
    "the sentence says “{said}”",
)
POINTS_WITHOUT_RULE = _code(
    "DEM905",
    "points of a sentence that no rule takes",
    "this sentence is cited, but no rule under the cite does what “{said}” says",
    "correct the rule that cites it, write another, or add the cap that it states; cited by {rules}",
)
CAP_DIFFERS = _code(
    "DEM906",
    "a cap that the published text does not state",
    "{id} has a cap of {cap}, which no sentence states that is cited there",
    "cite the sentence that states it, or take the cap away",
)
HALVING_DIFFERS = _code(
    "DEM907",
    "halving that the published text does not state",
    "rule {rule} is halved, which the sentence that it cites does not say",
    "cite the sentence that says so, or take the halving away",
)
BOUND_DIFFERS = _code(
    "DEM908",
    "a tier with another bound than in the published text",
    "this tier of rule {rule} begins at {bound}, in the sentence at {said}",
    "correct the bound",
)
ITEM_DIFFERS = _code(
    "DEM909",
    "a cite from another item",
    "this is cited in item {here}, but stands in item {there} of the published text",
    "cite it in item {there}, or correct the item's number",
    WARNING,
)
POINTS_UNSAID = _code(
    "DEM910",
    "a cite that says nothing of points",
    "the sentence that rule {rule} cites does not say how many points it takes or gives",
    "cite the words that say so as well",
    WARNING,
)
RULE_WITHOUT_CITE = _code(
    "DEM911",
    "a rule without a cite",
    "rule {rule} cites no sentence",
    'put the sentence above it that it comes from: {keyword} "…"',
    WARNING,
)
WORTH_DIFFERS = _code(
    "DEM912",
    "a section worth something else than in the published text",
    "section {section} is worth {worth}, in the published text {said}",
    "correct what it is worth",
)
NO_POINTS = _code(
    "DEM913",
    "a published text that says nothing of points",
    "“{file}” takes no points and gives none",
    "sentences such as “每发现一处扣1分” or “deduct 1 point for each” are looked for: is it the right file?",
)
MEASURE_DIFFERS = _code(
    "DEM914",
    "points taken once that the sentence takes for each",
    "rule {rule} takes its points once, its sentence for each of something",
    "count with “{keyword} …”, or cite the words that say otherwise",
    WARNING,
)
