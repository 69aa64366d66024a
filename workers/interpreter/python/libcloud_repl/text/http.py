"""Requests that this interpreter cannot make, or no longer."""

NOT_CONNECTED = "This interpreter is not connected to a page, so no request can leave it."
NO_TUNNEL = "A CONNECT tunnel through an HTTP proxy is not possible here: the page, not Python, chooses the way to the server."
TOO_MUCH_BODY = "The request has more body than its headers announce."
EXCHANGE_OVER = "the exchange is over"
ONLY_BYTES = "a response can only be read, as bytes"

# What of TLS cannot be had: subjects of `unsupported`.
CLIENT_CERTIFICATE = "A client certificate"
PINNED_CERTIFICATE = "A pinned certificate (assert_fingerprint)"
OTHER_NAME = "Another name for the certificate (server_hostname, assert_hostname)"
unsupported = "{what} cannot be used here: TLS begins outside this interpreter.".format
