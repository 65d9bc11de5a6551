"""The words that a first policy is written with: whole sentences, each once, in each language."""

WORDS: dict[str, tuple[str, str]] = {
    "head": (
        "A first policy, drafted from {file}: {sections} sections, {items} items, {rules} rules.",
        "规则文本初稿，据{file}生成：{sections}个部分，{items}个项目，{rules}条规则。",
    ),
    "places": (
        "Places to fill in: {places}; `demerit check` names them.",
        "待填写{places}处，运行 demerit check 可逐处列出。",
    ),
    "confirm": (
        "Every rule is a proposal: read it against the sentence above it, then take its note away.",
        "每条规则只是建议：请对照其上的原文逐条核对，核对后删去其下的“初稿”说明。",
    ),
    "once": (
        "Draft: taken once, however often it occurs. To be confirmed.",
        "初稿：不论几次，只计一次。待核对。",
    ),
    "unless": (
        "Draft: taken once where this is not so. To be confirmed.",
        "初稿：未做到的，只计一次。待核对。",
    ),
    "each": (
        "Draft: taken for each; the words: “{words}”. To be confirmed.",
        "初稿：逐一计分，依据“{words}”。待核对。",
    ),
    "short": (
        "Draft: taken for each that is short of {number}. To be confirmed.",
        "初稿：不足{number}的，按所缺数目计。待核对。",
    ),
    "tiers": (
        "Draft: of the tiers only the last one that is reached is taken. To be confirmed.",
        "初稿：各档不累加，只取所达到的最后一档。待核对。",
    ),
    "range": (
        "Draft: the inspector chooses the points and says why. To be confirmed.",
        "初稿：由检查人员在此范围内定分并说明理由。待核对。",
    ),
    "whole": (
        "Draft: all that the item is worth is taken. To be confirmed.",
        "初稿：扣除本项全部分值。待核对。",
    ),
    "worth": (
        "Draft: the text does not say what this section is worth; {points} is put in its place.",
        "初稿：原文未写明本部分分值，暂写{points}分。",
    ),
    "full_marks": (
        "Draft: the text speaks of {said} points in all; its sections are worth {found} together.",
        "初稿：原文所称总分为{said}分，各部分分值合计{found}分。",
    ),
    "item_worths": (
        "Draft: the items say that they are worth {found} together, the section {said}; their worths are left out.",
        "初稿：各项分值合计{found}分，与本部分分值{said}分不符，未写入。",
    ),
    "section": ("section {id}", "第{id}部分"),
    "missing": ("missing {name}", "{name} 所缺"),
    "points": ("points for {name}", "{name}，酌定分值"),
    "rule": ("rule {id}", "规则{id}"),
}
"""Every template: in English, in Chinese."""


def say(key: str, *, chinese: bool, **values: object) -> str:
    """Give a template of the table, filled in."""
    return WORDS[key][chinese].format_map(values)
