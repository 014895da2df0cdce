"""Order numbers: every location has its own, and none is missing, whatever goes wrong."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import willcall


class Moody(willcall.Eligibility):
    """A rule that answers as it was told to."""

    mood = "fine"

    def judge(self, lines, who):
        if self.mood == "crashing":
            raise RuntimeError("the rule crashed")
        if self.mood == "silent":
            return []
        if self.mood == "strict":
            return [False for _ in lines]
        return [True for _ in lines]


def numbers(host):
    return [row.number for row in host.orders.list(most=1000).orders]


def test_refusals_and_failures_of_plugins_draw_no_number(house, sale, record_property):
    moody = Moody()
    engine = house(plugin_files=[moody])
    desk = engine.vouch("mira@example.org")
    desk.shifts.open()
    wrong = [sale(quantity=11), sale("sunday"), sale(of="box"), sale(each=18), sale(each=None),
             sale(delivery={"method": "pigeon"})]
    for mood in ("fine", "crashing", "silent", "strict", "fine"):
        moody.mood = mood
        for request in [*wrong, sale()]:
            try:
                desk.orders.place(**request)
            except willcall.WillcallError:
                continue
            assert mood == "fine"
    assert numbers(engine.host()) == ["MAIN-000001", "MAIN-000002"]
    record_property("requirement", "decision-6")


def test_every_location_counts_for_itself(house, sale, record_property):
    engine = house()
    mira, noor = engine.vouch("mira@example.org"), engine.vouch("noor@example.org")
    mira.shifts.open()
    noor.shifts.open(location="pier")
    placed = [desk.orders.place(**sale()).number for desk in (mira, noor, noor, mira)]
    assert placed == ["MAIN-000001", "PIER-001", "PIER-002", "MAIN-000002"]
    noor.shifts.close()
    noor.shifts.open(location="main")
    assert noor.orders.place(**sale()).number == "MAIN-000003"
    record_property("requirement", "decision-6")


def test_a_number_that_outgrows_its_width_goes_on(house, sale):
    engine = house(locations=[{"key": "main", "name": "Main", "series": {
        "prefix": "M", "width": 1}}, {"key": "pier", "name": "Pier"}])
    desk = engine.vouch("mira@example.org")
    desk.shifts.open()
    placed = [desk.orders.place(**sale(of="child", each=None)).number for _ in range(10)]
    assert placed == [f"M{number}" for number in range(1, 11)]


def test_locations_that_could_number_two_orders_alike_are_refused(house, unchanged):
    engine = house()
    for prefix in ("MAIN-", "MAIN-1"):
        with unchanged(engine.host()):
            try:
                house(locations=[{"key": "cellar", "name": "Cellar",
                                  "series": {"prefix": prefix}}])
            except willcall.InvalidError as error:
                assert error.field == "locations[0].series.prefix"
            else:
                raise AssertionError("two locations with one prefix")


def test_crowded_windows_leave_no_gap(house, sale, record_property):
    """Sales, refusals and failures at once, by two sellers at one location."""
    moody = Moody()
    engine = house(plugin_files=[moody], events=[{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                          "ends": "2018-11-09T22:30", "capacity": 60}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}])
    desks = [engine.vouch(f"{name}@example.org") for name in ("mira", "noor")]
    for desk in desks:
        desk.shifts.open(location="main")
    start = threading.Barrier(8)

    def seller(number):
        chance, sold = random.Random(number), 0
        start.wait()
        for _ in range(15):
            moody.mood = chance.choice(["fine", "fine", "fine", "crashing", "strict"])
            try:
                desks[number % 2].orders.place(**sale(quantity=chance.choice([1, 2, 61])))
                sold += 1
            except willcall.WillcallError:
                pass
        return sold

    with ThreadPoolExecutor(8) as pool:
        sold = sum(pool.map(seller, range(8)))
    assert numbers(engine.host()) == [f"MAIN-{number:06}" for number in range(1, sold + 1)]
    assert sold > 10
    record_property("requirement", "decision-6")
