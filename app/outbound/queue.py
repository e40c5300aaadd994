"""The queue that wakes delivery on PostgreSQL: Procrastinate, in the same database as what it is about.

A job is deferred on the connection of the transaction that leaves a notice, so there is one exactly if there is the
other. It names an officer, and says only that something may wait for him: doing it twice is doing it once.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from procrastinate import App, PsycopgConnector
from sqlalchemy import Connection, make_url

from app.outbound.delivery import Delivery
from engine.ports import Clock

QUEUE: Final = "notices"
_TASK: Final = "mingjian.deliver"
_STALLED: Final = "mingjian.stalled"
_SOON: Final = timedelta(seconds=1)
_log: Final = logging.getLogger(__name__)


class Queue:
    """The jobs of one database, named by its URL."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._app = App(connector=PsycopgConnector(conninfo=plain))

    def wake(self, connection: Connection, officer: str, at: str) -> None:
        """Defer a job in the connection's transaction (`store.outbox.Wake`)."""
        # Measured by this clock and told to that of the database, which may differ.
        wait = max(datetime.fromisoformat(at) - self._clock.now(), _SOON)
        job = self._app.configure_task(
            _TASK,
            queue=QUEUE,
            schedule_at=datetime.now(UTC) + wait,
            connection=connection.connection.driver_connection,
        )
        job.defer(officer=officer)

    def work(self, delivery: Delivery, *, wait: bool = True) -> None:
        """Do the jobs until a signal; with `wait=False` until none is due. Raises when the database stays away."""
        self._declare(delivery)
        delivery.wake_all()
        self._app.run_worker(queues=[QUEUE], wait=wait, install_signal_handlers=wait, delete_jobs="always")

    def _declare(self, delivery: Delivery) -> None:
        @self._app.task(name=_TASK, queue=QUEUE)
        def deliver(officer: str) -> None:
            delivery.deliver(officer)
            delivery.wake_again(officer)

        @self._app.periodic(cron="*/10 * * * *")
        @self._app.task(name=_STALLED, queue=QUEUE)
        async def stalled(timestamp: int) -> None:  # noqa: ARG001 - what a periodic task is handed
            for job in await self._app.job_manager.get_stalled_jobs(queue=QUEUE):
                await self._app.job_manager.retry_job(job)
