"""The queue that wakes delivery on PostgreSQL: Procrastinate, in the same database as what it is about.

A job is deferred on the connection of the transaction that leaves a notice, so there is one exactly if there is the
other. It names an officer, and says only that something may wait for him: doing it twice is doing it once.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, bindparam, make_url, text

from app.outbound.delivery import Delivery
from engine.ports import Clock

if TYPE_CHECKING:
    from procrastinate import App

QUEUE: Final = "notices"
_TASK: Final = "mingjian.deliver"
_STALLED: Final = "mingjian.stalled"
_SOON: Final = timedelta(seconds=1)
# Its function in SQL: its own way through the driver sends lists as text, which the store's connections don't.
_DEFER: Final = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, 0, NULL, NULL, jsonb_build_object('officer', "
    "CAST(:officer AS text)), :at)::procrastinate_job_to_defer_v1])"
).bindparams(bindparam("queue", QUEUE), bindparam("task", _TASK))
_log: Final = logging.getLogger(__name__)


class Queue:
    """The jobs of one database, named by its URL."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)

    def wake(self, connection: Connection, officer: str, at: str) -> None:
        """Defer a job in the connection's transaction (`store.outbox.Wake`)."""
        # Measured by this clock and told to that of the database, which may differ.
        wait = max(datetime.fromisoformat(at) - self._clock.now(), _SOON)
        connection.execute(_DEFER, {"officer": officer, "at": datetime.now(UTC) + wait})

    def work(self, delivery: Delivery, *, wait: bool = True) -> None:
        """Do the jobs until a signal; with `wait=False` until none is due. Raises when the database stays away."""
        delivery.wake_all()
        worker = _worker(self._url, delivery)
        worker.run_worker(queues=[QUEUE], wait=wait, install_signal_handlers=wait, delete_jobs="always")


def _worker(url: str, delivery: Delivery) -> "App":
    # Here, since only a worker on PostgreSQL needs it.
    from procrastinate import App, PsycopgConnector  # noqa: PLC0415

    app = App(connector=PsycopgConnector(conninfo=url))

    @app.task(name=_TASK, queue=QUEUE)
    def deliver(officer: str) -> None:
        delivery.deliver(officer)
        delivery.wake_again(officer)

    @app.periodic(cron="*/10 * * * *")
    @app.task(name=_STALLED, queue=QUEUE)
    async def stalled(timestamp: int) -> None:  # noqa: ARG001 - what a periodic task is handed
        """What a worker was doing that was killed."""
        for job in await app.job_manager.get_stalled_jobs(queue=QUEUE):
            await app.job_manager.retry_job(job)

    return app
