-- Lists of what somebody sold, in the order of their pages, wherever it was; a sale writes one page
-- more for each seller. What one seller did at one channel is walked here, so the channel's orders
-- need not name theirs.
create index orders_seller on orders (seller, id);
drop index orders_channel;
create index orders_channel on orders (channel, id);
