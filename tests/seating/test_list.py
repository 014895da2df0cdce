"""The seats of a performance as a table: whom it names to whom."""

PASSWORD = "kept in a drawer"


def line(seat, **more):
    return [{"performance": "friday", "ticket_type": "general", "seats": [seat], **more}]


def test_a_supervisor_is_told_the_names_of_the_own_subtree(house, seated, record_property):
    supervisor = {"role": "supervisor", "channel": "books"}
    engine = house(**seated("aaaaaa"), users=[
        {"login": f"{name}@example.org", "name": name, **supervisor} for name in ("top", "eve")])
    top, eve = engine.vouch("top@example.org"), engine.vouch("eve@example.org")
    invitation = top.users.invite(login="ann@example.org", role="cashier")
    engine.host().users.accept_invitation(token=invitation.token, password=PASSWORD)
    ann = engine.session(login="ann@example.org", password=PASSWORD)
    tickets = {}
    for number, (name, desk) in enumerate((("top", top), ("ann", ann), ("eve", eve)), 1):
        order = desk.orders.place(lines=line(f"1-{number}", holders=[f"guest of {name}"]))
        tickets[name] = order.tickets[0].id
        desk.baskets.open(lines=line(f"1-{number + 3}"), buyer={"name": f"friend of {name}"})

    def expected(*named):
        sellers = ("top", "ann", "eve")
        return [*(("distributed", f"guest of {name}", tickets[name]) if name in named
                  else ("distributed", "", None) for name in sellers),
                *(("allocated", f"friend of {name}" if name in named else "", None)
                  for name in sellers)]

    for desk, named in ((top, ("top", "ann")), (eve, ("eve",)),
                        (engine.host(), ("top", "ann", "eve"))):
        shown = desk.seats.list(performance="friday").seats
        assert [(seat.use, seat.name, seat.ticket) for seat in shown] == expected(*named)
    assert {row.seller for row in top.orders.list()} == {"top@example.org", "ann@example.org"}
    record_property("requirement", "PAY-10")
