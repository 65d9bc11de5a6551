"""Pages of HTML: takes the name of a template, gives it ready to be filled in, every value escaped.

A page is one file that asks for nothing else: it can be kept, printed on A4 and read without scripts.
"""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from demerit.language.excerpt import visible

LANGUAGES = {"en": "en", "zh": "zh-Hans"}
"""The languages of a page, as HTML names them."""


@cache
def page_template(name: str) -> Template:
    """Give a template that lies beside the modules of reports: a name that is not filled in is an error."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("demerit.report").joinpath(name).read_text(encoding="utf-8"))


def shown(text: str) -> str:
    """Give a text as a page may show it: line ends and tabs as they are, what steers or hides by its code."""
    lines = re.split(r"\r\n|\r|\n", text)
    return "\n".join("\t".join(visible(cell) for cell in line.split("\t")) for line in lines)
