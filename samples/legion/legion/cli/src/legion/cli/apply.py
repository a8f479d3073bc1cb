"""Brings the platform to what files say."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Mapping, Optional, Sequence, Tuple

from legion.sdk import EdiClient, LegionError, NotFound
from legion.sdk.resources import KINDS, Resource
from legion.sdk.settings import Settings


def read(paths: Iterable[Path]) -> Iterator[Resource]:
    """The resources of JSON files; each holds one document or a list, with its kind under ``kind``."""
    for path in paths:
        content = json.loads(path.read_text(encoding="utf-8"))
        for document in content if isinstance(content, list) else [content]:
            kind = KINDS.get(str(document.get("kind", "")).lower())
            if kind is None:
                raise ValueError(f"{path}: kind {document.get('kind')!r} is none of {', '.join(sorted(KINDS))}")
            try:
                yield kind.parse(document)
            except KeyError as error:
                raise ValueError(f"{path}: {document.get('id', 'a resource')} has no {error}") from None


def changes(edi: EdiClient, wanted: Iterable[Resource]) -> Iterator[Tuple[str, Resource]]:
    """What is to be done: ``create``, ``update`` or ``keep``, and the resource."""
    for resource in wanted:
        try:
            current = edi.get(type(resource), resource.id)
        except NotFound:
            yield "create", resource
        else:
            yield ("keep" if current.document() == resource.document() else "update"), resource


def main(
    arguments: Optional[Sequence[str]] = None,
    environment: Optional[Mapping[str, str]] = None,
    edi: Callable[[str, Optional[str]], Any] = EdiClient,
) -> int:
    """The command ``legionctl``."""
    parser = argparse.ArgumentParser(prog="legionctl", description=__doc__)
    parser.add_argument("--url", help="address of the platform")
    parser.add_argument("command", choices=["apply", "diff"])
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    try:
        settings = Settings.find(options.url, os.environ if environment is None else environment)
        client = edi(settings.url, settings.token)
        # All files are read before the first change: a mistake in the last one leaves the platform as it is.
        for verb, resource in list(changes(client, list(read(options.files)))):
            print(f"{verb} {resource.path} {resource.id}")
            if options.command == "apply" and verb != "keep":
                (client.create if verb == "create" else client.update)(resource)
    except (LegionError, ValueError, OSError) as error:
        print(f"legionctl: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
