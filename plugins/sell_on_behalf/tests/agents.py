"""The season of a theatre whose managers sell for agents."""

IMPERSONATE = "/admin/users/impersonate"
SELL = "/admin/users/sell-on-behalf-of"

EVENTS = [
    {"key": "heights", "name": "In The Heights",
     "performances": [{"key": "friday", "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
                       "capacity": 30}],
     "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                      {"key": "child", "name": "Child", "price": 0}]},
    {"key": "gala", "name": "Gala",
     "performances": [{"key": "gala", "starts": "2018-11-11T20:00", "ends": "2018-11-11T23:00",
                       "capacity": 30}],
     "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]},
]


def user(who, role="operator", channel="window", **more):
    return {"login": f"{who}@example.org", "name": who.title(), "role": role,
            "channel": channel, "locations": ["main"], **more}


USERS = [
    user("ada", "manager", name="Ada West", employee_number="2001"),
    user("bob", "manager", name="Bob East", employee_number="2002", locations=["pier"]),
    user("eva", "administrator"),
    user("uta", "administrator"),
    user("mira", "operator", "kiosk", name="Mira North", employee_number="1017",
         external_id="x-17", locations=["pier"]),
    user("myra", "operator", "kiosk", name="Mira North", employee_number="1020",
         locations=["main", "pier"]),
    user("noor", "operator", "kiosk", employee_number="1030", locations=[]),
    user("max", "operator", "kiosk", employee_number="1040", locations=[], uses_shifts=False),
    user("cass", "cashier", "books", employee_number="1050", uses_shifts=False),
    {"login": "len@example.org", "name": "Len", "role": "operator", "employee_number": "1070"},
]
SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locations": [{"key": "main", "name": "Main box office", "series": {"prefix": "MAIN-"}},
                  {"key": "pier", "name": "Pier", "series": {"prefix": "PIER-", "width": 3}}],
    "events": EVENTS,
    "channels": [
        {"key": "window", "kind": "ticket_office",
         "settings": {"delivery": "none", "refunds": True, "registrations": True}},
        {"key": "kiosk", "kind": "ticket_office",
         "settings": {"delivery": "none", "location": "main",
                      "events": [{"event": "gala", "on_sale": False}],
                      "caps": [{"event": "heights", "quota": 12}]}},
        {"key": "books", "kind": "distribution_outlet",
         "settings": {"events": ["heights"], "delivery": "print"}}],
    "users": USERS,
    "deliveries": {"print": ["folder"]},
}
