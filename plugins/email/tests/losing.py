"""A theatre where things are lost, and what is done there."""

ANN, BEN = "ann@example.net", "ben@example.net"


def season(url, folder, *, notices=True, minutes=0, deliveries=None):
    """A window and a kiosk that register and refund, and a structure whose contingent is released
    on the fifth, as the window's own is."""

    def performance(key, day):
        return {"key": key, "starts": f"2018-11-{day}T20:00", "ends": f"2018-11-{day}T22:30",
                "capacity": 100}

    def office_of(key, delivery):
        return {"key": key, "kind": "ticket_office", "basket_minutes": minutes,
                "notices": notices, "settings": {"delivery": delivery, "registrations": True,
                                                 "refunds": True, "location": "main"}}

    def user(login, name, role, channel):
        return {"login": login, "name": name, "role": role, "channel": channel,
                "uses_shifts": False}

    contingents = [{"key": f"{channel}-friday", "channel": channel, "performance": "friday",
                    "places": 12, "release": "2018-11-05T12:00"} for channel in ("window", "acme")]
    return {
        "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC",
                         "language": "en"},
        "locations": [{"key": "main", "name": "Main", "series": {"prefix": "M-"}}],
        "events": [{"key": "heights", "name": "In The Heights", "place": "Smithwick Theatre",
                    "registrations_end": 60,
                    "performances": [performance("friday", "09"), performance("saturday", "10")],
                    "ticket_types": [{"key": "general", "name": "General admission",
                                      "price": 19}]}],
        "channels": [office_of("window", "email"), office_of("kiosk", "print"),
                     {"key": "acme", "kind": "distribution_cart", "notices": notices,
                      "settings": {"take_back": "relay_and_public"}}],
        "users": [user("mira@example.org", "Mira North", "manager", "window"),
                  user("kio@example.org", "Kio", "operator", "kiosk"),
                  user("rita@acme.example", "Rita", "relay", "acme")],
        "contingents": contingents,
        "config": {"addressBook": {"enable": True}, "distributionPortal": {"enable": True}},
        "deliveries": deliveries or {"print": ["folder"]},
        "plugins": {"email": {"smtp": url, "from": "tickets@example.org", "tls": "off",
                              "send_seconds": 20},
                    "print": {"folder": folder}}}


def lines(quantity=1, performance="friday"):
    return [{"performance": performance, "ticket_type": "general", "quantity": quantity}]


def bought(desk, quantity=2, to=ANN, name="Ann North", **more):
    """Tickets for cash, by mail."""
    return desk.orders.place(
        lines=lines(quantity), payments=[{"means": "cash", "amount": 19 * quantity}],
        buyer={"name": name, "email": to, **more})


def registered(desk, quantity=2, **more):
    return desk.orders.register(lines=lines(quantity), buyer={"name": "Ann North", "email": ANN},
                                **more)


def notices(engine, **more):
    return [row for row in engine.host().deliveries.list(**more).deliveries if row.notice]


def text_of(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
