"""`python -m tests.fuzz SCHEMATHESIS`: generated requests against a real server on a seeded, temporary installation.

Each officer below is let loose with every check that schemathesis has. The dictionaries lead it to cases, requests and
files that exist; everything else it invents from the OpenAPI document.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from httpx2 import Client

from api.app import create_app
from app.assembly import opened
from app.presentation.diagram import diagram
from app.settings import Settings
from tests.integration.api.prefecture import ALLOCATOR, AUDITOR, PETITION, PRINCIPAL, Who, install
from tests.integration.api.serving import served
from tests.integration.api.visitor import Counter

OFFICERS = (ALLOCATOR, PRINCIPAL, AUDITOR)
SEEDED = 12
EXAMPLES = 60

# A command that is well formed may still be refused: a paper is missing, the case was changed, another key is in use.
_CONFIG = """
continue-on-failure = true
suppress-health-check = ["all"]
warnings = false

[auth.openapi."令牌"]
bearer = {token}

[generation]
max-examples = {examples}

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "400", "403", "404", "409", "412", "422"]

[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428"]

[checks.missing_required_header]
expected-statuses = ["400", "401", "404", "422", "428"]

[parameters]
"path.case" = {{ dictionary = "cases", probability = 0.8 }}
"query.case" = {{ dictionary = "cases", probability = 0.8 }}
"path.matter" = {{ dictionary = "matters", probability = 0.5 }}
"path.step" = {{ dictionary = "steps", probability = 0.8 }}
"path.request" = {{ dictionary = "requests", probability = 0.8 }}
"path.sha256" = {{ dictionary = "digests", probability = 0.8 }}
"path.workflow" = {{ dictionary = "workflows", probability = 0.8 }}
"header.if-match" = {{ dictionary = "versions", probability = 0.8 }}
"header.acting-post" = {{ dictionary = "posts", probability = 0.8 }}

"""


def main(program: str) -> int:
    """Seed an installation, serve it, and let schemathesis loose on it. The number of officers for whom it failed."""
    with tempfile.TemporaryDirectory(prefix="mingjian-fuzz-") as folder:
        settings = Settings(home=Path(folder) / "home")
        install(settings)
        with opened(settings) as found:
            app = create_app(found.service, found.reading, found.authenticate, diagram, max_upload=100_000)
            with served(app) as address, Client(base_url=address) as http:
                known = _seed(Counter(http, app))
                configs = [_written(Path(folder), who, known) for who in OFFICERS]
                return sum(_failed(program, config, address) for config in configs)


def _seed(counter: Counter) -> dict[str, list[str]]:
    """Open some cases and take a few further; what there is now."""
    cases = [counter.opened(informant="赵六") for _ in range(SEEDED)]
    matters = [counter.visitor(PETITION).get(f"/cases/{case}").json()["matter"] for case in cases]
    for case in cases[: SEEDED // 3]:
        counter.allocated(case)
    allocator = counter.visitor(ALLOCATOR)
    requests, digests = [], []
    for case in cases[SEEDED // 3 : 2 * SEEDED // 3]:
        digests.append(allocator.upload(case, case.encode()))
        body = {"hand_to": "990101-JD1", "documents": {"allocation_sheet": digests[-1]}}
        requests.append(allocator.post(f"/cases/{case}/transitions/allocate", body, version=1).json()["request"])
    return {"cases": cases, "requests": requests, "digests": digests, "matters": matters}


def _failed(program: str, config: Path, address: str) -> bool:
    document = f"{address}/api/v1/openapi.json"
    command = [program, "--config-file", str(config), "run", document, "--checks", "all", "--workers", "2"]
    return subprocess.run(command, check=False, cwd=config.parent).returncode != 0


def _written(folder: Path, who: Who, known: Mapping[str, Sequence[str]]) -> Path:
    config = folder / f"{who.officer}.toml"
    config.write_text(_config(who, known), encoding="utf-8")
    return config


def _config(who: Who, known: Mapping[str, Sequence[str]]) -> str:
    words = {
        **known,
        "steps": ["allocate", "receive", "verify"],
        "workflows": ["clue_disposal"],
        "versions": [f'"{number}"' for number in range(1, 6)],
        "posts": [who.post],
    }
    tables = (f"[dictionaries.{name}]\nvalues = {json.dumps(list(values))}\n" for name, values in words.items())
    return _CONFIG.format(token=json.dumps(who.token), examples=EXAMPLES) + "\n".join(tables)


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).absolute())))
