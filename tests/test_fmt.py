"""`demerit fmt`: what it writes, where, and when it refuses."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import demerit
from demerit.cli import main
from tests.standard import ROOT

UNTIDY = """# heading
policy small   version 1.0   # behind
facts walk "巡查"
  leak 「漏水」: findings

  blocked exit  :yes/no

section 1 worth 10
 item 1.1
  per leak deduct 0.5 points cap 2
  # above
  when blocked exit
    # within
    deduct 1
# the end
"""
TIDY = """# heading
policy small
  version 1.0  # behind

facts walk "巡查"
  leak 「漏水」 : findings

  blocked exit  : yes/no

section 1 worth 10

  item 1.1
    per leak deduct 0.5 cap 2
    # above
    # within
    when blocked exit deduct 1
# the end
"""
CHINESE = """# heading
标准 small
  版本 1.0  # behind

事实 「walk」 “巡查”
  「漏水」「leak」：清单或数目

  「blocked exit」：是否

部分 1 满分10分

  项目 1.1
    每「漏水」扣0.5分，此款2分扣完为止。
    # above
    # within
    「blocked exit」的，扣1分。
# the end
"""


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, ["fmt", *map(str, arguments)], input=stdin, env={"COLUMNS": "100"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.policy"
    path.write_text(UNTIDY, encoding="utf-8")
    return path


def test_a_policy_is_put_into_the_layout_in_place(file: Path) -> None:
    result = run(file)
    assert (result.exit_code, result.output) == (0, "")
    assert file.read_text(encoding="utf-8") == TIDY


def test_a_policy_in_the_layout_is_not_written_again(file: Path) -> None:
    file.write_text(TIDY, encoding="utf-8")
    before = file.stat()
    assert run(file).exit_code == 0
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino


def test_to_the_other_language_and_back_gives_the_same_bytes(file: Path) -> None:
    assert run(file, "--to", "zh").exit_code == 0
    assert file.read_text(encoding="utf-8") == CHINESE
    assert run(file).exit_code == 0
    assert file.read_text(encoding="utf-8") == CHINESE
    assert run(file, "--to", "en").exit_code == 0
    assert file.read_text(encoding="utf-8") == TIDY


def test_an_output_file_leaves_the_policy_as_it_is(file: Path, tmp_path: Path) -> None:
    assert run(file, "-o", tmp_path / "out.policy").exit_code == 0
    assert (tmp_path / "out.policy").read_text(encoding="utf-8") == TIDY
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_standard_input_goes_to_standard_output() -> None:
    assert run("-", stdin=UNTIDY.encode()).stdout == TIDY
    assert run("-", "--to", "zh", stdin=UNTIDY.encode()).stdout == CHINESE


def test_check_writes_nothing_and_names_what_would_change(file: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.policy"
    good.write_text(TIDY, encoding="utf-8")
    result = run("--check", file, good)
    assert (result.exit_code, result.stdout) == (1, f"{file}\n")
    assert file.read_text(encoding="utf-8") == UNTIDY
    assert (run("--check", good).exit_code, run("--check", good).stdout) == (0, "")


def test_diff_writes_nothing_and_shows_what_would_change(file: Path) -> None:
    result = run("--diff", file)
    assert result.exit_code == 0
    assert "-  per leak deduct 0.5 points cap 2\n" in result.stdout
    assert "+    per leak deduct 0.5 cap 2\n" in result.stdout
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_what_could_steer_a_terminal_is_shown_by_its_code_in_a_diff(file: Path) -> None:
    file.write_text(UNTIDY.replace("巡查", "\x1b[31m"), encoding="utf-8")
    assert "\x1b" not in run("--diff", file).stdout


def test_a_policy_that_cannot_be_read_is_told_of_and_left_alone_and_the_others_are_put_right(
    file: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.policy"
    broken.write_text(UNTIDY.replace("when blocked", "wehn blocked"), encoding="utf-8")
    before = broken.read_bytes()
    result = run(broken, file, tmp_path / "none.policy")
    assert result.exit_code == 1
    assert "DEM205" in result.stderr
    assert "DEM101" in result.stderr
    assert broken.read_bytes() == before
    assert file.read_text(encoding="utf-8") == TIDY


def test_faults_of_names_do_not_keep_a_policy_from_its_layout(file: Path) -> None:
    file.write_text(UNTIDY.replace("per leak", "per lake"), encoding="utf-8")
    assert run(file).exit_code == 0
    assert file.read_text(encoding="utf-8") == TIDY.replace("per leak", "per lake")


def test_line_ends_stay_as_they_were(file: Path) -> None:
    file.write_bytes(UNTIDY.replace("\n", "\r\n").encode())
    assert run(file).exit_code == 0
    assert file.read_bytes() == TIDY.replace("\n", "\r\n").encode()
    assert run("--check", file).exit_code == 0


def test_a_file_in_another_encoding_stays_in_it(file: Path) -> None:
    file.write_text(UNTIDY, encoding="gb18030")
    assert run(file, "--encoding", "gb18030").exit_code == 0
    assert file.read_text(encoding="gb18030") == TIDY


def test_text_that_an_encoding_cannot_hold_is_told_of_and_nothing_is_written(file: Path) -> None:
    text = UNTIDY.replace("巡查", "détour").replace(" 「漏水」", "")
    file.write_text(text, encoding="latin-1")
    result = run(file, "--to", "zh", "--encoding", "latin-1")
    assert result.exit_code == 1
    assert "DEM108" in result.stderr
    assert file.read_text(encoding="latin-1") == text


@pytest.mark.parametrize(
    "arguments", [("-", "-"), ("a", "b", "-o", "c"), ("a", "-o", "c", "--check"), ("a", "-o", "c", "--diff"), ()]
)
def test_what_makes_no_sense_together_is_refused(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_policies_of_this_project_are_in_the_layout() -> None:
    assert run("--check", *sorted(ROOT.glob("policies/*/*.policy"))).exit_code == 0


def test_the_library_prints_too() -> None:
    assert demerit.formatted(demerit.Source("x", UNTIDY)) == TIDY
    assert demerit.formatted(demerit.Source("x", UNTIDY), language="zh") == CHINESE
    with pytest.raises(demerit.PolicyError):
        demerit.formatted(demerit.Source("x", UNTIDY.replace("when", "wehn")))


def test_long_lines_are_cut_outside_of_brackets_first() -> None:
    names = [f"a rather long name for a fact with the number {chr(97 + n)}" for n in range(6)]
    facts = "".join(f"  {name} : yes/no\n" for name in names)
    condition = f"({names[0]} and {names[1]}) or ({names[2]} and {names[3]}) or ({names[4]} and {names[5]})"
    text = f"policy p\n  version 1\n\nfacts f\n{facts}\nsection 1 worth 1\n\n  item 1\n    when {condition} deduct 1\n"
    printed = demerit.formatted(demerit.Source("x", text))
    assert "\n        or (a rather" in printed
    assert max(map(len, printed.split("\n"))) <= 110
    assert demerit.formatted(demerit.Source("x", printed)) == printed
