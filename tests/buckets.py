"""Folders that several machines see: on the disk, in memory, in a bucket of an S3 server."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem


@contextmanager
def s3_server() -> Iterator[dict[str, str]]:
    """An S3 server on loopback; what the environment has to say for clients to find it."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.start()
        # A file system is kept by its arguments and not by the environment: one of a server before
        # this one would go on asking there.
        S3FileSystem.clear_instance_cache()
        try:
            host, port = server.get_host_and_port()
            yield {
                "AWS_ENDPOINT_URL_S3": f"http://{host}:{port}",
                "AWS_ACCESS_KEY_ID": "tests",
                "AWS_SECRET_ACCESS_KEY": "tests",
                "AWS_DEFAULT_REGION": "us-east-1",
            }
        finally:
            server.stop()


@pytest.fixture(scope="session")
def s3_environment() -> Iterator[dict[str, str]]:
    with s3_server() as environment:
        yield environment


def new_bucket(environment: dict[str, str]) -> str:
    """The address of an empty bucket."""
    name = f"evidence-{uuid4().hex[:12]}"
    client = boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL_S3"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    )
    client.create_bucket(Bucket=name)
    return f"s3://{name}/kept"


@pytest.fixture(params=["file", "memory", "s3"])
def shared_address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address that nobody has written to."""
    if request.param == "memory":
        return f"memory://{uuid4().hex}"
    if request.param == "file":
        return f"file://{request.getfixturevalue('tmp_path')}/seen-by-all"
    environment = request.getfixturevalue("s3_environment")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return new_bucket(environment)
