"""Some sales, on both sides of the house and of an autumn night."""

import importlib.util
from datetime import datetime, timezone
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sold(house, sale, clock):
    """Mira and Noor sell at the window, Cass at the outlet: three days, eight tickets."""
    engine = house()
    mira, noor, cass = (engine.vouch(f"{name}@example.org") for name in ("mira", "noor", "cass"))
    mira.shifts.open()
    noor.shifts.open(location="pier")
    mira.orders.place(**sale(quantity=2, buyer={"name": "Ann Lee"}))
    clock.forward(days=1)
    noor.orders.place(**sale(quantity=1, buyer={"name": '=SUM(A1), "Bo"'}, reference="+49 30"))
    mira.orders.place(**sale(of="child", quantity=3, each=0, buyer={"name": "Zoë"}))
    clock.forward(days=1)
    cass.orders.place(**sale(quantity=2, each=0, buyer={"name": "-1+1"}))
    return engine


@pytest.fixture
def autumn(house, sale, clock):
    """Sales in the hour that stands on the wall twice: 4 November 2018, half past one."""
    engine = house()
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    for hour in (8, 9):
        clock.at = datetime(2018, 11, 4, hour, 30, tzinfo=timezone.utc)
        mira.orders.place(**sale())
    return engine


@pytest.fixture(scope="session")
def consumers():
    """The Python of an environment with what reads Arrow, made once."""
    where = Path(__file__).with_name("consumers.py")
    spec = importlib.util.spec_from_file_location("consumers", where)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.python_of(ROOT / "build" / "consumers")
