"""What a code is: its number, its severity and its words. `codes`, `lint_codes` and `coverage_codes` hold the codes."""

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of fault.

    Attributes:
        number: `DEM101`; the hundreds say where it belongs: 1 files, 2 the form of a policy, 3 its names and
            structure, 4 its types and numbers, 5 JSON, 6 facts, 7 the command line, 8 the lints of `check`,
            9 the published text.
        title: what the fault is, in general: the heading of its page.
        message: what is wrong, in this case.
        help: what was expected or what to do; shown behind the message, where all that it names is given.
        severity: `error` or `warning`. With an error there is no score.
    """

    number: str
    title: str
    message: str
    help: str = ""
    severity: str = ERROR


def register(
    codes: dict[str, Code], number: str, title: str, message: str, help: str = "", severity: str = ERROR
) -> Code:
    """Make a code and put it into a registry, in which its number must not stand yet.

    Args:
        codes: the registry, by numbers.
        number: see `Code`, as for the others.
        title: the general fault.
        message: the fault in a case.
        help: what to do about it.
        severity: `error` or `warning`.
    """
    assert number not in codes, number
    codes[number] = Code(number, title, message, help, severity)
    return codes[number]
