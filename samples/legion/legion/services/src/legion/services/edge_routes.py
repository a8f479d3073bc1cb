"""Writes the edge's routing table from EDI's routes, and tells nginx when it changed."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any, Dict, Iterable

from legion.sdk import EdiClient, LegionError, ModelDeployment, ModelRoute

LOG = logging.getLogger("edge-routes")


def table(routes: Iterable[ModelRoute], deployments: Iterable[ModelDeployment], namespace: str) -> Dict[str, Any]:
    """The routing table: prefix → upstreams with weights, and the mirror.

    Every deployment has the route /model/ID to itself. Routes that lead nowhere yet are left out, so that a request
    is answered 404 by the edge and not 502 by a service that does not exist.
    """
    known = {deployment.id for deployment in deployments}
    result: Dict[str, Any] = {f"/model/{name}": {"upstreams": [_upstream(name, 100, namespace)]} for name in known}
    for route in routes:
        upstreams = [_upstream(t.deployment, t.weight, namespace) for t in route.targets if t.deployment in known]
        if not upstreams:
            continue
        entry: Dict[str, Any] = {"upstreams": upstreams}
        if route.mirror in known:
            entry["mirror"] = _upstream(str(route.mirror), 100, namespace)["host"]
        result[route.url_prefix.rstrip("/") or "/"] = entry
    return dict(sorted(result.items()))


def write(path: Path, content: Dict[str, Any]) -> bool:
    """Replaces the table in one step when it differs; says whether it did."""
    text = json.dumps(content, indent=1, sort_keys=True) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    staged = path.with_suffix(".new")
    staged.write_text(text, encoding="utf-8")
    staged.replace(path)
    return True


def _upstream(name: str, weight: int, namespace: str) -> Dict[str, Any]:
    return {"host": f"{name}.{namespace}.svc.cluster.local:5000", "weight": weight}


def main() -> int:
    """Keeps the table current: ``edge_routes TABLE PIDFILE``."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    path, pid = Path(sys.argv[1]), Path(sys.argv[2])
    edi, namespace = EdiClient(os.environ["EDI_URL"]), os.environ.get("MODEL_NAMESPACE", "default")
    while True:
        try:
            if write(path, table(edi.list(ModelRoute), edi.list(ModelDeployment), namespace)) and pid.exists():
                os.kill(int(pid.read_text(encoding="ascii")), signal.SIGHUP)
                LOG.info("the routes changed")
        except LegionError as error:
            # The last table stays: a manager that is away must not take the models with it.
            LOG.warning("routes are not refreshed: %s", error)
        time.sleep(5)


if __name__ == "__main__":
    sys.exit(main())
