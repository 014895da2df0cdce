"""What people read tables with takes them as they are, and finds what is in the store."""

import json
import subprocess
from pathlib import Path

import willcall

READS = '''
import json, sys
import duckdb, nanoarrow, pandas, polars, pyarrow
import willcall

with willcall.open(store=sys.argv[1], apply=False, workers=0) as engine:
    host = engine.host()
    table = host.reports.order_book()
    arrow = pyarrow.table(table)
    frame = polars.DataFrame(table)
    found = duckdb.sql("select count(*), sum(price), max(placed)::text from arrow").fetchall()[0]
    small = nanoarrow.ArrayStream(host.orders.list(most=1)).read_all()
    orders = host.orders.list(most=1)
    panda = host.orders.list(most=1).to_pandas()
    print(json.dumps({
        "types": {field.name: str(field.type) for field in arrow.schema},
        "nullable": [field.name for field in arrow.schema if field.nullable],
        "unit": arrow.schema.field("price").metadata[b"willcall.unit"].decode(),
        "scope": arrow.schema.metadata[b"willcall.scope"].decode(),
        "pyarrow": [arrow.num_rows, str(sum(arrow.column("price").to_pylist()))],
        "polars": [frame.height, str(frame["price"].sum()), frame["state"].to_list()[0]],
        "duckdb": [found[0], str(found[1])],
        "nanoarrow": len(small),
        "pandas": [len(panda), str(panda["total"].sum()), str(panda["placed"].dt.tz)],
        "again": [pyarrow.table(orders).num_rows, polars.DataFrame(orders).height,
                  orders.to_polars().height, len(pandas.DataFrame.from_arrow(orders))],
    }))
'''


def ran(python, program, store):
    path = str(Path(willcall.__file__).parents[1])
    done = subprocess.run([python, "-c", program, store], capture_output=True, text=True,
                          env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin"}, timeout=300,
                          check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_data_frames_and_databases_read_tables_with_no_adapter(
        sold, stores, store_url, consumers):
    sold.close()
    ((tickets, prices),) = stores.rows(store_url, "select count(*), sum(price) from tickets")
    ((orders, totals),) = stores.rows(store_url, "select count(*), sum(total) from orders")
    said = json.loads(ran(consumers, READS, store_url))
    money = f"{prices // 100}.{prices % 100:02}"
    assert said["pyarrow"] == [tickets, money]
    assert said["polars"] == [tickets, money, "valid"]
    assert said["duckdb"] == [tickets, money]
    assert said["nanoarrow"] == orders
    assert said["pandas"] == [orders, f"{totals // 100}.{totals % 100:02}", "America/Los_Angeles"]
    assert said["again"] == [orders] * 4
    assert (said["unit"], said["scope"]) == ("USD", "all")
    assert "number" in said["nullable"] and "ticket" not in said["nullable"]
    assert {said["types"][name] for name in ("ticket", "holder")} == {"string"}
    assert said["types"]["price"] == "decimal128(18, 2)"
    assert said["types"]["placed"] == "timestamp[us, tz=America/Los_Angeles]"
    assert said["types"]["state"] == "dictionary<values=string, indices=int32, ordered=0>"


STOPS = '''
import sys
import duckdb, polars, pyarrow
import willcall

engine = willcall.open(store=sys.argv[1], apply=False, workers=0)
host = engine.host()
some = {"most": 1, "columns": ["id", "total"]}
kept = [pyarrow.RecordBatchReader.from_stream(host.orders.list(**some)) for _ in range(3)]
assert kept[0].read_next_batch().num_rows == 4
assert len(duckdb.from_arrow(kept[1]).limit(1).fetchall()) == 1
held = [host.orders.list(most=1).__arrow_c_stream__() for _ in range(7)]
try:
    pyarrow.table(host.orders.list(most=1))
except willcall.UnavailableError as error:
    print(error)
asked = host.orders.list(most=1)
engine.close()
for reader in kept[2:]:
    try:
        reader.read_all()
    except pyarrow.ArrowException as error:
        print(error)
for read in (polars.DataFrame, pyarrow.table):
    try:
        read(asked)
    except willcall.InvalidError as error:
        print(error)
'''


def test_whoever_stops_in_the_middle_or_comes_too_late_hears_why(
        sold, stores, store_url, consumers):
    sold.close()
    said = ran(consumers, STOPS, store_url).splitlines()
    assert "8 reading connections" in said[0]
    assert len(said) == 4 and all("the engine is closed" in line for line in said[1:]), said
