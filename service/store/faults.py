"""What the store refuses: a home it must not open, and ids it does not know."""

from routing.model import Text


class StoreError(Exception):
    """A refusal with a stable code and a sentence in both languages."""

    def __init__(self, code: str, message: Text) -> None:
        self.code = code
        self.message = message
        super().__init__(str(message))


class HomeError(StoreError):
    """The home directory cannot be opened: newer schema, or in use by another process."""


class NotFoundError(StoreError):
    """Nothing is stored under this id."""


class ConflictError(StoreError):
    """What is asked for contradicts what is stored."""


class StorageError(StoreError):
    """The storage itself is in trouble: busy, full, damaged; the code says which."""


def not_found(kind_vi: str, kind_en: str, key: str) -> NotFoundError:
    """Return the error for an unknown id."""
    return NotFoundError("not_found", Text(f"Không có {kind_vi} {key!r}", f"There is no {kind_en} {key!r}"))
