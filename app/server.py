"""`mingjian serve`: the HTTP API on one process, stopped cleanly by a signal."""

import uvicorn

from api.app import create_app
from app.assembly import opened
from app.presentation.diagram import diagram
from app.settings import Settings


def run_server(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped."""
    with opened(settings) as found:
        app = create_app(found.service, found.reading, found.authenticate, diagram, max_upload=settings.max_upload)
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
