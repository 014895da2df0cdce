"""Offices of one theatre, each with an operator of its name on an open shift."""

import copy

import pytest
import willcall

EVENTS = [
    {"key": "heights", "name": "In The Heights",
     "performances": [
         {"key": "friday", "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
          "capacity": 10},
         {"key": "saturday", "starts": "2018-11-10T20:00", "ends": "2018-11-10T22:30",
          "capacity": 10}],
     "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                      {"key": "student", "name": "Student", "price": 10, "quota": 6}]},
    {"key": "gala", "name": "Gala",
     "performances": [{"key": "gala", "starts": "2018-11-11T20:00", "ends": "2018-11-11T23:00",
                       "capacity": 10}],
     "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                      {"key": "free", "name": "Press", "price": 0}]},
]


@pytest.fixture
def season_events():
    """What the theatre shows: In The Heights on two evenings, and a gala."""
    return copy.deepcopy(EVENTS)


@pytest.fixture
def offices(opened):
    """A function that opens offices with these settings; gives their operators' sessions.

    Called again, it brings the same house to other settings.
    """

    def open_offices(events=EVENTS, deliveries=None, season=None, **settings):
        engine = opened({
            "organisation": {"name": "Foothill Theatre", "currency": "USD",
                             "timezone": "America/Los_Angeles", "language": "en"},
            "locations": [{"key": "main", "name": "Main box office"}],
            "events": events,
            "channels": [{"key": key, "kind": "ticket_office",
                          "settings": {"delivery": "none", **said}}
                         for key, said in settings.items()],
            "users": [{"login": f"{key}@example.org", "name": key.title(), "role": "operator",
                       "channel": key, "locations": ["main"]} for key in settings],
            "deliveries": deliveries or {},
            **(season or {}),
        })
        desks = [engine.vouch(f"{key}@example.org") for key in settings]
        for desk in desks:
            try:
                desk.shifts.current()
            except willcall.Refused:
                desk.shifts.open()
        return desks

    return open_offices
