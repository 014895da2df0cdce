-- Seating plans as they came, in JSON, by their digest: a plan that changes is another plan.
create table seating_plans (
    digest text not null primary key,
    content text not null
);

-- Every seat of a performance that a live ticket has: sold, or held where the ticket is. A free one
-- has no row, and a blocked one is in the catalogue. `seat` is its guid in the plan.
create table seats (
    performance bigint not null references items (id),
    seat text not null,
    ticket bigint not null references tickets (id),
    primary key (performance, seat)
);

-- Which state of its seats a performance is in: made anew with every change of them, so that what
-- an engine keeps in memory stays good while it is the same.
create table halls (
    performance bigint not null primary key references items (id),
    version bigint not null
);

-- The seat of a ticket by its guid; empty: none. A dead ticket keeps it, its row in `seats` goes.
alter table tickets add column seat text not null default '';
