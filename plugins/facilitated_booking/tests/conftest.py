"""A theatre whose parents, carers and contacts book for others: at the window, and online."""

import contextlib

import pytest
import willcall

PASSWORD = "long enough"
PAGES = ["https://tickets.example.org/seats", "https://tickets.example.org/whats-on/",
         "/memberships"]
AGES = [{"event": "dance", "ticket_type": "young", "most": 17},
        {"event": "heights", "ticket_type": "late", "least": 18}]
BOOKING = {"pages": PAGES, "ages": AGES,
           "choose_attendee": {"en": "Who is coming?", "de": "Wer kommt?"},
           "basket": {"en": "You are booking for {{owner}}. Lucky {{owner}}!"}}
TYPES = [{"key": "gold", "name": "Gold member", "product": "gold-card", "months": 12,
          "opens": ["members"]},
         {"key": "young", "name": "Young friend", "product": "young-card", "tags": ["student"]}]
OFFERS = [{"key": "gold", "name": "Members", "percent": "50", "memberships": ["gold"]},
          {"key": "patrons", "name": "Patrons", "percent": "25", "tags": ["patron"]}]

SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en", "online": "web"},
    "locations": [{"key": "main", "name": "Main box office"}],
    "locks": [{"key": "members", "name": "Members"}],
    "events": [
        {"key": "heights", "name": "In The Heights",
         "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                           "ends": "2018-11-09T22:30", "capacity": 100,
                           "limits": {"per_owner": 6}}],
         "ticket_types": [{"key": "general", "name": "General admission", "price": 20},
                          {"key": "late", "name": "Late bar", "price": 30},
                          {"key": "member", "name": "Member", "price": 12, "lock": "members"}]},
        {"key": "dance", "name": "Dance class",
         "performances": [{"key": "saturday", "starts": "2018-11-10T10:00",
                           "ends": "2018-11-10T11:00", "capacity": 12}],
         "ticket_types": [{"key": "young", "name": "Young dancer", "price": 8}]}],
    "products": [{"key": "gold-card", "name": "Gold member", "price": 60},
                 {"key": "young-card", "name": "Young friend", "price": 10},
                 {"key": "gift", "name": "Donation", "price": 5}],
    "channels": [{"key": "window", "kind": "ticket_office",
                  "settings": {"delivery": "none", "refunds": True, "registrations": True,
                               "location": "main"}},
                 {"key": "web", "kind": "ticket_office",
                  "settings": {"delivery": "email", "location": "main"}}],
    "deliveries": {"email": ["post"]},
    "users": [{"login": "mira@example.org", "name": "Mira North", "role": "operator",
               "channel": "window", "uses_shifts": False},
              {"login": "max@example.org", "name": "Max South", "role": "manager",
               "channel": "window", "uses_shifts": False},
              {"login": "ada@example.org", "name": "Ada East", "role": "administrator"}],
}


class Post(willcall.Delivery):
    """Keeps what it is given."""

    method, takes = "post", [("confirmation", "text/plain")]

    def __init__(self):
        self.jobs = []

    def deliver(self, jobs):
        self.jobs += jobs
        return [True for _ in jobs]


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def house(opened, post):
    """A function that opens the theatre; gives an engine."""

    def open_house(booking=BOOKING, plugins=(), organisation=None, **season):
        said = {"memberships": {"types": TYPES}, "promotions": {"offers": OFFERS},
                "facilitated_booking": booking}
        whose = {**SEASON["organisation"], **(organisation or {})}
        return opened({**SEASON, "organisation": whose, "plugins": said, **season},
                      plugins=[post, *plugins])

    return open_house


@pytest.fixture
def engine(house):
    """The theatre, where parents book for their children."""
    engine = house()
    engine.host().facilitated_booking.set_type(kind="parent", name="Parent", one_acts=True)
    return engine


@pytest.fixture
def host(engine):
    return engine.host()


@pytest.fixture
def desk(engine):
    """Mira at the window."""
    return engine.vouch("mira@example.org")


@pytest.fixture
def person(desk):
    """A function that makes a customer at the window; gives the id."""
    return lambda name, **more: desk.customers.create(name=name, **more).id


@pytest.fixture
def family(desk, person):
    """A function that makes a parent and a child, related; gives both ids."""

    def made(parent="Fay Hill", child="Kim Hill", kind="parent", of_child=None, **dates):
        one = person(parent, email="fay@example.org")
        other = person(child, **(of_child or {}))
        desk.customers.relate(customer=one, other=other, kind=kind, **dates)
        return one, other

    return made


@pytest.fixture
def online(engine):
    """A function that makes a customer who signs in; gives the session and the id."""

    def made(name="Fay Hill", email="fay@example.org", **more):
        record = engine.host().customers.create(name=name, email=email, password=PASSWORD, **more)
        return engine.session(customer=email, password=PASSWORD), record.id

    return made


@pytest.fixture
def at_home(host, online):
    """Fay, signed in, with a child on record; gives the session and both ids."""
    session, fay = online()
    kim = host.customers.create(name="Kim Hill", tags=["patron"]).id
    host.customers.relate(customer=fay, other=kim, kind="parent")
    return session, fay, kim


@pytest.fixture
def link(host):
    """A function that has the integrator mount a link; gives the link."""

    def made(scope="all_events", forward_to=PAGES[1], **more):
        return host.facilitated_booking.link(scope=scope, forward_to=forward_to, **more).link

    return made


@pytest.fixture
def refusals(host, unchanged):
    """A block that is refused and changes nothing; gives the list of rules afterwards."""

    @contextlib.contextmanager
    def block():
        rules = []
        with unchanged(host), pytest.raises(willcall.Refused) as caught:
            yield rules
        rules += [why.rule for why in caught.value.reasons]

    return block
