"""What every Python test of the project can ask for, wherever it lies."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--database", default="sqlite", choices=["sqlite", "postgresql"],
                     help="the database that stores are kept in")


@pytest.fixture(scope="session")
def database(request):
    return request.config.getoption("--database")
