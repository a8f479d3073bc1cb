import tempfile
import unittest
from pathlib import Path

from legion.sdk import ModelDeployment, ModelRoute, RouteTarget
from legion.services.edge_routes import table, write


class EdgeRoutesTest(unittest.TestCase):
    def test_each_deployment_has_a_route_of_its_own(self):
        routes = table([], [ModelDeployment("wine", "team/wine:1")], "models")
        upstream = {"host": "wine.models.svc.cluster.local:5000", "weight": 100}
        self.assertEqual({"/model/wine": {"upstreams": [upstream]}}, routes)

    def test_traffic_is_split_and_mirrored(self):
        deployments = [ModelDeployment(name, "i") for name in ("wine", "next", "shadow")]
        route = ModelRoute("r", "/wine/", (RouteTarget("wine", 90), RouteTarget("next", 10)), mirror="shadow")
        entry = table([route], deployments, "m")["/wine"]
        self.assertEqual([90, 10], [upstream["weight"] for upstream in entry["upstreams"]])
        self.assertEqual("shadow.m.svc.cluster.local:5000", entry["mirror"])

    def test_a_route_to_nothing_is_left_out(self):
        self.assertEqual({}, table([ModelRoute("r", "/wine", (RouteTarget("wine"),))], [], "m"))

    def test_the_table_is_written_only_when_it_changed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "routes.json"
            self.assertTrue(write(path, {"/a": {}}))
            self.assertFalse(write(path, {"/a": {}}))
            self.assertTrue(write(path, {}))
            self.assertEqual(["routes.json"], [entry.name for entry in Path(folder).iterdir()])


if __name__ == "__main__":
    unittest.main()
