"""A small policy with examples and cases: what several tests of examples start from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import demerit
from demerit import LoadedPolicy, Source
from demerit.examples.cases import Case
from demerit.language.source import Span

SHOP = """policy shop version 1.0

facts shop "店"
  guards   : count
  lamp out : findings
  open     : yes/no

section 1 "Guards and lamps" worth 20
  item 1.1 "Guards"
    cite "3 guards. 1 point for each that is missing."
    per guards short of 3 deduct 1
    per lamp out deduct 1 cap 2
  item 1.2
    applies when open
    when guards is 0 deduct 5
  group G of 1.1, 1.2 cap 6

verdict
  grade "good" from 10
  grade "poor" below 10
"""

EXAMPLES = """
example "one guard short"
  given guards is 2
  and all else in order
  expect score 19 and rule 1.1.a deducts 1
"""

ZH = """标准 shop
  版本 1.0

事实 「店」
  「坏灯」：清单或数目

部分 1 满分20分

  项目 1.1
    每「坏灯」扣1分。

示例 “坏一盏”
  已知 「坏灯」为1，且其余均合格
  预期 得分18分，且规则1.1.a扣2分
"""


def laid_out(tmp_path: Path) -> Path:
    """Lay the shop's policy out in a folder, with one for its cases."""
    (tmp_path / "shop.policy").write_text(SHOP, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    return tmp_path


def put(folder: Path, *cases: dict[str, Any], name: str = "a.json") -> Path:
    path = folder / "cases" / name
    path.write_text(json.dumps(list(cases), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def case(
    why: str = "w", expect: dict[str, Any] | None = None, base: str | None = "in order", **shop: Any
) -> dict[str, Any]:
    return {
        "why": why,
        **({"base": base} if base else {}),
        "facts": {"shop": shop} if shop else {},
        "expect": expect or {"score": 20},
    }


def shop(extra: str = "", name: str = "shop.policy") -> LoadedPolicy:
    return demerit.load_source(Source(name, SHOP + extra))


def of(base: str | None, given: Any, folder: Path = Path()) -> Case:
    source = Source(str(folder / "cases.json"), "{}")
    return Case("w", source, Span(0, 2), None, (), base, given, Span(0, 2))


ALL: dict[str, Any] = {
    "score": 16, "grade": "good", "sections": {"1": 4}, "groups": {"G": 4}, "items": {"1.1": 4, "1.2": 0},
    "rules": {"1.1.a": 2, "1.1.b": 2, "1.2.a": 0}, "scores": {"1": 16}, "asked": {"1": 7, "G": 7, "1.1": 7, "1.1.b": 5},
    "effective": {"1": 4, "G": 4, "1.1.b": 2}, "absorbed": {"1": 3, "1.1.b": 3, "1.1.a": 0},
    "states": {"1.1.a": "hit", "1.2.a": "clear", "1.2": "applies"}, "counts": {"1.1.a": 2, "1.2.a": 0},
    "reads": {"1.2.a": ["/shop/guards", "/shop/open"]}, "missing": [],
}  # fmt: skip
"""What the shop comes to with one guard and five lamps out, in every word that a case has."""


def values(expect: dict[str, Any]) -> Iterator[tuple[str, str | None, Any]]:
    for key, value in expect.items():
        if isinstance(value, dict):
            yield from ((key, id_, each) for id_, each in value.items())
        else:
            yield key, None, value
