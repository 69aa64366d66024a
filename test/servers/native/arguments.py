"""The command line that the native scripts share."""

from __future__ import annotations

import argparse


def parse(description: str | None) -> argparse.Namespace:
    """Read where the server listens and, for the scripts that sign, the account."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--key", default="test")
    parser.add_argument("--secret", default="test")
    return parser.parse_args()
