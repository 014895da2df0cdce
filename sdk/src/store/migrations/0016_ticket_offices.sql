-- What is spent of a quota does not come back; through which channel a session sells in place of
-- its user's own.
alter table quotas add column spent bigint not null default 0;
alter table sessions add column channel bigint references items (id);

-- What is delivered is of an order, or of a shift: then it is that one's closing balance.
alter table deliveries rename to deliveries_of_orders;
drop index deliveries_order;
drop index deliveries_due;
create table deliveries (
    id bigint not null primary key,
    order_id bigint references orders (id),
    method text not null,
    carrier text not null,
    recipient text not null,
    state bigint not null,
    tickets bigint not null,
    attempts bigint not null,
    queued bigint not null,
    next_try bigint not null,
    lease_until bigint not null,
    lease_writer bigint not null,
    delivered bigint,
    detail text not null
);
insert into deliveries select * from deliveries_of_orders;
drop table deliveries_of_orders;
create index deliveries_order on deliveries (order_id);
create index deliveries_due on deliveries (next_try) where state < 3;

create table closings (
    delivery bigint not null primary key references deliveries (id),
    shift bigint not null references shifts (id)
);

-- Lists of what a channel sold, and of what one of its sellers did, in the order of their pages; the
-- channel's newest orders lie together, so a sale writes one page more for each channel.
create index orders_channel on orders (channel, id, seller);
