"""Fluentd's forward protocol, message mode: [tag, time, record] in MessagePack over TCP."""

from __future__ import annotations

import socket
import struct
from typing import Any, Tuple


def pack(value: Any) -> bytes:
    """MessagePack of JSON-like values."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    if isinstance(value, str):
        content = value.encode("utf-8")
        return _head(len(content), 0xA0, 32, (0xD9, 0xDA, 0xDB)) + content
    if isinstance(value, (list, tuple)):
        return _head(len(value), 0x90, 16, (None, 0xDC, 0xDD)) + b"".join(map(pack, value))
    if isinstance(value, dict):
        items = b"".join(pack(key) + pack(item) for key, item in value.items())
        return _head(len(value), 0x80, 16, (None, 0xDE, 0xDF)) + items
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _integer(value: int) -> bytes:
    if 0 <= value < 128:
        return struct.pack(">B", value)
    if -32 <= value < 0:
        return struct.pack(">b", value)
    if -(1 << 63) <= value < (1 << 63):
        return b"\xd3" + struct.pack(">q", value)
    if value < (1 << 64):
        return b"\xcf" + struct.pack(">Q", value)
    raise OverflowError(f"{value} has more than 64 bits")


def _head(length: int, fixed: int, limit: int, codes: Tuple[Any, int, int]) -> bytes:
    if length < limit:
        return struct.pack(">B", fixed | length)
    if codes[0] is not None and length < 1 << 8:
        return struct.pack(">BB", codes[0], length)
    if length < 1 << 16:
        return struct.pack(">BH", codes[1], length)
    return struct.pack(">BI", codes[2], length)


class Forwarder:
    """Sends records to one fluentd; each over a connection of its own, since feedback is rare and must not be lost
    to a connection that died unnoticed."""

    def __init__(self, host: str, port: int, timeout: float = 10) -> None:
        self._address = (host, port)
        self._timeout = timeout

    def send(self, tag: str, time: int, record: Any) -> None:
        """Raises OSError when fluentd does not take it."""
        with socket.create_connection(self._address, self._timeout) as connection:
            connection.sendall(pack([tag, time, record]))
            connection.shutdown(socket.SHUT_WR)
