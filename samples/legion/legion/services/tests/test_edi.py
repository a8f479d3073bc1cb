import http.client
import json
import threading
import unittest
from http import HTTPStatus
from http.server import ThreadingHTTPServer

from legion.sdk import EdiClient, ModelDeployment, Rejected
from legion.services.edi import LARGEST_BODY, answer, handler
from legion.services.store import MemoryStore

DEPLOYMENT = {"id": "wine", "spec": {"image": "team/wine:1"}}
PATH = "/api/v1/model/deployment"


class AnswerTest(unittest.TestCase):
    def setUp(self):
        self.store = MemoryStore()

    def ask(self, method, path, body=None):
        return answer(self.store, method, path, body)

    def test_a_resource_lives_from_post_to_delete(self):
        self.assertEqual(HTTPStatus.CREATED, self.ask("POST", PATH, DEPLOYMENT)[0])
        self.assertEqual({"image": "team/wine:1"}, self.ask("GET", PATH + "/wine")[1]["spec"])
        self.assertEqual(HTTPStatus.OK, self.ask("PUT", PATH + "/wine", {"id": "wine", "spec": {"image": "team/wine:2"}})[0])
        self.assertEqual(["team/wine:2"], [item["spec"]["image"] for item in self.ask("GET", PATH)[1]])
        self.assertEqual(HTTPStatus.NO_CONTENT, self.ask("DELETE", PATH + "/wine")[0])
        self.assertEqual(HTTPStatus.NOT_FOUND, self.ask("GET", PATH + "/wine")[0])

    def test_kinds_do_not_see_each_other(self):
        self.ask("POST", PATH, DEPLOYMENT)
        self.assertEqual([], self.ask("GET", "/api/v1/model/route")[1])

    def test_creating_twice_is_a_conflict(self):
        self.ask("POST", PATH, DEPLOYMENT)
        self.assertEqual(HTTPStatus.CONFLICT, self.ask("POST", PATH, DEPLOYMENT)[0])

    def test_what_is_no_resource_is_refused(self):
        for body in (None, [], {"id": "wine"}, {"id": "Wine!", "spec": {}}, {"id": "a" * 64, "spec": {}}):
            with self.subTest(body):
                self.assertEqual(HTTPStatus.BAD_REQUEST, self.ask("POST", PATH, body)[0])
        self.ask("POST", PATH, DEPLOYMENT)
        self.assertEqual(HTTPStatus.BAD_REQUEST, self.ask("PUT", PATH + "/wine", {"id": "ale", "spec": {}})[0])

    def test_unknown_addresses_and_methods(self):
        self.assertEqual(HTTPStatus.NOT_FOUND, self.ask("GET", "/api/v2/model/deployment")[0])
        self.assertEqual(HTTPStatus.METHOD_NOT_ALLOWED, self.ask("DELETE", PATH)[0])
        self.assertEqual(HTTPStatus.OK, self.ask("GET", "/healthz")[0])


class ServerTest(unittest.TestCase):
    def setUp(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(MemoryStore()))
        thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def test_the_sdk_speaks_to_it(self):
        edi = EdiClient(f"http://127.0.0.1:{self.server.server_port}")
        edi.create(ModelDeployment("wine", "team/wine:1", 1, 2))
        self.assertEqual([ModelDeployment("wine", "team/wine:1", 1, 2)], edi.list(ModelDeployment))
        with self.assertRaisesRegex(Rejected, "an id is"):
            edi.create(ModelDeployment("Wine", "team/wine:1"))

    def test_a_body_that_is_no_json_or_too_large_is_refused(self):
        for body, length in (("{", 1), ("", LARGEST_BODY + 1)):
            with self.subTest(length):
                connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=5)
                self.addCleanup(connection.close)
                connection.request("POST", PATH, body, {"Content-Length": str(length)})
                response = connection.getresponse()
                self.assertEqual(400, response.status)
                self.assertIn("message", json.loads(response.read()))


if __name__ == "__main__":
    unittest.main()
