"""`repostwatch up`: the demo's services, until somebody stops them."""

from __future__ import annotations

import threading

from repostwatch.base.terminal import Terminal
from repostwatch.services.airflow import DAGS
from repostwatch.services.stack import start_stack
from repostwatch.settings import Settings

CHECK_SECONDS = 2.0


def run_up(settings: Settings) -> int:
    """Serve until Ctrl-C or SIGTERM. Raises ServiceError where a service ends by itself."""
    console = Terminal(soft_wrap=True, highlight=False)
    try:
        with start_stack(settings, console.print) as stack:
            for dag_id in DAGS:
                stack.airflow.api.unpause(dag_id)
            console.print(f"\n{stack.login}\nCtrl-C ends all of it.")
            pause = threading.Event()
            while not pause.wait(CHECK_SECONDS):
                stack.airflow.family.check()
    except KeyboardInterrupt:
        console.print("stopped")
    return 0
