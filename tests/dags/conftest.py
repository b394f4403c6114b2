"""The eight DAGs as Airflow loads them, in a home of their own and without a metadata database."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

DAGS = Path(__file__).resolve().parents[2] / "dags"

# Airflow reads its settings when it is first imported.
os.environ |= {
    "AIRFLOW_HOME": mkdtemp(prefix="airflow-"),
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
}


from airflow.dag_processing.dagbag import BundleDagBag  # noqa: E402  see above


@pytest.fixture(scope="session")
def bag() -> Any:
    """As the DAG processor loads them."""
    return BundleDagBag(DAGS, bundle_path=DAGS, bundle_name="dags-folder")
