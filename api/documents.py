"""Files: uploaded as they are, known by the digest of their content, cited by commands."""

import hashlib
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from api.admission import Guarded, Officer, media_type, read_up_to
from api.house import HouseHere
from api.models import Shape
from api.openapi import READS, problems
from api.problems import problem, refusal, wrong_media_type
from api.responses import Json
from api.views import document_label
from api.words import CasePath, Digest, DigestPath
from engine.errors import Refused
from engine.law import JJ

router: Final = APIRouter(prefix="/api/v1", tags=["文书"], route_class=Guarded)

OCTETS: Final = "application/octet-stream"
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_UPLOAD: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {OCTETS: {"schema": {**_BINARY["schema"], "minLength": 1}}}}
}


class Uploaded(Shape):
    """A file that was kept; commands name it by its digest."""

    sha256: Digest
    bytes: int


class DocumentShape(Shape):
    """A document handed in with a step."""

    kind: str
    label: str
    sha256: Digest
    seq: int = Field(description="所在登记条目的序号。")


class DocumentList(Shape):
    """The documents of a case."""

    documents: list[DocumentShape]


async def _uploaded(request: Request, house: HouseHere) -> bytes:
    if media_type(request) != OCTETS:
        raise wrong_media_type(OCTETS)
    content = await read_up_to(request, house.max_upload)
    if not content:
        raise problem(422, "document_empty", "文件没有内容。", "请重新选择文件。")
    return content


@router.post(
    "/cases/{case}/documents",
    status_code=201,
    summary="上传文件",
    response_model=Uploaded,
    responses=problems(401, 404, 413, 415, 422),
    openapi_extra=_UPLOAD,
)
def upload(
    house: HouseHere, officer: Officer, case: CasePath, content: Annotated[bytes, Depends(_uploaded)]
) -> Response:
    """请求内容即文件内容，答复其摘要，供各步骤引用；同一文件重复上传不产生变化，故不需操作编号。"""
    digest = hashlib.sha256(content).hexdigest()
    refused = house.reading.upload(officer, case, digest, content)
    if refused:
        raise refusal(refused)
    headers = {"Location": f"/api/v1/cases/{case}/documents/{digest}"}
    return Json({"sha256": digest, "bytes": len(content)}, 201, headers)


@router.get(
    "/cases/{case}/documents",
    summary="事项的文书",
    response_model=DocumentList,
    responses=READS | problems(403),
)
def list_documents(house: HouseHere, officer: Officer, case: CasePath) -> Response:
    """各步骤所附的文书，按办理先后。"""
    view = house.reading.case(officer, case, classes=("content",))
    if isinstance(view, Refused):
        raise refusal(view)
    if "content" not in view.fields:
        raise refusal(Refused("not_readable", "本人无权查看该事项的办理内容。", "请通过承办部门查阅。", JJ(47)))
    found: dict[tuple[str, str], int] = {}
    for seq, kept in view.fields["content"].items():
        for kind, digest in kept.get("documents", {}).items():
            found.setdefault((kind, digest), int(seq))
    told = [
        {"kind": kind, "label": document_label(kind), "sha256": digest, "seq": seq}
        for (kind, digest), seq in found.items()
    ]
    return Json({"documents": told})


@router.get(
    "/cases/{case}/documents/{sha256}",
    summary="下载文件",
    response_class=Response,
    responses=READS | {200: {"content": {OCTETS: _BINARY}, "description": "文件内容。"}},
)
def download(house: HouseHere, officer: Officer, case: CasePath, sha256: DigestPath) -> Response:
    """文件内容，原样。"""
    content = house.reading.file(officer, case, sha256)
    if isinstance(content, Refused):
        raise refusal(content)
    headers = {"Content-Disposition": f'attachment; filename="{sha256[:16]}.bin"'}
    return Response(content, media_type=OCTETS, headers=headers)
