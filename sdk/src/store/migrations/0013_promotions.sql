-- Why an offer applied, as the order shows it.
alter table line_effects add column reason text not null default '';

-- What who sold a ticket keeps of it; all of its commissions together are less than its price.
create table commissions (
    ticket bigint not null references tickets (id),
    position bigint not null,
    name text not null,
    amount bigint not null,
    primary key (ticket, position)
);

-- Two offers of one line may take of one quota, as those of a limit group do: each gives back what
-- its own tickets took.
create table claims_of_offers (
    order_id bigint not null references orders (id),
    line bigint not null,
    quota bigint not null references quotas (id),
    units bigint not null,
    offer text not null,
    primary key (order_id, line, quota, offer)
);
insert into claims_of_offers select order_id, line, quota, units, offer from claims;
drop table claims;
alter table claims_of_offers rename to claims;

create table holds_of_offers (
    holder bigint not null,
    line bigint not null,
    quota bigint not null references quotas (id),
    units bigint not null,
    until bigint,
    offer text not null,
    primary key (holder, line, quota, offer)
);
insert into holds_of_offers select holder, line, quota, units, until, offer from holds;
drop table holds;
alter table holds_of_offers rename to holds;
create index holds_until on holds (quota, until) where until is not null;

create table releases_of_offers (
    transaction_id bigint not null references transactions (id),
    order_id bigint not null,
    line bigint not null,
    quota bigint not null references quotas (id),
    units bigint not null,
    offer text not null,
    primary key (transaction_id, line, quota, offer)
);
insert into releases_of_offers select r.transaction_id, r.order_id, r.line, r.quota, r.units, c.offer
    from releases r join claims c
    on c.order_id = r.order_id and c.line = r.line and c.quota = r.quota;
drop table releases;
alter table releases_of_offers rename to releases;
