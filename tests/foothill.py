"""The season of a small house, whose parts tests replace."""

SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locations": [{"key": "main", "name": "Main box office", "series": {"prefix": "MAIN-"}},
                  {"key": "pier", "name": "Pier", "series": {"prefix": "PIER-", "width": 3}}],
    "events": [{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                          "ends": "2018-11-09T22:30", "capacity": 10}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                         {"key": "child", "name": "Child", "price": 0}]}],
    # Sessions of one user stand beside each other; test_devices says what an office does otherwise.
    "channels": [{"key": "window", "kind": "ticket_office",
                  "settings": {"delivery": "none", "one_device": False}},
                 {"key": "books", "kind": "distribution_outlet",
                  "settings": {"events": ["heights"], "delivery": "print"}}],
    "users": [{"login": "mira@example.org", "name": "Mira North", "role": "operator",
               "channel": "window", "locations": ["main"]},
              {"login": "noor@example.org", "name": "Noor West", "role": "operator",
               "channel": "window", "locations": ["main", "pier"]},
              {"login": "cass@example.org", "name": "Cass East", "role": "cashier",
               "channel": "books"}],
    "deliveries": {"print": ["folder"]},
}
