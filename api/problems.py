"""Refusals and faults as RFC 9457 problem details: `code`, `article`, `remedy`, `fields` — names, never values.

Every error leaves through here. What the engine refuses keeps its own words; what the HTTP face itself refuses is
written below. The text of an unforeseen exception never leaves: it may quote what somebody typed.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from fastapi_problem.error import Problem

from engine.errors import ClockBehind, CommandReused, Conflict, MingjianError, Raced, Refused, not_found

MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:mingjian:problem:{type}"
"""Problem types are names, not addresses: an installation in an intranet has nowhere to link to."""

TITLES: Final[Mapping[int, str]] = MappingProxyType(
    {
        400: "请求不完整",
        401: "未经认证",
        403: "无权办理",
        404: "未找到",
        405: "不支持该方法",
        409: "当前不能办理",
        412: "事项已更新",
        413: "内容过大",
        415: "内容类型不支持",
        422: "填写有误",
        428: "须注明所见版本",
        500: "系统故障",
        503: "暂停服务",
    }
)


def _each(status: int, *codes: str) -> dict[str, int]:
    return dict.fromkeys(codes, status)


STATUS: Final[Mapping[str, int]] = MappingProxyType(
    _each(400, "post_required")
    | _each(404, "not_found", "unknown_step", "unknown_workflow", "unknown_deadline", "no_such_token")
    # Somebody else could do it.
    | _each(403, "wrong_role", "post_not_held", "not_in_team", "own_proposal", "second_officer", "approved_already")
    | _each(403, "separation", "not_delegable", "organ_level", "wrong_organ", "not_readable")
    # Nobody can do it now, or no more.
    | _each(409, "wrong_state", "approval_pending", "approval_changed", "handover_unsigned", "nothing_to_sign")
    | _each(409, "no_such_request", "sheet_to_compare", "nothing_to_compare", "already_recused", "number_used")
    | _each(409, "step_missing", "linked_already", "off_platform", "nothing_to_take_back", "not_known_yet")
    | _each(
        409, "condition", "at_most", "linked_open", "never_held", "signature_missing", "still_holds", "approver_recused"
    )
    | _each(409, "not_held", "signature_waits", "successor_recused", "no_such_act", "act_begun", "passed_before")
    | _each(409, "limit_over", "too_early", "right_lapsed", "deadline_not_running", "deadline_over", "paused_already")
    | _each(409, "not_paused", "extension_order", "acknowledged_already")
    # He could, with other words or papers.
    | _each(422, "input_invalid", "future", "before_previous", "reason_missing", "hand_to_required", "promise_too_late")
    | _each(422, "document_missing", "document_unknown", "document_not_uploaded", "sheet_missing", "sheet_differs")
    | _each(422, "team_too_small", "team_recused", "team_separation", "team_outside_office", "no_team_here")
    | _each(422, "meeting_missing", "meeting_other", "not_carried", "was_carried", "study_missing", "study_not_carried")
    | _each(422, "no_items", "not_member", "not_present", "recused_votes")
    | _each(422, "not_of_office", "same_officer", "wrong_position", "no_other_here", "other_missing", "other_elsewhere")
    | _each(422, "no_subject", "one_subject", "namesake", "unknown_organ", "not_taken_over", "successor_outside_office")
    | _each(422, "nothing_corrected", "extension_too_long", "extension_too_short")
    | _each(404, "no_such_notice")
    | _each(409, "not_reorganised", "nowhere_to_go", "no_place_there", "no_task")
    | _each(422, "to_organ_required", "wrong_destination", "no_organ_here")
    | _each(422, "not_configurable", "out_of_bounds")
)
"""The status of each refusal of the engine; a code that isn't here is a 422."""


def problem(
    status: int, code: str, sentence: str, remedy: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Problem:
    """A fault of the request, to be raised. `more` are further members: `fields`, `version`, `incident`."""
    kept = {"Content-Language": "zh-CN", **(headers or {})}
    return Problem(TITLES[status], code, sentence, status, kept, code=code, remedy=remedy, **more)


def refusal(refused: Refused) -> Problem:
    """A refusal of the engine, to be raised."""
    status = STATUS.get(refused.code, 422)
    more: dict[str, Any] = {"article": article_of(refused)}
    if refused.fields:
        more["fields"] = list(refused.fields)
    return problem(status, refused.code, refused.sentence, refused.remedy, **more)


def article_of(refused: Refused) -> dict[str, str]:
    """The article a refusal rests on, with the confidence of its reading: a letter, and the mark in its label."""
    article = refused.article
    return {
        "law": article.law,
        "number": article.number,
        "label": article.label,
        "confidence": article.confidence,
    }


def nothing_here() -> Problem:
    """The one answer for what doesn't exist and for what one may not see, byte for byte."""
    return refusal(not_found())


def unauthenticated() -> Problem:
    """The request carries no token, or one that isn't valid today."""
    headers = {"WWW-Authenticate": 'Bearer realm="mingjian"'}
    return problem(401, "unauthenticated", "没有有效的访问令牌。", "请使用有效期内的令牌后重试。", headers=headers)


def too_large(limit: int) -> Problem:
    """The body is longer than what is read."""
    return problem(413, "too_large", f"内容超过{limit // 1024}千字节。", "请压缩或者分次提交。")


def wrong_media_type(expected: str) -> Problem:
    """The body isn't of the type that is read here."""
    return problem(415, "media_type", f"请求内容须为 {expected}。", "请改正 Content-Type 后重试。")


def unreadable() -> Problem:
    """The body isn't JSON."""
    return problem(400, "json_invalid", "请求内容不是可读的 JSON。", "请检查内容的格式和编码（UTF-8）。")


def of_error(error: MingjianError) -> Problem:
    """The few errors of the engine that are not refusals."""
    if isinstance(error, Conflict):
        headers = {"ETag": f'"{error.version}"'}
        remedy = "请重新读取该事项，核对变化后以新版本（If-Match）提交。"
        return problem(412, "changed", str(error), remedy, headers=headers, version=error.version)
    if isinstance(error, CommandReused):
        return problem(422, "command_reused", str(error), "请换用新的 Idempotency-Key。", fields=["Idempotency-Key"])
    if isinstance(error, ClockBehind):
        return problem(503, "clock_behind", str(error), "请联系系统管理员。", headers={"Retry-After": "60"})
    if isinstance(error, Raced):
        remedy = "请沿用原 Idempotency-Key 重试。"
        return problem(503, "raced", str(error), remedy, headers={"Retry-After": "1"})
    return problem(503, "unusable", "系统暂时不能使用。", "请联系系统管理员。")


def broken(incident: str) -> Problem:
    """Something failed that nobody foresaw. The log knows where, under the incident's number; nothing else is told."""
    remedy = "请稍后重试；仍不成功的，请将事件编号告知系统管理员。"
    return problem(500, "broken", "系统发生故障，操作未完成。", remedy, incident=incident)
