"""A browser, where there is one, to look at pages as people see them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no browser here")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def asked(page: str, question: str, tmp_path: Path, *, width: int = 1280, dark: bool = False) -> str:
    """Open a page in a browser, and give what a question in JavaScript comes to there, as text.

    Args:
        page: the page; its content security policy is left out, so that the question can be asked.
        question: an expression.
        tmp_path: where files may lie.
        width: how wide the window is.
        dark: whether dark colours are preferred.
    """
    assert BROWSER is not None
    probe = f"<script>document.title = 'answer: ' + ({question})</script>"
    written = re.sub(r"<meta http-equiv[^>]*>", "", page).replace("</body>", f"{probe}</body>")
    path = tmp_path / "probe.html"
    path.write_text(written, encoding="utf-8")
    more = ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run(
        [BROWSER, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},800", *more,
         "--dump-dom", path.as_uri()],
        capture_output=True, check=False, timeout=120, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        pytest.skip("the browser does not start here")
    answer = re.search(r"<title>answer: ([^<]*)</title>", done.stdout)
    assert answer is not None, done.stdout[:2000]
    return answer[1]
