"""What all tables share: identifiers, clock readings, packed bodies."""

import datetime as dt
import secrets
import zlib


def new_id(prefix: str) -> str:
    """Return a fresh id such as `plan-5f2c9a0d41b7e863`."""
    return f"{prefix}-{secrets.token_hex(8)}"


def now() -> str:
    """Return the time now in UTC as ISO 8601, to the microsecond, so that text sorts as time."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def pack(body: bytes) -> bytes:
    """Compress a JSON body for the database."""
    return zlib.compress(body, level=6)


def unpack(blob: bytes) -> bytes:
    """Undo `pack`."""
    return zlib.decompress(blob)
