"""deploy/values.yaml agrees with Airflow, with us and with docker-compose.yaml.

Neither helm nor a cluster is where these tests run: what the chart makes of it is not checked.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from repostwatch.settings import Settings
from tests.test_compose import with_airflow

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yaml").read_text())


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "deploy/values.yaml").read_text())
    return found


def test_it_is_for_the_version_that_is_installed(values: dict[str, Any]) -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert f"apache-airflow=={values['airflowVersion']}" in packages


def test_the_account_and_the_folders_are_those_of_the_image(values: dict[str, Any]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    pod = values["securityContexts"]["pod"]
    assert {values["uid"], pod["runAsUser"], pod["fsGroup"]} == {10001}
    assert f"--uid {values['uid']} " in dockerfile
    assert f"DAGS_FOLDER={values['config']['core']['dags_folder']} " in dockerfile
    assert f"PLUGINS_FOLDER={values['config']['core']['plugins_folder']} " in dockerfile
    mounted = {one["name"]: one["mountPath"] for one in values["volumeMounts"]}
    assert f"REPOSTWATCH_VAR_DIR={mounted['var']}\n" in dockerfile
    passwords = values["config"]["core"]["simple_auth_manager_passwords_file"]
    assert str(Path(passwords).parent) == mounted["logins"]


def test_airflow_knows_every_setting(values: dict[str, Any], tmp_path: Path) -> None:
    asked = [
        [section, option]
        for section, options in values["config"].items()
        for option in options
        if section != "celery"
    ]
    assert len(asked) > 5
    code = (
        "import json, sys\n"
        "from airflow.configuration import conf\n"
        "known = conf.configuration_description\n"
        "print(json.dumps([one for one in json.loads(sys.argv[1])\n"
        "    if one[1] not in known[one[0]]['options']]))\n"
    )
    assert with_airflow(tmp_path, code, asked).splitlines()[-1] == "[]"


def test_the_product_knows_every_variable(values: dict[str, Any]) -> None:
    named = [one["name"] for one in values["env"]] + [one["envName"] for one in values["secret"]]
    for name in named:
        if name.startswith("REPOSTWATCH_"):
            first, _, rest = name.removeprefix("REPOSTWATCH_").lower().partition("__")
            field: Any = Settings.model_fields[first]
            assert not rest or rest in field.annotation.model_fields, name
        else:
            assert name in COMPOSE["x-store"] | COMPOSE["x-mailer"], name


def test_secrets_are_named_and_none_stands_there(values: dict[str, Any]) -> None:
    places = [*values["data"].values(), values["fernetKeySecretName"], values["jwtSecretName"]]
    places += [values["apiSecretKeySecretName"]]
    places += [one["secretName"] for one in values["secret"]]
    places += [one["secret"]["secretName"] for one in values["volumes"] if "secret" in one]
    for name in set(places):
        assert f"| Secret | `{name}` |" in PAGE, name
    for one in values["secret"]:
        assert re.search(rf"\| `{one['secretName']}` \|.*`{one['secretKey']}`", PAGE), one
    assert "://" not in re.sub(r"#.*", "", (ROOT / "deploy/values.yaml").read_text())


def test_workers_take_the_queues_that_they_take_with_compose(values: dict[str, Any]) -> None:
    command = values["workers"]["args"][-1]
    taken = set(command.split("--queues ")[1].split(" ")[0].split(","))
    others = (COMPOSE["services"][f"worker-{queue}"]["command"] for queue in taken)
    assert all(f"--queues {queue} " in other for queue, other in zip(taken, others, strict=True))
    assert values["config"]["operators"]["default_queue"] in taken


def test_the_job_that_migrates_does_what_init_does(values: dict[str, Any]) -> None:
    steps = values["migrateDatabaseJob"]["args"][-1].splitlines()
    assert steps == COMPOSE["services"]["init"]["command"][-1].splitlines()[:3]


def test_every_pod_has_its_bounds(values: dict[str, Any]) -> None:
    for name in ("workers", "scheduler", "apiServer", "dagProcessor", "triggerer"):
        assert values[name]["resources"]["limits"]["memory"], name
        assert values[name]["resources"]["requests"].keys() == {"cpu", "memory"}, name
