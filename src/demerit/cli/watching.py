"""Runs something again whenever one of its files changes: the only door to watchfiles."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from demerit.language.messages import say
from demerit.shell import language

Snapshot = dict[str, tuple[int, int]]
"""Of files when they were changed last, and how large they are."""

Changes = Callable[[Sequence[str]], Iterator[object]]
"""Takes folders, gives something each time that something in them may have changed."""


def watching(
    run: Callable[[], Iterable[Path]],
    files: Callable[[], Iterable[Path]],
    folders: Iterable[Path],
    changes: Changes | None = None,
) -> None:
    """Run, and run again whenever a file has changed, come or gone, until the user breaks it off.

    Args:
        run: what is run; it gives files that it has read besides.
        files: gives the files that it is about, as they lie there now.
        folders: folders in which files may come.
        changes: what tells of changes; None: the system does.
    """
    changes = changes or _changes
    folders = list(folders)
    try:
        while True:
            before = _snapshot(files())
            besides = list(run())
            click.echo("\n" + say("watching for changes; Ctrl-C ends it").text(language()), err=True)
            # A file that was changed while it was run has another time than before, so it is run again at once.
            seen = {**_snapshot(besides), **before}
            for _ in changes(_existing([*folders, *(path.parent for path in (*files(), *besides))])):
                if _snapshot((*files(), *besides)) != seen:
                    break
            else:
                return
            click.echo("", err=True)
    except KeyboardInterrupt:
        click.echo("", err=True)


def _changes(folders: Sequence[str]) -> Iterator[object]:
    from watchfiles import watch

    yield None
    yield from watch(*folders, recursive=False, raise_interrupt=True, rust_timeout=1000, yield_on_timeout=True)


def _existing(folders: Iterable[Path]) -> list[str]:
    return sorted({str(folder) for folder in folders if folder.is_dir()})


def _snapshot(paths: Iterable[Path]) -> Snapshot:
    found: Snapshot = {}
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found
