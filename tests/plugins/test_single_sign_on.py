"""A login at an identity provider, by deploy/webserver_config.py: its groups say who may what.

The tool is in an environment of its own: SSO_TOOLS=its bin folder (docs/deploy.md).
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from repostwatch.services.postgres import PostgresServer
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema
from tests.plugins.conftest import ROOT, Ui, begin, lived, served
from tests.plugins.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider
from tests.plugins.test_decisions import GOOD

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]
MANAGER = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
LACKS = "no single sign-on: Airflow's FAB auth manager is not in SSO_TOOLS (the extra `sso`)"


@pytest.fixture(scope="module")
def python() -> str:
    found = Path(os.environ.get("SSO_TOOLS", "nowhere")) / "python"
    if not found.exists():
        pytest.skip(LACKS)
    code = "import airflow.providers.fab, authlib, repostwatch"
    if subprocess.run([found, "-c", code], capture_output=True, check=False).returncode:
        pytest.skip(LACKS)
    return str(found)


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as found:
        yield found


@pytest.fixture(scope="module")
def signing(
    python: str,
    provider: IdentityProvider,
    postgres: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Ui]:
    home, database = tmp_path_factory.mktemp("sso"), postgres.url("sso")
    upgrade_schema(database)
    more = {
        "AIRFLOW__CORE__AUTH_MANAGER": MANAGER,
        "AIRFLOW__FAB__CACHE_TTL": "0",  # else what somebody may is known for 30 seconds
        "AIRFLOW__FAB__CONFIG_FILE": str(ROOT / "deploy/webserver_config.py"),
        "SSO_ISSUER": provider.issuer, "SSO_CLIENT_ID": CLIENT, "SSO_CLIENT_SECRET": SECRET,
        "AUTHLIB_INSECURE_TRANSPORT": "1",  # the provider of the test has no certificate
    }  # fmt: skip
    with served(home, database, more, python) as found:
        yield found


@pytest.fixture(scope="module")
def again(signing: Ui) -> str:
    return lived(signing)


@pytest.fixture
def ui(signing: Ui, again: str) -> Ui:
    """The server over a fresh world."""
    begin(signing, again)
    return signing


@contextmanager
def logged_in(
    ui: Ui, provider: IdentityProvider, name: str, *groups: str
) -> Iterator[httpx.Client]:
    """A browser that was sent from our page to the login, and came back from the provider."""
    provider.person = name, groups
    with httpx.Client(
        base_url=ui.url, follow_redirects=True, timeout=60, trust_env=False
    ) as browser:
        login = browser.get("/repostwatch/review")
        assert login.url.path == "/auth/login/", "who is unknown comes to the login"
        back = browser.get(f"/auth/login/sso?{login.url.query.decode()}")
        assert back.url.path == "/repostwatch/review", "and from there back to the page"
        assert provider.issuer in {str(one.url.copy_with(path="/", query=None)).rstrip("/")
                                   for one in back.history}  # fmt: skip
        yield browser


def decided(browser: httpx.Client, reason: str) -> bool:
    """Whether a decision is taken, by the form of the user's own page where there is one."""
    found = re.search(r'name="token" value="([^"]+)"', browser.get("/repostwatch/review").text)
    sent = GOOD | {"token": found[1] if found else "", "reason": reason}
    status = browser.post("/repostwatch/decide", data=sent, follow_redirects=False).status_code
    assert status in {303, 403}
    return status == 303


@pytest.mark.parametrize(("group", "looks", "decides", "operates"), [
    (None, False, False, False),
    ("another-office", False, False, False),
    ("repostwatch-officers", True, False, False),
    ("repostwatch-deciders", True, True, False),
    ("repostwatch-operators", True, True, True),
    ("repostwatch-administrators", True, True, True),
])  # fmt: skip
def test_the_groups_at_the_provider_say_who_may_what(
    ui: Ui,
    provider: IdentityProvider,
    group: str | None,
    looks: bool,
    decides: bool,
    operates: bool,
) -> None:
    groups = (group,) if group else ()
    with logged_in(ui, provider, f"zhang-{group}", *groups) as browser:
        page = browser.get("/repostwatch/review")
        assert (page.status_code == 200) is looks
        assert (page.status_code == 403) is not looks
        assert decided(browser, f"said by {group}") is decides
        with connect(ui.database) as conn:
            said = conn.execute("SELECT reason FROM decisions ORDER BY decision_id").fetchall()
        assert (f"said by {group}" in {row["reason"] for row in said}) is decides
        assert (browser.get("/api/v2/connections").status_code == 200) is operates


def test_who_leaves_a_group_loses_its_rights_at_the_next_login(
    ui: Ui, provider: IdentityProvider
) -> None:
    with logged_in(ui, provider, "li", "repostwatch-deciders") as browser:
        assert decided(browser, "as a decider")
    with logged_in(ui, provider, "li", "repostwatch-officers") as browser:
        assert browser.get("/repostwatch/review").status_code == 200
        assert not decided(browser, "as an officer")
