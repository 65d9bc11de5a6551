"""The words of what is said of a published text and its policy: whole sentences, each once, in each language.

A template stands here and nowhere else; what is in braces is a name, a number, an id or a quotation.
"""

from demerit.language import coverage_codes as codes

LANGUAGES = ("en", "zh")
"""The columns of the table."""

WORDS: dict[str, tuple[str, str]] = {
    # states of a clause
    "state.encoded": ("encoded", "已成规则"),
    "state.marked": ("not mechanised, with a reason", "不成规则，已说明理由"),
    "state.to_fill_in": ("to fill in", "待填写"),
    "state.differs": ("points differ", "分值不一致"),
    "state.missing": ("not encoded", "未成规则"),
    # the text
    "summary": (
        "{policy} beside {source}: {accounted} of {total} clauses about points encoded or marked ({percent} %)",
        "{policy}对照{source}：涉及分值的条文{total}条，已成规则或已说明{accounted}条（{percent}%）",
    ),
    "cites.all": ("every cite stands in the text ({total})", "引文全部与原文一致（{total}处）"),
    "cites.some": ("{missing} of {total} cites do not stand in the text", "{total}处引文中有{missing}处原文没有"),
    "list.missing": ("Not encoded:", "未成规则："),
    "list.differs": ("Points differ:", "分值不一致："),
    "list.to_fill_in": ("To fill in:", "待填写："),
    "list.marked": ("Not mechanised:", "不成规则："),
    "place": ("{file}:{line}:{column}", "{file}:{line}:{column}"),
    "place.item": ("{file}:{line}:{column} (item {item})", "{file}:{line}:{column}（第{item}项）"),
    "reason": ("reason: {reason}", "理由：{reason}"),
    # what changed
    "changes.none": ("Nothing changed since {old}.", "与{old}相比没有变动。"),
    "changes.some": ("{number} clauses are not as in {old}:", "与{old}相比，变动{number}条："),
    "change.changed": ("changed", "改动"),
    "change.moved": ("moved", "移动"),
    "change.removed": ("removed", "删去"),
    "change.new": ("new", "新增"),
    "change.rules": ("rules that stand on it: {rules}", "所涉规则：{rules}"),
    "change.no_rules": ("no rule stands on it", "没有规则以此为据"),
    "change.uncited": ("no rule cites it, and it says something of points", "涉及分值，尚无规则引用"),
    "changes.rules": ("Rules that stand on changed sentences: {rules}", "以变动条文为据的规则：{rules}"),
    "changes.no_rules": ("No rule stands on a changed sentence.", "没有规则以变动条文为据。"),
    # a draft
    "drafted": (
        "drafted: {sections} sections, {items} items, {rules} rules; places to fill in: {places}",
        "初稿：{sections}个部分，{items}个项目，{rules}条规则；待填写{places}处",
    ),
    # the page
    "page.title": ("{title}: the published text and its rules", "{title}：原文与规则对照"),
    "page.summary": (
        "{accounted} of {total} clauses about points are encoded or marked ({percent} %)",
        "涉及分值的条文{total}条，已成规则或已说明{accounted}条（{percent}%）",
    ),
    "page.source": ("The published text", "发布文本"),
    "page.rules": ("The rules", "规则"),
    "page.legend": ("What the marks mean", "标记说明"),
    "page.faults": ("What does not agree", "不一致之处"),
    "page.no_faults": ("Nothing: the published text and the policy agree.", "无：原文与规则一致。"),
    "page.item": ("Item {id}", "第{id}项"),
    "page.section": ("Section {id}", "第{id}部分"),
    "page.worth": ("worth {points} points", "{points}分"),
    "page.up_to": ("up to {points} points", "最多加{points}分"),
    "page.cite": ("cite", "引文"),
    "page.note": ("note", "说明"),
    "page.not_encoded": ("no rule stands for this", "此条不成规则"),
    "page.to_fill_in": ("a rule is to be written for this", "此条规则待填写"),
    "page.elsewhere": ("In the policy only", "只见于规则文本"),
    "page.other": ("Terms and verdict", "定义与评定"),
    "page.not_found": ("the published text has no such passage", "原文没有这段文字"),
    "page.to_source": ("to the text", "看原文"),
    "page.to_rule": ("to rule {id}", "看规则{id}"),
    "page.sign": ("Sign-off", "审核签字"),
    "page.statement": (
        "I have compared the published text with the rules on this page.",
        "本人已将本页所列规则与发布文本逐条核对。",
    ),
    "page.name": ("Name", "姓名"),
    "page.date": ("Date", "日期"),
    "page.signature": ("Signature", "签字"),
    "page.remarks": ("Remarks", "意见"),
    "page.policy": ("Policy", "规则文本"),
    "page.version": ("Version", "版本"),
    "page.policy_hash": ("Hash of the policy's meaning and words", "规则文本内容校验值"),
    "page.source_hash": ("Hash of the published text, as UTF-8", "发布文本校验值（UTF-8）"),
    "page.made_by": ("Made by demerit {version}", "由 demerit {version} 生成"),
    # kinds of faults
    **{
        f"fault.{code.number}": (code.title, title)
        for code, title in (
            (codes.TO_FILL_IN, "待填写之处"),
            (codes.CITE_NOT_FOUND, "引文原文没有"),
            (codes.CLAUSE_NOT_ENCODED, "涉及分值而未成规则的条文"),
            (codes.POINTS_DIFFER, "规则分值与所引条文不符"),
            (codes.POINTS_WITHOUT_RULE, "所引条文的分值没有相应规则"),
            (codes.CAP_DIFFERS, "原文没有的封顶"),
            (codes.HALVING_DIFFERS, "原文没有的减半"),
            (codes.BOUND_DIFFERS, "分档界限与原文不符"),
            (codes.ITEM_DIFFERS, "引文出自另一项"),
            (codes.POINTS_UNSAID, "引文未写明分值"),
            (codes.RULE_WITHOUT_CITE, "规则没有引文"),
            (codes.WORTH_DIFFERS, "部分分值与原文不符"),
            (codes.NO_POINTS, "文本未涉及分值"),
            (codes.MEASURE_DIFFERS, "原文逐一计分而规则只计一次"),
        )
    },
}
"""Every template: in English, in Chinese."""


def say(key: str, lang: str = "en", **values: object) -> str:
    """Give a template of the table in a language, filled in.

    Raises:
        KeyError: there is no such template.
    """
    return WORDS[key][LANGUAGES.index(lang)].format_map(values)
