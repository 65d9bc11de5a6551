"""Takes what the system says of a failure, gives it as text for a message: in its own words, or in those of a language.

The system speaks English here, whatever the locale is. What it says most often can be said in other languages too.
"""

import errno
from dataclasses import dataclass

from demerit.language.messages import ENGLISH, say, template

_KNOWN = {
    errno.EACCES: template("permission denied"),
    errno.EPERM: template("operation not permitted"),
    errno.ENOENT: template("no such file or folder"),
    errno.ENOTDIR: template("a part of the path is no folder"),
    errno.EISDIR: template("it is a folder"),
    errno.EEXIST: template("it exists already"),
    errno.ENOSPC: template("no space left on the device"),
    errno.EROFS: template("the file system is read-only"),
    errno.ENAMETOOLONG: template("the name is too long"),
    errno.ELOOP: template("too many links lead one to another"),
    errno.EMFILE: template("too many files are open"),
    errno.ETXTBSY: template("it is being run"),
    errno.EIO: template("the device reports an error"),
    errno.EPIPE: template("whoever was to read it has gone"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something failed.

    Attributes:
        english: what the system says.
        number: the number of the error (`errno`), where it has one.
    """

    english: str
    number: int | None = None

    @classmethod
    def of(cls, fault: Exception) -> "Reason":
        """Take it from an exception."""
        if isinstance(fault, OSError) and fault.strerror:
            return cls(fault.strerror, fault.errno)
        return cls(str(fault))

    def text(self, lang: str) -> str:
        """Put it into words; what is not known in the language stays as the system says it."""
        known = _KNOWN.get(self.number) if self.number is not None else None
        return self.english if lang == ENGLISH or known is None else say(known).text(lang)
