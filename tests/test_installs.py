"""The package as it is installed: from a wheel, from a wheel that the sdist gave, and editable.

Everything is built once, with hatchling in a folder of its own where it is not installed. Each installation goes
into a fresh environment that sees the libraries of this one, but not its demerit. Without hatchling and without a
way to get it the tests are skipped.
"""

import importlib.util
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

import demerit
from demerit.cli import main
from demerit.language import codes
from tests.standard import POLICY, ROOT, UNIT

WAYS = ["wheel", "sdist", "editable"]


@dataclass(frozen=True)
class Built:
    """What was built, and the folder in which the builder is."""

    wheel: Path
    sdist: Path
    wheel_of_sdist: Path
    tools: Path


def call(*command: str | Path, cwd: Path, path: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a program that sees nothing of the environment that the tests run in."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment |= {"COLUMNS": "100", "PYTHONUTF8": "1"} | ({"PYTHONPATH": str(path)} if path else {})
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
    )


def succeed(*command: str | Path, cwd: Path, path: Path | None = None) -> str:
    done = call(*command, cwd=cwd, path=path)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _skip(reason: str) -> NoReturn:
    """Skip what cannot be built here; where the checks run before a change lands, that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    for module in ("pip", "build"):
        if importlib.util.find_spec(module) is None:
            _skip(f"{module} is not installed")
    folder = tmp_path_factory.mktemp("built")
    tools = folder / "tools"
    tools.mkdir()
    if any(importlib.util.find_spec(module) is None for module in ("hatchling", "editables")):
        got = call(
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--target",
            tools,
            "hatchling>=1.27",
            "editables",
            cwd=folder,
        )
        if got.returncode:
            _skip(f"hatchling is not installed and cannot be got: {got.stderr.strip()[-200:]}")
    build = (sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check")
    succeed(*build, "--wheel", "--outdir", folder / "direct", ROOT, cwd=folder, path=tools)
    succeed(*build, "--outdir", folder / "both", ROOT, cwd=folder, path=tools)
    (wheel,) = (folder / "direct").glob("*.whl")
    (sdist,) = (folder / "both").glob("*.tar.gz")
    (wheel_of_sdist,) = (folder / "both").glob("*.whl")
    return Built(wheel, sdist, wheel_of_sdist, tools)


@dataclass(frozen=True)
class Installed:
    """A fresh environment with demerit in it: its Python, its program, and a folder to run them in."""

    way: str
    python: Path
    program: Path
    folder: Path


@pytest.fixture(scope="module", params=WAYS)
def installed(request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    way: str = request.param
    folder = tmp_path_factory.mktemp(way)
    home = folder / "environment"
    succeed(sys.executable, "-m", "venv", "--without-pip", home, cwd=folder)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / ("python.exe" if sys.platform == "win32" else "python")
    own = Path(succeed(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    # A path that a .pth names is put behind the environment's own, and the .pth files in it are not read: so this
    # brings the libraries, but no demerit, however it was installed here. Its name puts it behind the others.
    libraries = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (own / "zz_libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")

    install = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    if way == "editable":
        succeed(*install, "--no-build-isolation", "--editable", ROOT, cwd=folder, path=built.tools)
    else:
        succeed(*install, built.wheel if way == "wheel" else built.wheel_of_sdist, cwd=folder)
    return Installed(way, python, scripts / "demerit", folder)


def test_it_is_this_installation_that_is_run(installed: Installed) -> None:
    program = "import demerit; print(demerit.__file__); print(demerit.__version__)"
    file, version = succeed(installed.python, "-c", program, cwd=installed.folder).split()
    home = ROOT / "src" if installed.way == "editable" else installed.folder / "environment"
    assert Path(file).resolve().is_relative_to(home.resolve())
    assert version == demerit.__version__
    assert succeed(installed.program, "--version", cwd=installed.folder).startswith(f"demerit {version}, ")


def test_the_program_gives_what_it_gives_here(installed: Installed) -> None:
    for arguments in (
        ["evaluate", str(POLICY), str(UNIT)],
        ["evaluate", str(POLICY), str(UNIT), "--format", "json"],
        ["schema", str(POLICY)],
        ["evaluate", str(POLICY), str(UNIT), "--lang", "zh"],
    ):
        here = CliRunner().invoke(main, arguments, env={"COLUMNS": "100", "NO_COLOR": None})
        assert here.exit_code == 0
        assert succeed(installed.program, *arguments, cwd=installed.folder) == here.stdout


def test_faults_are_told_and_the_module_can_be_run(installed: Installed) -> None:
    done = call(installed.python, "-m", "demerit", "check", UNIT, cwd=installed.folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error[DEM")
    assert "Traceback" not in done.stderr


def test_every_file_that_is_shipped_is_found(installed: Installed) -> None:
    program = (
        "from demerit import resources;"
        "print(len(resources.read('grammar', 'demerit.lark')), len(resources.read('grammar', 'keywords.toml')),"
        " len(resources.read('grammar', 'units.toml')), len(resources.read('schemas', 'trace.schema.json')),"
        " len(resources.read('grammar', 'silencing.toml')), len(resources.read('grammar', 'synonyms.toml')),"
        " len(resources.read('grammar', 'lookalikes.toml')), len(resources.read('docs/codes', 'DEM801.md')),"
        " len(resources.read('messages', 'zh.toml')))"
    )
    sizes = [int(size) for size in succeed(installed.python, "-c", program, cwd=installed.folder).split()]
    files = ["grammar/demerit.lark", "grammar/keywords.toml", "grammar/units.toml", "schemas/trace.schema.json"]
    files += ["grammar/silencing.toml", "grammar/synonyms.toml", "grammar/lookalikes.toml", "docs/codes/DEM801.md"]
    files.append("messages/zh.toml")
    assert sizes == [len((ROOT / file).read_text(encoding="utf-8")) for file in files]


def test_the_wheel_holds_the_package_and_what_it_needs_and_no_more(built: Built) -> None:
    names = zipfile.ZipFile(built.wheel).namelist()
    assert {"demerit/py.typed", "demerit/cli/__init__.py", "demerit/_shipped/grammar/demerit.lark"} <= set(names)
    assert {f"demerit/_shipped/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()} <= set(names)
    assert {f"demerit/_shipped/docs/codes/{number}.md" for number in codes.CODES} <= set(names)
    assert {name.split("/")[0] for name in names} == {"demerit", f"demerit-{demerit.__version__}.dist-info"}
    assert [name for name in names if "__pycache__" in name or "/tests/" in name] == []


def test_the_sdist_gives_the_same_wheel(built: Built) -> None:
    wheels = [zipfile.ZipFile(path) for path in (built.wheel, built.wheel_of_sdist)]
    contents = [{info.filename: info.CRC for info in wheel.infolist()} for wheel in wheels]
    assert contents[0] == contents[1]


def test_the_sdist_holds_what_is_needed_to_test_it(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    for file in ("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "grammar/demerit.lark"):
        assert file in names
    assert {"policies/key-unit-security/unit.json", "tests/test_installs.py", "benchmarks/handwritten.py"} <= names
    assert [name for name in names if "__pycache__" in name or ".venv" in name or ".hypothesis" in name] == []
