import http.server
import pathlib
import threading
import unittest
from functools import partial

from greeter_client import greeting


class GreetingTest(unittest.TestCase):
    def test_the_greeting_is_read_from_the_server(self):
        site = pathlib.Path(__file__).parents[2] / "image" / "www"
        handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
        with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.assertTrue(greeting(f"http://127.0.0.1:{server.server_port}").startswith("Hello"))
            server.shutdown()


if __name__ == "__main__":
    unittest.main()
