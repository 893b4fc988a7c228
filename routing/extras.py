"""Additions to a finished plan: if one fails, the plan is kept and the failure reported."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from routing.model import Text

LOG: Final = logging.getLogger("oxyroute.extras")

T = TypeVar("T")


def or_trouble(troubles: list[Text], what: Text, make: Callable[[], T]) -> T | None:
    """Return what `make` makes; where it raises, log why, add a sentence to `troubles` and return None.

    Parameters
    ----------
    what : Text
        The extra, as the subject of a sentence.
    """
    try:
        return make()
    except Exception as error:
        LOG.exception("%s", what.en)
        kind = type(error).__name__
        troubles.append(
            Text(
                f"{what.vi}: lỗi nội bộ ({kind}); kế hoạch không bị ảnh hưởng",
                f"{what.en}: internal error ({kind}); the plan is not affected",
            )
        )
        return None
