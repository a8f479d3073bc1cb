import socket
import threading
import unittest

from legion.feedback.aggregator import accept
from legion.feedback.forward import Forwarder, pack

MESSAGE = {"model": "wine", "requestId": "r-1", "payload": {"quality": 6}}


class AcceptTest(unittest.TestCase):
    def test_a_message_is_passed_on_with_its_time(self):
        sent = []
        self.assertEqual(202, accept(lambda *message: sent.append(message), 17, MESSAGE)[0])
        self.assertEqual([("feedback.truth", 17, {"model": "wine", "request_id": "r-1", "payload": {"quality": 6}})], sent)

    def test_what_is_no_feedback_is_refused_and_not_sent(self):
        def send(*_):
            self.fail("sent")

        for body in ([], {}, {**MESSAGE, "model": ""}, {**MESSAGE, "requestId": 1}, {"model": "wine", "requestId": "r"}):
            with self.subTest(body):
                self.assertEqual(400, accept(send, 17, body)[0])

    def test_a_store_that_is_away_is_said_so(self):
        def send(*_):
            raise ConnectionRefusedError("away")

        with self.assertLogs("feedback"):
            self.assertEqual(503, accept(send, 17, MESSAGE)[0])


class ForwardTest(unittest.TestCase):
    def test_values_are_packed_as_the_specification_says(self):
        cases = [
            (None, "c0"), (True, "c3"), (False, "c2"), (0, "00"), (127, "7f"), (-1, "ff"), (-32, "e0"),
            (128, "d30000000000000080"), (1.5, "cb3ff8000000000000"), ("a", "a161"), ("x" * 40, "d928" + "78" * 40),
            ([1, 2], "920102"), ({"a": 1}, "81a16101"), ((1 << 64) - 1, "cfffffffffffffffff"),
        ]
        for value, packed in cases:
            with self.subTest(value):
                self.assertEqual(packed, pack(value).hex())
        self.assertEqual("dc0010" + "00" * 16, pack([0] * 16).hex())
        self.assertEqual("da0100", pack("x" * 256).hex()[:6])

    def test_a_record_arrives_whole(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            received = []

            def serve():
                connection, _ = server.accept()
                with connection:
                    while chunk := connection.recv(4096):
                        received.append(chunk)

            thread = threading.Thread(target=serve)
            thread.start()
            Forwarder("127.0.0.1", server.getsockname()[1]).send("tag", 1, {"a": "b" * 10000})
            thread.join(5)
            self.assertEqual(pack(["tag", 1, {"a": "b" * 10000}]), b"".join(received))


if __name__ == "__main__":
    unittest.main()
