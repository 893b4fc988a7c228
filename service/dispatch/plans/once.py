"""What is made of stored things, which never change: once, however many ask for it at the same time."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Values by key; whoever was asked for least recently leaves first.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Future[T]] = OrderedDict()

    def get(self, key: str, make: Callable[[], T]) -> T:
        """Return the value of a key; who asks while another makes it waits for that one.

        What `make` raises is raised to all who wait, and is not kept.
        """
        with self._lock:
            known = self._kept.get(key)
            future: Future[T] = known or Future()
            self._kept[key] = future
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        if known is None:
            self._make(key, future, make)
        return future.result()

    def _make(self, key: str, future: Future[T], make: Callable[[], T]) -> None:
        try:
            future.set_result(make())
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of any
            with self._lock:
                if self._kept.get(key) is future:
                    del self._kept[key]
            future.set_exception(error)
