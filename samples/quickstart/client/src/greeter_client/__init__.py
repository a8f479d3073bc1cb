"""Asks the greeter for a greeting."""

import json
import sys
import urllib.request

__version__ = "0.0.0"


def greeting(server: str) -> str:
    """The greeting of the server at an address such as http://localhost:8080."""
    with urllib.request.urlopen(server.rstrip("/") + "/greeting.json", timeout=10) as answer:
        return json.load(answer)["greeting"]


def main() -> None:
    """The command `greet SERVER`."""
    if len(sys.argv) != 2:
        sys.exit("usage: greet SERVER")
    print(greeting(sys.argv[1]))
