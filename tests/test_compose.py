"""docker-compose.yaml, Dockerfile and .env.example agree with each other, with Airflow and with us.

There is no Docker engine where these tests run, so what Docker would say is checked piece by
piece: the services, their commands, every setting's name, that no secret stands in the files. The
form is checked by docker-compose itself, where it is installed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from repostwatch.cli import app
from repostwatch.services.airflow import COMPONENTS, POOL
from repostwatch.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docker-compose.yaml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)(?:(:\?|:-)([^}]*))?\}")
SECRET = re.compile("PASSWORD|SECRET|FERNET|CONN|^REPOSTWATCH_DB$")
WORKERS = ("worker-fetch", "worker-core")
DATABASES = ("airflow-db", "repostwatch-db")
OURS = ("init", *COMPONENTS, "backup", *WORKERS)
PROFILES = {"celery": {"broker", *WORKERS}, "demo": {"mail"}}
DOCUMENTED = re.compile(r"REPOSTWATCH_[A-Z][A-Z_]*")
# Without Docker, for the sandbox, of the image itself, or a name of .env for another setting.
NOT_FOR_CONTAINERS = {
    "REPOSTWATCH_ALLOW_LOOPBACK", "REPOSTWATCH_CRAWL__POLITE_TO_LOOPBACK",
    "REPOSTWATCH_SERVER_DIR", "REPOSTWATCH_VAR_DIR", "REPOSTWATCH_CRAWL__CHROMIUM",
    "REPOSTWATCH_CONTACT", "REPOSTWATCH_CHROMIUM_SANDBOX", "REPOSTWATCH_SENDER",
    "REPOSTWATCH_BACKUPS",
}  # fmt: skip


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TEXT)["services"]
    return found


def example() -> dict[str, bool]:
    """The variables of .env.example: whether each has to be filled in."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    found = {}
    for line in lines:
        if match := re.fullmatch(r"(#?)([A-Z_]+)=(.*)", line):
            found[match[2]] = not match[1]
            assert not (match[3] and not match[1]), f"{match[2]} has a value that would be used"
    return found


def environment(service: dict[str, Any]) -> dict[str, str]:
    return service.get("environment") or {}


def test_the_services_that_were_meant(services: dict[str, Any]) -> None:
    assert set(services) == {*OURS, *DATABASES, "broker", "mail"}
    for profile, names in PROFILES.items():
        assert {name for name in services if services[name].get("profiles") == [profile]} == names


