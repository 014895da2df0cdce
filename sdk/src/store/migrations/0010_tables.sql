-- For sums over a span of time, which are read from here alone. Orders are placed in the order of
-- time, so a new row comes to the end of it.
create index orders_placed on orders (placed, channel, seller, tickets, total, to_settle);
