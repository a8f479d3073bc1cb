import unittest

from legion.sdk import (
    AlreadyExists,
    EdiClient,
    LegionError,
    ModelClient,
    ModelDeployment,
    NotFound,
    Unauthorized,
    Unavailable,
)
from legion.sdk.transport import Transport
from tests.fake_platform import FakePlatform


class ClientTest(unittest.TestCase):
    def setUp(self):
        self.platform = FakePlatform().__enter__()
        self.addCleanup(self.platform.__exit__)
        self.pauses = []
        transport = Transport(self.platform.url, "secret", timeout=5, sleep=self.pauses.append)
        self.edi = EdiClient(self.platform.url, transport=transport, sleep=self.pauses.append)
        self.model = ModelClient(self.platform.url, "wine", transport=transport)

    def test_what_is_created_can_be_listed_read_and_deleted(self):
        self.edi.create(ModelDeployment("wine", "team/wine:1", min_replicas=2, max_replicas=4))
        self.edi.create(ModelDeployment("ale", "team/ale:1"))
        self.assertEqual(["ale", "wine"], [deployment.id for deployment in self.edi.list(ModelDeployment)])
        self.assertEqual(4, self.edi.get(ModelDeployment, "wine").max_replicas)
        self.edi.delete(ModelDeployment, "wine")
        with self.assertRaisesRegex(NotFound, "no deployment wine"):
            self.edi.get(ModelDeployment, "wine")

    def test_creating_twice_is_refused_and_not_retried(self):
        self.edi.create(ModelDeployment("wine", "team/wine:1"))
        with self.assertRaises(AlreadyExists):
            self.edi.create(ModelDeployment("wine", "team/wine:2"))
        self.assertEqual(2, len(self.platform.requests))

    def test_the_token_goes_with_every_request(self):
        self.edi.list(ModelDeployment)
        self.assertEqual([("GET", "/api/v1/model/deployment", "Bearer secret")], self.platform.requests)

    def test_reading_is_retried_as_long_as_the_server_asks(self):
        self.platform.failures = [(503, {"Retry-After": "7"}, None), (502, {}, None)]
        self.assertEqual([], self.edi.list(ModelDeployment))
        self.assertEqual([7, 1.0], self.pauses)

    def test_changing_is_sent_once(self):
        self.platform.failures = [(503, {}, {"message": "busy"})]
        with self.assertRaisesRegex(Unavailable, "busy"):
            self.edi.create(ModelDeployment("wine", "team/wine:1"))
        self.assertEqual(1, len(self.platform.requests))

    def test_a_wrong_token_is_said_so(self):
        self.platform.failures = [(401, {}, {"message": "who are you?"})]
        with self.assertRaises(Unauthorized) as caught:
            self.edi.list(ModelDeployment)
        self.assertEqual(401, caught.exception.status)

    def test_an_answer_of_a_captive_portal_is_no_answer(self):
        self.platform.failures = [(200, {"Content-Type": "text/html"}, b"<html>log in</html>")]
        with self.assertRaisesRegex(Unavailable, "not JSON"):
            self.edi.list(ModelDeployment)

    def test_a_server_that_is_not_there(self):
        lost = EdiClient("", transport=Transport("http://127.0.0.1:9", attempts=2, sleep=self.pauses.append))
        with self.assertRaisesRegex(Unavailable, "no answer"):
            lost.list(ModelDeployment)
        self.assertEqual(1, len(self.pauses))

    def test_a_token_does_not_follow_a_redirect_to_another_host(self):
        with FakePlatform() as other:
            target = other.url.replace("127.0.0.1", "localhost") + "/api/v1/model/deployment"
            self.platform.failures = [(302, {"Location": target}, None)]
            self.edi.list(ModelDeployment)
            self.assertEqual([("GET", "/api/v1/model/deployment", None)], other.requests)

    def test_waiting_ends_when_the_deployment_serves_or_failed(self):
        states = iter(["Processing", "Ready", "Failed"])
        get = self.edi.get
        self.edi.create(ModelDeployment("wine", "team/wine:1"))

        def advance(kind, name):
            self.platform.deployments[name]["status"] = {"state": next(states)}
            return get(kind, name)

        self.edi.get = advance
        self.assertEqual("Ready", self.edi.wait_ready("wine").state)
        with self.assertRaisesRegex(LegionError, "failed"):
            self.edi.wait_ready("wine")

    def test_a_model_is_asked_and_told_the_truth(self):
        answer = self.model.invoke({"alcohol": 10})
        self.assertEqual({"quality": 6.0}, answer.values)
        self.model.feedback(answer.request_id, {"quality": 7})
        self.assertEqual([{"model": "wine", "requestId": "r-1", "payload": {"quality": 7}}], self.platform.feedback)

    def test_feedback_without_a_request_is_a_mistake_of_the_caller(self):
        with self.assertRaises(ValueError):
            self.model.feedback(None, {})

    def test_an_address_needs_a_scheme(self):
        with self.assertRaisesRegex(ValueError, "not an http"):
            Transport("legion.example.com")


if __name__ == "__main__":
    unittest.main()
