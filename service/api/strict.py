"""Routes that take nothing in silence: each query parameter is known, nothing stands twice, JSON is JSON."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from routing.documents import parse_json
from routing.model import InputError, Issue, IssueCode, Subject, Text

_JSON: Final = "oxyroute.json"
_LONGEST: Final = 60


class StrictRoute(APIRoute):
    """A route whose query and JSON body are looked at before FastAPI takes them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler with the looks before it."""
        handle = super().get_route_handler()
        known = frozenset(_query_names(self.dependant))
        reads_json = self.body_field is not None

        async def strict(request: Request) -> Response:
            _refuse_query(request, known)
            if not reads_json:
                return await handle(request)
            read = _Read(request.scope, request.receive)
            # Off the event loop, since others wait on that.
            if body := await read.body():
                read.scope[_JSON] = await run_in_threadpool(parse_json, body)
            return await handle(read)

        return strict


class _Read(Request):
    """A request whose JSON has been read."""

    async def json(self) -> Any:  # noqa: ANN401 - as in the parent
        return self.scope[_JSON]


def _query_names(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for dependency in dependant.dependencies:
        yield from _query_names(dependency)


def _refuse_query(request: Request, known: frozenset[str]) -> None:
    given = [key for key, _ in request.query_params.multi_items()]
    issues = [_unknown(key, known) for key in dict.fromkeys(given) if key not in known]
    issues += [_twice(key) for key in sorted(known) if given.count(key) > 1]
    if issues:
        raise InputError(issues)


def _unknown(key: str, known: frozenset[str]) -> Issue:
    listed = ", ".join(sorted(known))
    remedy = Text(f"Ở đây có: {listed}", f"There are: {listed}")
    if not known:
        remedy = Text("Địa chỉ này không nhận tham số nào", "This address takes none")
    return Issue(
        code=IssueCode.UNKNOWN_PARAMETER,
        subject=Subject(column=key[:_LONGEST]),
        fault=Text("Không có tham số nào tên như vậy", "There is no parameter of this name"),
        remedy=remedy,
    )


def _twice(key: str) -> Issue:
    return Issue(
        code=IssueCode.DUPLICATE_PARAMETER,
        subject=Subject(column=key),
        fault=Text("Tham số ghi hai lần", "The parameter is given twice"),
        remedy=Text("Giữ lại một", "Keep one of them"),
    )
