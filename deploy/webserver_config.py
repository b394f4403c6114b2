"""Single sign-on for Airflow's FAB auth manager: any provider of OpenID Connect.

Copy it to $AIRFLOW_HOME/webserver_config.py (docs/deploy.md, Single sign-on). What differs from one
installation to the other stands in the environment:

    SSO_ISSUER         https://login.example.gov.cn/realms/government
    SSO_CLIENT_ID      repostwatch
    SSO_CLIENT_SECRET  …

There, https://repostwatch.example.gov.cn/auth/oauth-authorized/sso is entered as the address to
come back to, and the groups of a person as the claim `groups` of the answer of `userinfo`.
"""

from __future__ import annotations

import os

from flask_appbuilder.const import AUTH_OAUTH

AUTH_TYPE = AUTH_OAUTH
OAUTH_PROVIDERS = [
    {
        "name": "sso",
        "icon": "fa-key",
        "token_key": "access_token",
        "remote_app": {
            "client_id": os.environ["SSO_CLIENT_ID"],
            "client_secret": os.environ["SSO_CLIENT_SECRET"],
            "server_metadata_url": os.environ["SSO_ISSUER"].rstrip("/")
            + "/.well-known/openid-configuration",
            "client_kwargs": {"scope": "openid profile email"},
        },
    }
]
# Whoever can log in there is known here; what they may do says the group, at every login anew.
AUTH_USER_REGISTRATION = True
AUTH_USER_REGISTRATION_ROLE = "Public"  # of nobody's group: may not even look
AUTH_ROLES_SYNC_AT_LOGIN = True
AUTH_ROLES_MAPPING = {
    "repostwatch-officers": ["Viewer"],  # may look
    "repostwatch-deciders": ["User"],  # may also decide, scan again, send again
    "repostwatch-operators": ["Op"],  # may also change connections, variables and pools
    "repostwatch-administrators": ["Admin"],  # may also give rights
}
