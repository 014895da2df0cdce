-- Integers are BIGINT (SOCI reads a declared INTEGER as 32 bits), money is minor units, times are
-- microseconds since 1970 in UTC, ids are time-ordered, hashes are hexadecimal.

create table epochs (
    name text not null primary key,
    value bigint not null
);

create table writers (
    writer bigint not null primary key,
    opened bigint not null,
    closed bigint
);

-- The plugins this store lives with: an engine without one of them must not sell.
create table plugins (
    name text not null primary key,
    version text not null,
    since bigint not null
);

-- The catalogue: one row for each thing of the season, its content as JSON. `filed` is what the
-- season file said last, so that what an operation changed since is known.
create table items (
    id bigint not null primary key,
    kind text not null,
    parent bigint not null,
    key text not null,
    content text not null,
    filed text not null,
    unique (kind, parent, key)
);

create table credentials (
    item bigint not null primary key references items (id),
    password text not null,
    changed bigint not null
);

create table sign_ins (
    login text not null primary key,
    failures bigint not null,
    last bigint not null
);

create table customers (
    id bigint not null primary key,
    name text not null,
    email text unique,
    postcode text not null,
    password text,
    created bigint not null,
    version bigint not null
);

create table sessions (
    id bigint not null primary key,
    token text not null unique,
    kind bigint not null,
    subject bigint not null,
    acts_for bigint,
    acts_since bigint,
    opened bigint not null,
    ended bigint,
    version bigint not null
);

-- Everything scarce. `allowed` is the larger of capacity and what was sold and held when the
-- capacity was last lowered: nothing can oversell, and lowering is shown as overcommitted.
create table quotas (
    id bigint not null primary key,
    key text not null unique,
    capacity bigint not null,
    allowed bigint not null,
    sold bigint not null,
    held bigint not null,
    check (sold >= 0 and held >= 0 and sold + held <= allowed and allowed >= capacity)
);

create table series (
    location bigint not null primary key references items (id),
    last bigint not null
);

create table shifts (
    id bigint not null primary key,
    seller bigint not null references items (id),
    location bigint not null references items (id),
    opened bigint not null,
    closed bigint,
    opening_float bigint not null,
    version bigint not null
);
create unique index shifts_open on shifts (seller) where closed is null;

-- What a shift took, per means of payment; `counted` is what was found when it was closed.
create table shift_takings (
    shift bigint not null references shifts (id),
    means bigint not null,
    payments bigint not null,
    amount bigint not null,
    counted bigint,
    primary key (shift, means)
);

create table orders (
    id bigint not null primary key,
    number text unique,
    serial bigint,
    placed bigint not null,
    session bigint not null,
    actor bigint not null,
    seller bigint not null,
    channel bigint not null references items (id),
    location bigint references items (id),
    shift bigint references shifts (id),
    facilitator bigint references customers (id),
    owner bigint references customers (id),
    buyer_name text not null,
    buyer_email text not null,
    buyer_postcode text not null,
    reference text not null,
    tickets bigint not null,
    total bigint not null,
    paid bigint not null,
    to_settle bigint not null,
    delivery_method text not null,
    delivery_to text not null
);

-- `transaction_id` of lines and payments: the change they came with; null: the sale itself.
create table order_lines (
    order_id bigint not null references orders (id),
    line bigint not null,
    performance bigint not null references items (id),
    ticket_type bigint not null references items (id),
    quantity bigint not null,
    price bigint not null,
    total bigint not null,
    transaction_id bigint,
    primary key (order_id, line)
);

create table line_effects (
    order_id bigint not null references orders (id),
    line bigint not null,
    position bigint not null,
    offer text not null,
    units bigint not null,
    amount bigint not null,
    primary key (order_id, line, position)
);

-- What each order took of each quota: every quota is recounted from here. Where `offer` is named,
-- only the tickets that got the offer took of it.
create table claims (
    order_id bigint not null references orders (id),
    line bigint not null,
    quota bigint not null references quotas (id),
    units bigint not null,
    offer text not null,
    primary key (order_id, line, quota)
);

create table tickets (
    id bigint not null primary key,
    order_id bigint not null references orders (id),
    line bigint not null,
    performance bigint not null references items (id),
    ticket_type bigint not null references items (id),
    price bigint not null,
    holder text not null,
    issue bigint not null,
    state bigint not null,
    tax bigint not null
);
create index tickets_order on tickets (order_id);

create table payments (
    id bigint not null primary key,
    order_id bigint not null references orders (id),
    shift bigint references shifts (id),
    collector bigint not null,
    means bigint not null,
    amount bigint not null,
    taken bigint not null,
    transaction_id bigint
);
create index payments_order on payments (order_id);

-- One row for each write that carried a key: `answer` for exclusive turns, `order_id` for sales.
create table idempotency (
    key text not null,
    actor bigint not null,
    operation text not null,
    request text not null,
    order_id bigint,
    answer text,
    at bigint not null,
    primary key (key, actor, operation)
);

create table deliveries (
    id bigint not null primary key,
    order_id bigint not null references orders (id),
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
create index deliveries_order on deliveries (order_id);
create index deliveries_due on deliveries (next_try) where state < 3;

-- One hash chain for each writer: ids, amounts and salted hashes only, never names or texts.
create table journal (
    writer bigint not null,
    sequence bigint not null,
    id bigint not null,
    at bigint not null,
    session bigint not null,
    actor bigint not null,
    seller bigint not null,
    operation text not null,
    subject bigint not null,
    amount bigint not null,
    content text not null,
    salt text not null,
    hash text not null,
    primary key (writer, sequence)
);

-- Keys that ticket codes are signed with; the newest signs.
create table signing_keys (
    id bigint not null primary key,
    public_key text not null,
    secret_key text not null,
    created bigint not null
);
