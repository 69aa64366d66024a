"""Python's plain file server, which sends no header that this project would like: FOLDER [PORT]."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


folder, port = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
with ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=folder)) as server:
    print("listening", *server.server_address, flush=True)
    server.serve_forever()
