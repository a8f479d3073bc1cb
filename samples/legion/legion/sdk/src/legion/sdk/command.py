"""The command ``legion``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any, Callable, Mapping, Optional, Sequence, TextIO

from legion.sdk.edi import EdiClient
from legion.sdk.errors import LegionError
from legion.sdk.model import ModelClient
from legion.sdk.resources import KINDS, ModelDeployment, ModelTraining
from legion.sdk.settings import Settings
from legion.sdk.version import __version__


def main(
    arguments: Optional[Sequence[str]] = None,
    environment: Optional[Mapping[str, str]] = None,
    output: Optional[TextIO] = None,
    edi: Callable[[str, Optional[str]], EdiClient] = EdiClient,
    model: Callable[[str, str, Optional[str]], ModelClient] = ModelClient,
) -> int:
    """Runs one command; gives 0, or 1 after a message about what went wrong."""
    options = _parser().parse_args(arguments)
    output = output or sys.stdout
    try:
        settings = Settings.find(options.url, os.environ if environment is None else environment)
        if options.command == "invoke":
            answer = model(settings.url, options.id, settings.token).invoke(_features(options.features))
            print(json.dumps(answer.values), file=output)
        else:
            _manage(options, edi(settings.url, settings.token), output)
    except (LegionError, ValueError) as error:
        print(f"legion: {error}", file=sys.stderr)
        return 1
    return 0


def _manage(options: argparse.Namespace, edi: EdiClient, output: TextIO) -> None:
    if options.command == "deployments":
        for deployment in edi.list(ModelDeployment):
            state = deployment.state or "Unknown"
            print(f"{deployment.id}\t{state}\t{deployment.available_replicas}\t{deployment.image}", file=output)
    elif options.command == "trainings":
        for training in edi.list(ModelTraining):
            print(f"{training.id}\t{training.state or 'unknown'}\t{training.model_name}:{training.model_version}", file=output)
    elif options.command == "deploy":
        edi.create(ModelDeployment(options.id, options.image, options.replicas, max(options.replicas, 1)))
        if options.wait:
            edi.wait_ready(options.id, timeout=options.timeout)
        print(f"{options.id} {'serves' if options.wait else 'was accepted'}", file=output)
    elif options.command == "delete":
        edi.delete(KINDS[options.kind], options.id)
        print(f"{options.id} was deleted", file=output)


def _features(pairs: Sequence[str]) -> Mapping[str, Any]:
    features = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ValueError(f"a feature is NAME=VALUE, not {pair!r}")
        try:
            features[name] = json.loads(value)
        except ValueError:
            features[name] = value
    return features


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="legion", description="Manages and invokes models of the Legion platform.")
    parser.add_argument("--version", action="version", version=f"legion {__version__}")
    parser.add_argument("--url", help="address of the platform (default: LEGION_URL, then the configuration file)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("deployments", help="list deployments")
    commands.add_parser("trainings", help="list trainings")
    deploy = commands.add_parser("deploy", help="serve a model's image")
    deploy.add_argument("id")
    deploy.add_argument("image")
    deploy.add_argument("--replicas", type=int, default=1)
    deploy.add_argument("--wait", action="store_true", help="return when it serves")
    deploy.add_argument("--timeout", type=float, default=300, help="seconds to wait")
    delete = commands.add_parser("delete", help="delete a resource")
    delete.add_argument("kind", choices=sorted(KINDS))
    delete.add_argument("id")
    invoke = commands.add_parser("invoke", help="ask a model")
    invoke.add_argument("id", help="the model's route")
    invoke.add_argument("features", nargs="*", metavar="NAME=VALUE")
    return parser
