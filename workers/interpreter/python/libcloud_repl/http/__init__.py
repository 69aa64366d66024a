"""HTTP for an interpreter that has no sockets.

http.client and urllib3 stay as they are, down to the bytes that they write to and read from a socket. The socket is ours
(`socket.ExchangeSocket`): it reads the request out of those bytes, passes it to the page as data (`exchange.Exchange`), and gives
the response back as the bytes that a server would have sent. So every header, redirect, retry, decoding and exception is the
native one, and nothing above, least of all libcloud, is patched.
"""

from .host import Host, connect
from .install import install, uninstall

__all__ = ["Host", "connect", "install", "uninstall"]
