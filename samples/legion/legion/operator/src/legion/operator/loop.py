"""Compares what should be with what is, and mends it."""

from __future__ import annotations

import logging
import os
import time
from typing import Any, Mapping, Protocol

from legion.operator.cluster import Cluster
from legion.operator.desired import deployment_objects, deployment_status, training_pod, training_status

LOG = logging.getLogger("operator")


class ClusterLike(Protocol):
    """What the loop asks of a cluster."""

    namespace: str

    def list(self, kind: str) -> Any: ...

    def get(self, kind: str, name: str) -> Any: ...

    def create(self, desired: Mapping[str, Any]) -> Any: ...

    def apply(self, desired: Mapping[str, Any]) -> Any: ...

    def report(self, kind: str, name: str, status: Mapping[str, Any]) -> None: ...


def reconcile(cluster: ClusterLike, builder_image: str) -> int:
    """Goes once over all resources; gives the number of those that could not be processed."""
    failures = 0
    for kind, step in (("ModelDeployment", _deployment), ("ModelTraining", _training)):
        for resource in cluster.list(kind):
            name = resource["metadata"]["name"]
            try:
                status = step(cluster, resource, builder_image)
                if status != {key: (resource.get("status") or {}).get(key) for key in status}:
                    cluster.report(kind, name, status)
            except (OSError, KeyError) as error:
                # One broken resource must not keep the others waiting.
                failures += 1
                LOG.error("%s %s: %s", kind, name, error)
    return failures


def _deployment(cluster: ClusterLike, resource: Mapping[str, Any], _: str) -> Mapping[str, Any]:
    applied = [cluster.apply(desired) for desired in deployment_objects(resource)]
    return deployment_status(applied[0], cluster.namespace)


def _training(cluster: ClusterLike, resource: Mapping[str, Any], builder_image: str) -> Mapping[str, Any]:
    pod = cluster.get("Pod", resource["metadata"]["name"])
    if pod is None:
        if (resource.get("status") or {}).get("state") in ("succeeded", "failed"):
            return {}  # It is over and its pod was tidied away: a training runs once.
        toolchain = cluster.get("ToolchainIntegration", resource["spec"]["toolchain"])
        if toolchain is None:
            return {"state": "failed", "message": f"there is no toolchain {resource['spec']['toolchain']!r}"}
        pod = cluster.create(training_pod(resource, toolchain, builder_image))
    return training_status(pod)


def main() -> None:
    """Runs until it is stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    cluster = Cluster(os.environ["OPERATOR_NAMESPACE"])
    pause = int(os.environ.get("OPERATOR_RESYNC_SECONDS", "30"))
    while True:
        try:
            reconcile(cluster, os.environ["OPERATOR_BUILDER_IMAGE"])
        except OSError as error:
            LOG.error("the cluster does not answer: %s", error)
        time.sleep(pause)


if __name__ == "__main__":
    main()
