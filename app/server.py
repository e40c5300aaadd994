"""`mingjian serve`: the HTTP API and the clockwork in one process, stopped cleanly by a signal."""

import socket

import uvicorn

from api.app import create_app
from app.assembly import opened
from app.clockwork import ticking
from app.presentation.diagram import diagram
from app.settings import Settings
from engine.errors import Unusable


def run_server(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped. Raises `Unusable` where the address can't be listened on."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise Unusable(
            f"不能在 {host} 的端口 {port} 上监听；请用 --host、--port 另选，或先结束占用它的程序。"
        ) from error
    with opened(settings) as found:
        app = create_app(found.service, found.reading, found.authenticate, diagram, max_upload=settings.max_upload)
        with ticking(found):
            uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
