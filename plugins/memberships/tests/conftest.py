"""One window of a theatre that sells memberships, and seats and tickets to members only."""

import pytest

TYPES = [{"key": "gold", "name": "Gold member", "product": "gold-card", "months": 12,
          "opens": ["members"]},
         {"key": "five", "name": "Five evenings", "product": "five-card", "opens": ["members"],
          "uses": 5},
         {"key": "young", "name": "Young friends", "product": "young-card", "tags": ["student"],
          "days": 30},
         {"key": "circle", "name": "Inner circle", "product": "circle-card",
          "memberships": ["gold"], "from": "2018-11-05T00:00", "until": "2018-12-01T00:00",
          "opens": ["members"]}]
OFFERS = [{"key": "gold", "name": "Members", "percent": "50", "memberships": ["gold"],
           "ticket_types": ["general"]}]

SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locations": [{"key": "main", "name": "Main box office"}],
    "locks": [{"key": "members", "name": "Members"}],
    "events": [{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2020-11-09T20:00",
                          "ends": "2020-11-09T22:30", "capacity": 100}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 20},
                         {"key": "member", "name": "Member", "price": 12, "lock": "members"}]}],
    "products": [{"key": "gold-card", "name": "Gold member", "price": 60},
                 {"key": "five-card", "name": "Five evenings", "price": 40, "quota": 3},
                 {"key": "young-card", "name": "Young friends", "price": 10},
                 {"key": "circle-card", "name": "Inner circle", "price": 0}],
    "channels": [{"key": "window", "kind": "ticket_office",
                  "settings": {"delivery": "none", "refunds": True, "registrations": True,
                               "location": "main"}}],
    "users": [{"login": "window@example.org", "name": "Mira North", "role": "operator",
               "channel": "window", "uses_shifts": False}],
}


@pytest.fixture
def club(opened):
    """A function that opens the house with these memberships; gives an engine."""

    def open_house(types=TYPES, offers=OFFERS, carriers=(), **season):
        plugins = {"memberships": {"types": types}, "promotions": {"offers": offers}}
        return opened({**SEASON, "plugins": plugins, **season}, plugins=list(carriers))

    return open_house


@pytest.fixture
def lounge(club):
    """A function that opens the house with these memberships, and a hall for saturday: each of its
    nine seats is in the lounge, behind a lock of its own."""

    seats = [{"seat_guid": f"1-{number}", "seat_number": str(number), "category": "a",
              "position": {"x": 20 * number, "y": 0}} for number in range(1, 10)]
    hall = {"name": "Hall", "categories": [{"name": "a"}], "zones": [
        {"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [
            {"row_number": "1", "position": {"x": 0, "y": 0}, "seats": seats}]}]}
    saturday = {"key": "saturday", "starts": "2020-11-10T20:00", "ends": "2020-11-10T22:30",
                "seating": "hall", "locked": {"lounge": [one["seat_guid"] for one in seats]}}

    def open_house(types):
        (event,) = SEASON["events"]
        return club(types=types, offers=[], seating={"hall": hall},
                    locks=[*SEASON["locks"], {"key": "lounge", "name": "Lounge"}],
                    events=[{**event, "performances": [*event["performances"], saturday]}])

    return open_house


@pytest.fixture
def engine(club):
    return club()


@pytest.fixture
def desk(engine):
    return engine.vouch("window@example.org")


@pytest.fixture
def person(engine):
    """A function that makes a customer; gives the id."""
    return lambda name, **more: engine.host().customers.create(name=name, **more).id


@pytest.fixture
def buy(desk):
    """A function that buys lines for an owner, at the price that a quote says."""

    def bought(*lines, owner=None, **more):
        who = {"owner": owner} if owner else {}
        quote = desk.orders.quote(lines=lines, **who)
        assert quote.possible, quote.reasons
        paid = [{"means": "cash", "amount": quote.total}] if quote.total else []
        return desk.orders.place(lines=lines, payments=paid, **who, **more)

    return bought


@pytest.fixture
def refused(desk, engine, unchanged):
    """A function that gives the rules which refuse these lines to an owner."""

    def why_not(*lines, **who):
        with unchanged(engine.host()):
            return [why.rule for why in desk.orders.quote(lines=lines, **who).reasons]

    return why_not
