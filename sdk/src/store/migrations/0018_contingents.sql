-- What a basket holds of a contingent is released with it, whatever else the basket holds.
alter table basket_lines add column until bigint;
create index basket_lines_until on basket_lines (until) where until is not null;
alter table seats add column until bigint;

-- A ticket that was given to somebody else after it was handed out, always with a new issue: who
-- held it before, and in which language its holder reads.
create table transfers (
    ticket bigint not null references tickets (id),
    issue bigint not null, -- the one since then
    at bigint not null,
    actor bigint not null, -- 0: the host
    seller bigint not null,
    before text not null, -- the holder until then
    language text not null, -- of the new one; empty: the organisation's
    primary key (ticket, issue)
);

-- Which tickets a delivery is about, where they are not all of its order's.
create table delivery_tickets (
    delivery bigint not null references deliveries (id),
    ticket bigint not null references tickets (id),
    issue bigint not null, -- a later one is not for it
    primary key (delivery, ticket)
);
create index delivery_tickets_ticket on delivery_tickets (ticket);
