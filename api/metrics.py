"""What the HTTP face counts: requests by route template and status, refusals by code. Never a path, never a case."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from engine.liveness import Liveness

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The counters of one application; each application has its own, so that two don't add up."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "mingjian_http_requests",
            "Requests by method, route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "mingjian_http_request_seconds",
            "Time from request to answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._worst = Gauge(
            "mingjian_worst_unescalated_overdue_seconds",
            "For how long something has waited for the sweep.",
            registry=self._registry,
        )
        self._swept = Gauge(
            "mingjian_last_sweep_age_seconds", "Time since a sweep came to its end.", registry=self._registry
        )
        self._deadlines = Gauge(
            "mingjian_deadlines",
            "Running duties and limits that warn (blue, yellow) or are over (red).",
            ("organ", "band"),
            registry=self._registry,
        )
        self._failed = Gauge(
            "mingjian_failed_deliveries", "Notices that were tried in vain.", ("reason",), registry=self._registry
        )
        self._problems = Counter("mingjian_problems", "Problem answers by code.", ("code",), registry=self._registry)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request. A method nobody knows is counted as `other`: labels must stay few."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def keeps_time(self, kept: Liveness) -> None:
        """Show how well time is kept at this moment."""
        self._worst.set(kept.worst_unescalated)
        self._swept.set(float("nan") if kept.last_sweep_age is None else kept.last_sweep_age)
        self._deadlines.clear()
        for (organ, band), count in kept.bands.items():
            self._deadlines.labels(organ, band).set(count)
        self._failed.clear()
        for reason, count in kept.failed.items():
            self._failed.labels(reason).set(count)

    def refused(self, code: str) -> None:
        """Count one problem by its code."""
        self._problems.labels(code).inc()

    def page(self) -> bytes:
        """Everything counted, in the text format of Prometheus."""
        return generate_latest(self._registry)