@pytest.mark.parametrize("profiles", ["", "celery", "demo", "celery,demo"])
def test_docker_compose_itself_reads_the_file(profiles: str, tmp_path: Path) -> None:
    """Its 1.29, too, which knows less than today's."""
    program = shutil.which("docker-compose")
    if program is None:
        pytest.skip("docker-compose is not installed: nobody but us has read docker-compose.yaml")
    (tmp_path / "config").mkdir()
    (tmp_path / "config/settings.env").touch()
    (tmp_path / "docker-compose.yaml").write_text(TEXT)
    filled = "".join(f"{name}=filled\n" for name, required in example().items() if required)
    (tmp_path / ".env").write_text(f"{filled}COMPOSE_PROFILES={profiles}\n")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [program, "config"], cwd=tmp_path, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "filled" in yaml.safe_load(done.stdout)["services"]["init"]["environment"].values()
    (tmp_path / ".env").write_text("")
    done = subprocess.run(
        [program, "config"], cwd=tmp_path, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "set it in .env" in done.stderr


def test_no_service_takes_the_machine_with_it(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["mem_limit"], name
        assert service["pids_limit"] > 0, name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_no_container_is_root_or_writes_beside_its_volumes(services: dict[str, Any]) -> None:
    """Ours are nobody special by their image."""
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert (name in OURS) != ("user" in service), name
        assert service.get("user") not in ("root", "0"), name
    assert services["backup"]["volumes"][0] == "var:/opt/repostwatch/var:ro"


def test_no_container_fills_the_disk_with_what_it_prints(services: dict[str, Any]) -> None:
    for name, service in services.items():
        logs = service["logging"]
        assert logs["driver"] == "json-file", name
        assert re.fullmatch(r"[1-9]\d*m", logs["options"]["max-size"]), name
        assert re.fullmatch(r"[1-9]\d*", logs["options"]["max-file"]), "Docker takes only strings"


def test_what_must_be_set_is_asked_for_with_where_to_set_it() -> None:
    wanted = set()
    for name, kind, message in VARIABLE.findall(TEXT):
        assert kind, f"${{{name}}} would silently be empty"
        if kind == ":?":
            assert message == "set it in .env, see .env.example"
            wanted.add(name)
    assert wanted == {name for name, required in example().items() if required}
    optional = {name for name, kind, _ in VARIABLE.findall(TEXT) if kind == ":-"}
    # Compose itself reads that one.
    offered = {name for name, required in example().items() if not required} - {"COMPOSE_PROFILES"}
    assert optional == offered


def test_no_secret_has_a_value_here(services: dict[str, Any]) -> None:
    secrets = {
        (name, key): value
        for name, service in services.items()
        for key, value in environment(service).items()
        if SECRET.search(key) and not key.endswith("PASSWORDS_FILE")
    }
    assert len(secrets) > 10
    for place, value in secrets.items():
        assert VARIABLE.search(value), f"{place} has a literal value"
        assert ":-" not in value, place
    assert "ENV" not in [line.split(" ")[0] for line in DOCKERFILE.splitlines() if "SECRET" in line]


def test_each_container_has_only_the_secrets_that_it_needs(services: dict[str, Any]) -> None:
    """Who reads no product data has no way to it, and only tasks mail."""
    store, mailer = "REPOSTWATCH_DB_PASSWORD", "REPOSTWATCH_SMTP"
    product = {
        name: {
            variable
            for value in environment(service).values()
            for variable, _, _ in VARIABLE.findall(value)
            if variable in (store, mailer)
        }
        for name, service in services.items()
    }
    assert product == {
        "airflow-db": set(),
        "repostwatch-db": {store},
        "init": {store},
        "api-server": {store},
        "scheduler": {store, mailer},
        "worker-fetch": {store, mailer},
        "worker-core": {store, mailer},
        "backup": {store},
        "dag-processor": set(),
        "triggerer": set(),
        "broker": set(),
        "mail": set(),
    }
    admins = [name for name in services if "AIRFLOW_ADMIN_PASSWORD" in environment(services[name])]
    assert admins == ["init"]


def test_only_who_hands_tasks_on_reaches_the_broker(services: dict[str, Any]) -> None:
    """It asks for no password."""
    near = {name for name, service in services.items() if "broker" in service.get("networks", [])}
    assert near == {"broker", "scheduler", *WORKERS}
    assert services["broker"]["networks"] == ["broker"]
    assert yaml.safe_load(TEXT)["networks"]["broker"] == {"internal": True}


def test_everything_listens_on_loopback_only(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_lasting_service_is_watched_and_waits_its_turn(services: dict[str, Any]) -> None:
    for name, service in services.items():
        if name == "init":
            assert set(service["depends_on"]) == {"airflow-db", "repostwatch-db"}
            assert service["restart"] == "no"
            continue
        assert "test" in service["healthcheck"], name
        assert service["restart"] == "unless-stopped", name
        if name in OURS:
            after = dict(service["depends_on"])
            assert after.pop("init") == {"condition": "service_completed_successfully"}
            broker = {"broker": {"condition": "service_healthy"}}
            assert after == (broker if name in WORKERS else {}), name
    for name in OURS:
        assert "no-new-privileges:true" in services[name]["security_opt"]


def test_volumes_are_declared(services: dict[str, Any]) -> None:
    used = {
        volume.replace("${REPOSTWATCH_BACKUPS:-backups}", "backups").split(":")[0]
        for service in services.values()
        for volume in service.get("volumes", [])
    }
    assert used - {"./config"} == set(yaml.safe_load(TEXT)["volumes"])


def test_every_container_of_ours_gets_the_settings_and_the_files_that_they_name(
    services: dict[str, Any],
) -> None:
    """Of the DAGs' processor, too: it reads when they start."""
    for name in OURS:
        assert services[name]["env_file"] == "config/settings.env"
        assert "./config:/opt/repostwatch/config:ro" in services[name]["volumes"], name
    ignored = (ROOT / "config/.gitignore").read_text().splitlines()
    assert ignored[0] == "*", "what somebody puts there is nobody else's"


def settings_example() -> dict[str, str]:
    lines = (ROOT / "config/settings.env.example").read_text().splitlines()
    assert all(not line or line.startswith("#") for line in lines), "a copy changes nothing yet"
    return dict(line[1:].split("=", 1) for line in lines if line.startswith("#REPOSTWATCH_"))


def test_every_documented_setting_reaches_the_containers(services: dict[str, Any]) -> None:
    pages = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md")]
    documented = {
        name.rstrip("_") for page in pages for name in DOCUMENTED.findall(page.read_text())
    }
    assert len(documented) > 40
    fixed = {key for name in OURS for key in environment(services[name])}
    example = settings_example()
    assert not fixed & example.keys(), "what stands there would do nothing"
    lacking = documented - fixed - example.keys() - NOT_FOR_CONTAINERS
    assert not lacking, f"put them into config/settings.env.example: {sorted(lacking)}"
    assert not NOT_FOR_CONTAINERS & example.keys()


def test_the_example_of_settings_is_one_that_the_product_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    example = settings_example()
    for key, value in example.items():
        monkeypatch.setenv(key, value)
        place = key.removeprefix("REPOSTWATCH_").lower().split("__")
        field: Any = Settings.model_fields[place[0]]
        if len(place) == 2:
            assert place[1] in field.annotation.model_fields, key
        if value.startswith("/"):
            assert value.startswith("/opt/repostwatch/config"), f"{key} is not mounted"
    settings = Settings()
    assert settings.portals == Path("/opt/repostwatch/config/portals.csv")
    assert settings.watch.operators == ("operator@example.gov.cn",)
    assert settings.crawl.pictures
    assert settings.scan.evidence_days == 731


def with_airflow(home: Path, code: str, argument: object) -> str:
    """What the code prints in an interpreter of its own, with `argument` as JSON in sys.argv[1]."""
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(argument)],
        env=os.environ | {"AIRFLOW_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_airflow_understands_every_command(services: dict[str, Any], tmp_path: Path) -> None:
    celery = find_spec("airflow.providers.celery") is not None
    commands = [
        services[name]["command"].split() for name in (*COMPONENTS, *(WORKERS if celery else ()))
    ]
    commands += [
        check[1:]
        for name in COMPONENTS
        if (check := services[name]["healthcheck"]["test"])[1] == "airflow"
    ]
    script = services["init"]["command"][-1]
    commands += [
        ["airflow", "db", "migrate"],
        ["airflow", "pools", "set", POOL, "8", "description"],
    ]
    assert "airflow db migrate\n" in script
    assert f"airflow pools set {POOL} 8 " in script
    code = (
        "import json, sys\n"
        "from airflow.cli.cli_parser import get_parser\n"
        "for command in json.loads(sys.argv[1]):\n"
        "    assert command.pop(0) == 'airflow'\n"
        "    get_parser().parse_args(command)\n"
    )
    with_airflow(tmp_path, code, commands)


def test_airflow_knows_every_setting(services: dict[str, Any], tmp_path: Path) -> None:
    """A misspelt setting is ignored by Airflow without a word."""
    names = {key for name in OURS for key in environment(services[name])}
    names |= set(re.findall(r"(AIRFLOW__\w+)=", DOCKERFILE))
    asked = sorted(name for name in names if name.startswith("AIRFLOW__"))
    if find_spec("airflow.providers.celery") is None:
        asked = [name for name in asked if not name.startswith("AIRFLOW__CELERY__")]
    assert len(asked) > 10
    code = (
        "import json, sys\n"
        "from airflow.configuration import conf\n"
        "known = {f'AIRFLOW__{section}__{option}'.upper()\n"
        "    for section, description in conf.configuration_description.items()\n"
        "    for option in description['options']}\n"
        "print(json.dumps(sorted(set(json.loads(sys.argv[1])) - known)))\n"
    )
    unknown = json.loads(with_airflow(tmp_path, code, asked).splitlines()[-1])
    assert unknown == []


def test_the_product_knows_every_setting(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = {
        key: value
        for key, value in environment(services["scheduler"]).items()
        if key.startswith("REPOSTWATCH_")
    }
    variables["REPOSTWATCH_VAR_DIR"] = "/opt/repostwatch/var"
    assert "REPOSTWATCH_VAR_DIR=/opt/repostwatch/var" in DOCKERFILE
    filled = {
        "REPOSTWATCH_DB_PASSWORD": "pw",
        "REPOSTWATCH_CONTACT": "ops@example.gov.cn",
        "REPOSTWATCH_REPORTING__RECIPIENTS": '["officer@example.gov.cn"]',
        "REPOSTWATCH_SENDER": "monitor@example.gov.cn",
        "REPOSTWATCH_SMTP": "smtp://mail:1025",
    }
    for key, value in variables.items():
        monkeypatch.setenv(
            key, VARIABLE.sub(lambda m: filled.get(m[1], m[3] if m[2] == ":-" else "?"), value)
        )
        section = key.removeprefix("REPOSTWATCH_").lower().split("__")
        field: Any = Settings.model_fields[section[0]]
        if len(section) == 2:
            assert section[1] in field.annotation.model_fields
    settings = Settings()
    assert settings.db == "postgresql://repostwatch:pw@repostwatch-db/repostwatch"
    assert settings.smtp == "smtp://mail:1025"
    assert settings.reporting.recipients == ("officer@example.gov.cn",)
    assert settings.reporting.sender == "monitor@example.gov.cn"
    assert settings.crawl.contact == "ops@example.gov.cn"


def test_the_init_job_calls_commands_of_ours_that_exist(services: dict[str, Any]) -> None:
    script = services["init"]["command"][-1]
    ours = re.findall(r"^repostwatch (.+)$", script, re.MULTILINE)
    assert ours == ["db upgrade"]
    for command in ours:
        done = CliRunner().invoke(app, [*command.split(), "--help"])
        assert done.exit_code == 0, done.output


def test_the_backups_are_made_by_a_command_that_exists_and_the_newest_are_kept(
    services: dict[str, Any], tmp_path: Path
) -> None:
    """The script as it stands, with a stand-in for the command and an end of its sleep."""
    programs, folder = tmp_path / "bin", tmp_path / "backups"
    programs.mkdir()
    folder.mkdir()
    for day in range(1, 20):
        (folder / f"repostwatch-202601{day:02}.zip").touch()
    (folder / ".repostwatch-20260119.zip.7.part").touch()
    for name, lines in (
        ("repostwatch", '[ "$1" = backup ] && touch "$2"'),
        ("sleep", "kill $PPID"),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{lines}\n")
        (programs / name).chmod(0o755)
    script = services["backup"]["command"][-1].replace("$$", "$")
    subprocess.run(
        ["bash", "-uc", script.replace("/opt/repostwatch/backups", str(folder))],
        env={"PATH": f"{programs}:/usr/bin:/bin", "BACKUP_DAYS": "14"},
        check=False,
    )
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == 14
    assert left[0] == "repostwatch-20260107.zip", "the newest, with today's"
    assert CliRunner().invoke(app, ["backup", "--help"]).exit_code == 0


def test_the_login_that_init_writes_is_one_that_airflow_takes(
    services: dict[str, Any], tmp_path: Path
) -> None:
    script = services["init"]["command"][-1]
    line = next(line for line in script.splitlines() if line.startswith("python -c"))
    done = subprocess.run(
        ["bash", "-euc", line.replace("/opt/airflow", str(tmp_path))],
        env={
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "AIRFLOW_ADMIN_PASSWORD": "x'\"y",
        },
        check=True,
    )
    assert done.returncode == 0
    assert json.loads((tmp_path / "passwords.json").read_text()) == {"admin": "x'\"y"}


def test_the_image_runs_as_nobody_special_by_the_lock() -> None:
    lines = [line for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "USER repostwatch"
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    assert not {"!.env", "!var", "!.git", "!.venv"} & set(ignored)
    for line in lines:
        if line.startswith("COPY"):
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source.removeprefix('./')}" in ignored, f"{source} is kept from Docker"
