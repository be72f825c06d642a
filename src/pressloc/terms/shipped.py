"""Compiles the built-in termbase into the files that ship with pressloc (`make termbase`).

    python -m pressloc.terms.shipped FOLDER

Compiling takes seconds of processor time; done once here, no machine that pressloc is installed on has to do it. The
files are data (see `cache`) and count only as long as they fit the termbase and the rules they were made with.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pressloc.model import LANGS
from pressloc.terms import cache as disk
from pressloc.terms.lexicon import compile_lexicon, key_of
from pressloc.terms.termbase import Termbase, builtin


def compiled(termbase: Termbase) -> dict[str, bytes]:
    """File name → content, made anew: the concepts of `termbase` and its lexicon in each language."""
    files = {"concepts.terms": disk.file_bytes(disk.concepts_body(termbase), termbase.fingerprint)}
    for lang in LANGS:
        files[f"{lang}.terms"] = disk.file_bytes(disk.lines_body(compile_lexicon(termbase, lang)), key_of(termbase))
    return files


def main(arguments: list[str]) -> int:
    """Write the compiled built-in termbase into the folder named."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in compiled(builtin()).items():
        (folder / name).write_bytes(data)
        print(f"{folder / name}\t{len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
