"""`oxyroute serve`: the HTTP door."""

from __future__ import annotations

import contextlib
import signal
import socket
from pathlib import Path
from types import FrameType
from typing import Final

from routing.model import InputError, Issue, IssueCode, Subject, Text
from service.cli.asked import HELP_ONLY
from service.cli.options import DEFAULT_ENGINE, HOME, HOST, PORT
from service.cli.terminal import guarded, note, out

if not HELP_ONLY:
    import uvicorn

    from service.api.common import Service
    from service.api.guard import is_loopback
    from service.app import make_app
    from service.cli.patience import PromptServer, patient
    from service.dispatch.plans.solving import compile_apart, first_run_notice
    from service.dispatch.roads.geography import prepare_roads, roads_notice
    from service.settings import Settings
    from service.wiring import open_service

_HEAD_S: Final = 20.0
"""Seconds that a connection may take to say what it wants."""
_OPEN = Text(
    "⚠ CẢNH BÁO: máy chủ nhận yêu cầu từ máy khác mà không hỏi ai đang dùng. Bất kỳ ai trong mạng đều xem và "
    "công bố được kế hoạch. Chỉ nên dùng trong mạng kín, hoặc bỏ --host.",
    "⚠ WARNING: this server answers other machines and asks nobody who they are. Anyone in the network can "
    "read and publish plans. Use it in a closed network only, or leave --host out.",
)


@guarded
def serve(*, home: HOME = None, port: PORT = None, host: HOST = None) -> None:
    """Chạy máy chủ / run the server."""
    settings = settings_of(home=home, port=port, host=host)
    _prepare()
    with open_service(settings) as service:
        run_server(service)


def _prepare() -> None:
    """Compile roads before anybody waits for them, and the search beside the server, once a machine."""
    if notice := first_run_notice(DEFAULT_ENGINE, waits=False):
        note(notice)
        compile_apart()
    if notice := roads_notice():
        note(notice)
        prepare_roads()


def settings_of(*, home: Path | None, port: int | None, host: str | None) -> Settings:
    """Return the settings of the environment with what the command line says instead."""
    options = {"home": home, "port": port, "host": host}
    return Settings(**{key: value for key, value in options.items() if value is not None})  # type: ignore[arg-type]


def run_server(service: Service) -> None:
    """Serve until interrupted; the address is printed once the port is bound.

    Raises
    ------
    InputError
        PORT_IN_USE, if the port cannot be bound.
    """
    settings = service.settings
    if not is_loopback(settings.host):
        note(_OPEN)
    with contextlib.closing(_bound(settings.host, settings.port)) as listener:
        port = listener.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        out().print(f"OxyRoute: http://{host}:{port}/  (Ctrl-C: dừng / stop)", markup=False)
        out().file.flush()
        config = uvicorn.Config(
            make_app(service=service),
            http=patient(min(_HEAD_S, settings.max_body_s)),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        with contextlib.suppress(KeyboardInterrupt):
            signal.signal(signal.SIGTERM, _leave)
            PromptServer(config).run(sockets=[listener])


def _leave(number: int, frame: FrameType | None) -> None:
    """End by unwinding: uvicorn raises its signal again afterwards, which would skip closing the home."""
    del number, frame
    raise SystemExit(0)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Who reads the printed address may connect at once, though the server is still starting.
        listener.listen()
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise InputError(
            [
                Issue(
                    code=IssueCode.PORT_IN_USE,
                    subject=Subject(id=f"{host}:{port}"),
                    fault=Text(f"Không mở được cổng: {reason}", f"The port cannot be opened: {reason}"),
                    remedy=Text("Chọn --port khác", "Choose another --port"),
                )
            ]
        ) from None
    return listener
