-- What happened to an order after it was placed. The order itself, its first lines and payments
-- are never rewritten: a change is a transaction of its own, with a number, payments and lines of
-- its own.
create table transactions (
    id bigint not null primary key,
    order_id bigint not null references orders (id),
    position bigint not null, -- among those of its order, from 0
    kind bigint not null,
    number text unique,
    serial bigint,
    at bigint not null,
    session bigint not null,
    actor bigint not null,
    seller bigint not null,
    channel bigint not null references items (id),
    location bigint references items (id),
    shift bigint references shifts (id),
    sold bigint not null,      -- value of the tickets it made
    ended bigint not null,     -- value of the tickets it ended
    fee bigint not null,       -- kept back of it
    paid bigint not null,      -- money taken; paid out where negative
    to_settle bigint not null, -- change of what is settled later
    note text not null,
    unique (order_id, position)
);

-- The tickets a transaction ended.
create table ended_tickets (
    ticket bigint not null primary key references tickets (id),
    transaction_id bigint not null references transactions (id)
);
create index ended_tickets_transaction on ended_tickets (transaction_id);

-- What a transaction gave back of what its order had claimed.
create table releases (
    transaction_id bigint not null references transactions (id),
    order_id bigint not null,
    line bigint not null,
    quota bigint not null references quotas (id),
    units bigint not null,
    primary key (transaction_id, line, quota)
);

-- What is kept for somebody who has not paid: every quota's `held` is recounted from here.
create table holds (
    holder bigint not null,
    line bigint not null,
    quota bigint not null references quotas (id),
    units bigint not null,
    until bigint,
    offer text not null,
    primary key (holder, line, quota)
);
create index holds_until on holds (quota, until) where until is not null;

-- Orders that were placed without being paid.
create table registrations (
    order_id bigint not null primary key references orders (id),
    state bigint not null,
    until bigint,
    transaction_id bigint references transactions (id)
);
