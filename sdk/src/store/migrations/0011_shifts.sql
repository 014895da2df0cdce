-- What each means should have come to when the shift was closed, as it was shown to who counted.
alter table shift_takings add column expected bigint;

-- Payments that somebody else took than the seller: held for the seller, in the drawer of the
-- collector's shift; on the collector's own account where they had none. `shift` is the seller's.
create table collections (
    payment bigint not null primary key references payments (id),
    collector bigint not null, -- 0: the host
    drawer bigint references shifts (id),
    seller bigint not null,
    shift bigint references shifts (id),
    means bigint not null,
    amount bigint not null
);
create index collections_collector on collections (collector, seller);
create index collections_drawer on collections (drawer) where drawer is not null;
create index collections_shift on collections (shift) where shift is not null;

-- Money that moves without a sale, out of the drawer of `shift` or into it. What was held for a
-- seller may also come from the holder's account, without a shift. `received_by` is the shift of
-- the seller it was handed to, where they had one open.
create table movements (
    id bigint not null primary key,
    kind bigint not null,
    means bigint not null,
    amount bigint not null,
    at bigint not null,
    holder bigint not null, -- 0: the host
    shift bigint references shifts (id),
    held_for bigint,
    received_by bigint references shifts (id),
    note text not null
);
create index movements_holder on movements (holder) where held_for is not null;
create index movements_shift on movements (shift) where shift is not null;
create index movements_received on movements (received_by) where received_by is not null;

create table shift_comments (
    id bigint not null primary key,
    shift bigint not null references shifts (id),
    at bigint not null,
    author bigint not null, -- 0: the host
    said text not null
);
create index shift_comments_shift on shift_comments (shift);

-- Paper tickets that somebody may sell where there is no willcall: prefix, then `width` digits.
create table paper_ranges (
    id bigint not null primary key,
    holder bigint not null references items (id),
    prefix text not null,
    width bigint not null,
    first bigint not null,
    last bigint not null,
    next bigint not null, -- the first that is not used yet; last + 1: none is left
    assigned bigint not null,
    actor bigint not null -- who assigned it; 0: the host
);
create index paper_ranges_holder on paper_ranges (holder);
create index paper_ranges_number on paper_ranges (prefix, width, first);

-- The numbers that were used: sold as a ticket, or spoiled.
create table paper_tickets (
    range_id bigint not null references paper_ranges (id),
    serial bigint not null,
    ticket bigint unique references tickets (id),
    at bigint not null, -- when it was sold
    primary key (range_id, serial)
);
