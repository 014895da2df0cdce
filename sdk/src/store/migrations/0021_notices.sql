-- Whoever loses a ticket, a registration or an allocation is told: then what is delivered is of no
-- order and no shift, but says what was lost. Tickets of an order stand in delivery_tickets, with
-- the issue that died; what the baskets of a seller held of a contingent stands in released_lines.
create table notices (
    delivery bigint not null primary key references deliveries (id),
    reason bigint not null,
    at bigint not null,
    order_id bigint references orders (id),
    transaction_id bigint references transactions (id), -- whose money it tells of
    seller bigint, -- whose baskets
    whom text, -- null: whoever the order says, or the seller
    language text not null, -- empty: as the order says
    check ((order_id is null) <> (seller is null))
);
create index notices_order on notices (order_id) where order_id is not null;
create index notices_seller on notices (seller) where seller is not null;

-- What a basket held of a contingent until its release: places, and nobody's name.
create table released_lines (
    basket bigint not null references baskets (id),
    position bigint not null,
    released bigint not null,
    performance bigint not null references items (id),
    ticket_type bigint not null references items (id),
    quantity bigint not null,
    seat text not null, -- empty: it has none
    notice bigint references notices (delivery), -- null: nobody is told
    primary key (basket, position)
);
create index released_lines_notice on released_lines (notice) where notice is not null;

-- What is past its release is looked for once a second.
create index registrations_until on registrations (until) where state = 0;
