"""Five hundred orders, with the engine and the printer stopped at counted points: every ticket is
printed, and what is printed twice bears the same job name."""

from collections import Counter

from stopping import Engines, all_deliveries

ORDERS = 500
ENGINE_DIES = (37, 61, 150, 151, 333, 499)
PRINTER_DIES = (100, 260, 261, 420)
# The printer runs it after each page, with its own number as the parent's. The shell does all of it
# by itself: five hundred pages would wait for whatever it started.
STOPS = """
pages=0
while read -r page; do pages=$((pages + 1)); done < {log}
case $pages in
{engine}) read -r pid < {pid}; kill -9 $pid ;;
{printer}) kill -9 $PPID ;;
esac
"""


def test_every_ticket_is_printed_whatever_stops_and_repeats_are_no_more_than_stops(
        printer, ipp, sale, store_url, tmp_path):
    machine = ipp()
    desk = printer("ipp", capacity=ORDERS, printer=machine.url)
    for _ in range(ORDERS):
        desk.orders.place(**sale())
    ids = {row.id for row in all_deliveries(desk.engine.host())}
    desk.engine.close()

    pid = tmp_path / "engine.pid"
    machine.obey(STOPS.format(log=machine.folder / "log", pid=pid,
                              engine="|".join(map(str, ENGINE_DIES)),
                              printer="|".join(map(str, PRINTER_DIES))))
    engines = Engines(store_url, started=lambda number: pid.write_text(f"{number}\n"))
    runs = 0
    while engines.run() != 0:
        runs += 1
        assert runs < 30
        if not machine.answers():
            machine.stop()
            machine.start()
    counts = printer("ipp", capacity=ORDERS, printer=machine.url).engine.host().deliveries.run()
    assert (counts.tickets_delivered, counts.tickets_failed) == (ORDERS, 0)

    came = Counter(name for name, _, _ in machine.printed())
    assert set(came) == ids
    assert len(ids) == ORDERS
    repeats = sum(came.values()) - ORDERS
    # A printer that starts anew knows no job: neither the one it died at, nor those at which an
    # engine had died before, whose leases had not run out by then. All others it knows.
    forgotten = sum(died < max(PRINTER_DIES) for died in ENGINE_DIES)
    assert 0 < repeats <= len(PRINTER_DIES) + forgotten
