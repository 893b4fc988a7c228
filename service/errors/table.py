"""The one table from exceptions to answers, as problem details (RFC 9457)."""

import logging
import secrets
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from routing.documents.encode import encode
from routing.model import MOST_ISSUES, InputError, Text, more_issues
from service.dispatch.plans.faults import (
    PROBLEM_NOT_CURRENT,
    NotCurrentError,
    RefusedPlanError,
    StaleRevisionError,
)
from service.errors.fields import field_issue
from service.store import ConflictError, NotFoundError, StorageError

MEDIA_TYPE: Final = "application/problem+json"
_LOG: Final = logging.getLogger("oxyroute")
_TITLES: Final = {
    400: ("bad_request", Text("Yêu cầu sai", "Bad request")),
    403: ("foreign_page", Text("Trang web khác gửi yêu cầu", "A foreign page asks")),
    404: ("not_found", Text("Không tìm thấy", "Not found")),
    405: ("method_not_allowed", Text("Không hỗ trợ phương thức này", "Method not allowed")),
    406: ("not_acceptable", Text("Không có dạng được yêu cầu", "Not acceptable")),
    408: ("body_too_slow", Text("Yêu cầu đến quá chậm", "Body too slow")),
    409: ("conflict", Text("Mâu thuẫn với dữ liệu đang có", "Conflict")),
    412: ("stale_revision", Text("Bản đã cũ", "Stale revision")),
    413: ("body_too_large", Text("Yêu cầu quá lớn", "Body too large")),
    415: ("not_json", Text("Không phải JSON", "Not JSON")),
    421: ("unknown_host", Text("Sai tên máy chủ", "Unknown host")),
    422: ("invalid_input", Text("Dữ liệu vào không hợp lệ", "Invalid input")),
    500: ("internal_error", Text("Lỗi nội bộ", "Internal error")),
    503: ("store_busy", Text("Chưa phục vụ được", "Not available now")),
    507: ("storage_full", Text("Hết chỗ lưu dữ liệu", "No room to store")),
}
_STORAGE: Final = {
    "store_busy": 503,
    "storage_full": 507,
    "storage_damaged": 500,
    "storage_read_only": 507,
    "storage_failed": 500,
}
"""Troubles of the storage; only what passes by itself asks to try again."""

_UNKNOWN_PATH: Final = Text("Không có địa chỉ hoặc mã này", "There is no such address or id")


class RequestError(HTTPException):
    """A refusal that a handler states itself, with its sentence in both languages."""

    def __init__(self, status: int, text: Text, *, code: str = "") -> None:
        super().__init__(status, str(text))
        self.text, self.code = text, code


def problem(
    status: int, *, detail: Text, code: str = "", issues: Sequence[Any] = (), **more: object
) -> JSONResponse:
    """Return a problem+json answer: stable `code`, title and detail in both languages, issues."""
    usual, title = _TITLES.get(status, ("error", Text(HTTPStatus(status).phrase, HTTPStatus(status).phrase)))
    code = code or usual
    body = {
        "type": f"urn:oxyroute:error:{code}",
        "title": title.vi,
        "title_en": title.en,
        "status": status,
        "code": code,
        "detail": detail.vi,
        "detail_en": detail.en,
        "issues": list(issues),
        **more,
    }
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def issues_of(error: InputError) -> list[dict[str, Any]]:
    """Return the issues of refused input as JSON values."""
    return [{"path": str(issue.subject), **encode(issue)} for issue in error.issues]


def _bad_input(error: InputError) -> JSONResponse:
    count = error.count
    detail = Text(f"Có {count} lỗi trong dữ liệu vào", f"The input has {count} fault(s)")
    return problem(422, detail=detail, issues=issues_of(error))


def _invalid_request(error: RequestValidationError) -> JSONResponse:
    errors = error.errors()
    issues = [field_issue(field_error) for field_error in errors[:MOST_ISSUES]]
    if more := len(errors) - len(issues):
        issues += issues_of(InputError([more_issues(more)]))
    detail = Text(f"Yêu cầu có {len(errors)} lỗi", f"The request has {len(errors)} fault(s)")
    return problem(422, detail=detail, issues=issues)


def _http(error: HTTPException) -> JSONResponse:
    if isinstance(error, RequestError):
        detail = error.text
    elif error.status_code == HTTPStatus.NOT_FOUND:
        detail = _UNKNOWN_PATH
    else:
        detail = _TITLES.get(error.status_code, ("", Text(str(error.detail), str(error.detail))))[1]
    code = error.code if isinstance(error, RequestError) else ""
    answer = problem(error.status_code, detail=detail, code=code)
    answer.headers.update(dict(error.headers or {}))
    return answer


def _refused_plan(error: RefusedPlanError) -> JSONResponse:
    issues = [{"path": "plan", **encode(violation)} for violation in error.violations]
    return problem(409, code="plan_has_violations", detail=error.message, issues=issues)


def _stale(error: StaleRevisionError) -> JSONResponse:
    answer = problem(412, detail=error.message, current_revision=error.current)
    answer.headers["ETag"] = f'"{error.current}"'
    return answer


def _not_current(error: NotCurrentError) -> JSONResponse:
    detail = error.message
    return problem(409, code=PROBLEM_NOT_CURRENT, detail=detail, current_problem_sha256=error.current)


def _busy(error: OperationalError) -> JSONResponse:
    _LOG.warning("the store did not answer in time", exc_info=error)
    detail = Text("Hãy thử lại sau ít giây", "Try again in a few seconds")
    return problem(503, detail=detail)


def _storage(error: StorageError) -> JSONResponse:
    _LOG.warning("%s: %s", error.code, error.message.en)
    answer = problem(_STORAGE[error.code], code=error.code, detail=error.message)
    if error.code == "store_busy":
        answer.headers["Retry-After"] = "5"
    return answer


def internal_error(error: Exception) -> JSONResponse:
    """Return the answer to whatever was not foreseen: an id to look for in the log, nothing else."""
    error_id = secrets.token_hex(6)
    _LOG.error("internal error %s", error_id, exc_info=error)
    detail = Text(
        f"Đã ghi nhận lỗi {error_id}; hãy báo mã này cho người vận hành",
        f"The error is logged as {error_id}; tell the operator this id",
    )
    return problem(500, detail=detail, error_id=error_id)


Answer = Callable[[Any], Response]
TABLE: Final[dict[type[Exception], Answer]] = {
    InputError: _bad_input,
    RequestValidationError: _invalid_request,
    HTTPException: _http,
    NotFoundError: lambda error: problem(404, code=error.code, detail=error.message),
    ConflictError: lambda error: problem(409, code=error.code, detail=error.message),
    RefusedPlanError: _refused_plan,
    StaleRevisionError: _stale,
    NotCurrentError: _not_current,
    StorageError: _storage,
    OperationalError: _busy,
    Exception: internal_error,
}


def install(app: FastAPI) -> None:
    """Make `app` answer every exception by the table."""
    for kind, answer in TABLE.items():
        app.add_exception_handler(kind, _handler(answer))


def _handler(answer: Answer) -> Callable[[Request, Exception], Response]:
    def handle(request: Request, error: Exception) -> Response:
        del request
        return answer(error)

    return handle
