-- What somebody means to buy. Its places are in `holds`, its seats in `seats`, until it is ordered
-- (1), dropped (2) or expires (3): then all that is left of it is this row, without a name.
create table baskets (
    id bigint not null primary key,
    seller bigint not null, -- whose it is, in any session of theirs; 0: the host
    actor bigint not null,  -- who opened it
    state bigint not null,
    version bigint not null, -- grows with every change
    opened bigint not null,
    until bigint, -- may be released from then on; nothing: never
    owner bigint references customers (id),
    facilitator bigint references customers (id),
    said text not null, -- buyer and promotion codes, in JSON; empty: it has ended
    order_id bigint references orders (id)
);
create index baskets_seller on baskets (seller, id) where state = 0;
create index baskets_until on baskets (until) where state = 0;

create table basket_lines (
    basket bigint not null references baskets (id),
    line bigint not null,
    performance bigint not null references items (id),
    quantity bigint not null,
    content text not null, -- as it was asked for, with the seats that are held, in JSON
    primary key (basket, line)
);

-- A seat that is not free is a ticket's, or held for a basket.
create table taken_seats (
    performance bigint not null references items (id),
    seat text not null,
    ticket bigint references tickets (id),
    basket bigint references baskets (id),
    primary key (performance, seat),
    check ((ticket is null) <> (basket is null))
);
insert into taken_seats select performance, seat, ticket, null from seats;
drop table seats;
alter table taken_seats rename to seats;
create index seats_basket on seats (basket) where basket is not null;
