"""Why operations fail, in both languages."""

import logging
import secrets
from typing import Final

from service.jobs.task import Failure

_LOG: Final = logging.getLogger("oxyroute.jobs")

MOST_STARTS: Final = 5
"""So often a worker is begun for an operation before it is given up."""

_LONGEST: Final = 200
"""Characters of a reason that are shown."""

GAVE_UP: Final = Failure(
    code="gave_up",
    vi="Máy chủ đã chết ba lần trong khi làm việc này nên không thử lại nữa",
    en="The server died three times while at this work, so it is not tried again",
)
NEVER_BEGAN: Final = Failure(
    code="stopped_before_start",
    vi="Đã dừng trước khi bắt đầu, nên không có kế hoạch",
    en="Stopped before it began, so there is no plan",
)
OVERRAN: Final = Failure(
    code="worker_overran",
    vi="Tiến trình giải không dừng đúng hạn nên bị ngắt",
    en="The worker did not end in time and was ended",
)


def died(exit_code: int | None) -> Failure:
    """Return the failure of a worker that ended without a last word."""
    return Failure(
        code="worker_died",
        vi=f"Tiến trình giải đã chết giữa chừng (mã thoát {exit_code}); hãy gửi lại yêu cầu",
        en=f"The worker died in the middle of its work (exit code {exit_code}); ask again",
    )


def unreadable(error: Exception) -> Failure:
    """Return the failure of an operation whose row or problem cannot be read."""
    error_id = secrets.token_hex(6)
    _LOG.error("operation cannot be read, %s", error_id, exc_info=error)
    cause = f"{type(error).__name__}: {error}"[:_LONGEST]
    return Failure(
        code="unreadable",
        vi=f"Không đọc được yêu cầu hay dữ liệu đã lưu của tác vụ này ({cause}), mã lỗi {error_id}; "
        "hãy gửi lại",
        en=f"What is stored of this operation or its problem cannot be read ({cause}), error id {error_id}; "
        "ask again",
    )


def internal(error_id: str) -> Failure:
    """Return the failure of what was not foreseen; the log has more under this id."""
    return Failure(
        code="internal_error",
        vi=f"Lỗi nội bộ {error_id}; hãy báo mã này cho người vận hành",
        en=f"Internal error {error_id}; tell the operator this id",
    )


def not_begun(reason: str) -> Failure:
    """Return the failure of an operation for which no worker could be started."""
    reason = " ".join(reason.split())[:_LONGEST]
    return Failure(
        code="worker_not_begun",
        vi=f"Không khởi động được tiến trình giải sau {MOST_STARTS} lần thử ({reason}). "
        "Hãy kiểm tra bộ nhớ và số tệp được mở của máy, rồi gửi lại yêu cầu",
        en=f"No worker could be started in {MOST_STARTS} attempts ({reason}). "
        "Check the machine's memory and limit of open files, then ask again",
    )
