"""Which language to speak: that which was asked for, that of the policy, or that of the locale.

Takes what was asked for, the policy's language and the environment, gives `zh` or `en`. The rule, first match first:

1. `--lang zh` or `--lang en`; 2. the environment variable `DEMERIT_LANG`; 3. the language of the policy, where there is
one (its keywords'); 4. the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says anything, Chinese where it
begins with `zh`; 5. English.
"""

from collections.abc import Mapping, Sequence

from demerit.language.messages import CHINESE, ENGLISH, LANGUAGES

AUTO = "auto"
CHOICES = (AUTO, *LANGUAGES)
"""What `--lang` and `DEMERIT_LANG` can say."""

OPTION = "--lang"
VARIABLE = "DEMERIT_LANG"


def asked_for(arguments: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Give the language that the command line or the environment asks for; None where the policy or locale decides.

    The command line is looked at before it is parsed, since what is wrong with it is said in a language too; a
    language that is not known is told of when it is.
    """
    asked = environment.get(VARIABLE, AUTO)
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        said = arguments[place + 1] if argument == OPTION and place + 1 < len(arguments) else ""
        said = argument.removeprefix(f"{OPTION}=") if argument.startswith(f"{OPTION}=") else said
        asked = said if said in CHOICES else asked
    return asked if asked in LANGUAGES else None


def of_locale(environment: Mapping[str, str]) -> str:
    """Give the language of the locale."""
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return CHINESE if said.casefold().startswith("zh") else ENGLISH


def language_of(asked: str | None, policy: str | None, environment: Mapping[str, str]) -> str:
    """Give the language to speak.

    Args:
        asked: the language that was asked for, if one was.
        policy: the policy's language, where there is a policy.
        environment: the environment, for its locale.
    """
    return asked or policy or of_locale(environment)
