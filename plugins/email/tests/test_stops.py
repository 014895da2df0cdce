"""Five hundred orders, with the engine and the server stopped at counted points: every mail comes,
and what comes twice can be told by its Message-ID."""

from collections import Counter

from stopping import Engines, all_deliveries

ORDERS = 500


def test_every_mail_comes_whatever_stops_and_repeats_are_no_more_than_stops(
        office, books, to_ann, store_url):
    desk = books(office.url)
    orders = [desk.orders.place(**to_ann(email=f"guest{number}@example.net"))
              for number in range(ORDERS)]
    host = desk.engine.host()
    ids = {row.id: row.recipient for row in all_deliveries(host)}
    desk.engine.close()

    # At these counts of mails that came in: what is stopped, and whether before the answer.
    engine_dies, server_dies = {37, 61, 150, 151, 333, 499}, {100, 260, 261, 420}

    def when_seen(count):
        if count in engine_dies:
            engines.kill()
        elif count in server_dies:
            office.cut_off()

    office.when_seen = when_seen
    engines = Engines(store_url)
    runs = 0
    while engines.run() != 0:
        runs += 1
        assert runs < 30
        office.stop()
        office.start()
    with_engine = books(office.url)
    assert with_engine.engine.host().deliveries.run().tickets_delivered == ORDERS

    came = Counter(mail["Message-ID"] for mail in office.mails)
    assert set(came) == {f"<{delivery}@example.org>" for delivery in ids}
    assert len(orders) == len(ids) == len(came) == ORDERS
    repeats = sum(came.values()) - ORDERS
    assert 0 < repeats <= len(engine_dies) + len(server_dies)
    by_id = {}
    for mail, one in zip(office.mails, office.seen):
        assert by_id.setdefault(mail["Message-ID"], one.content) == one.content
        assert one.rcpt_tos == [ids[mail["Message-ID"][1:].partition("@")[0]]]
