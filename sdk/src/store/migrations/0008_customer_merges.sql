-- What one customer is to another.
create table customer_relations (
    id bigint not null primary key,
    customer bigint not null references customers (id),
    other bigint not null references customers (id),
    kind text not null,
    since bigint,
    until bigint
);
create index customer_relations_customer on customer_relations (customer);
create index customer_relations_other on customer_relations (other);

-- Two records made one, until it is undone.
create table customer_merges (
    id bigint not null primary key,
    kept bigint not null references customers (id),
    absorbed bigint not null references customers (id),
    at bigint not null,
    actor bigint not null,
    undone bigint
);
create index customer_merges_absorbed on customer_merges (absorbed);

-- The rows that named the absorbed one: `place` is that in the list of parties.
create table merge_parties (
    merge bigint not null references customer_merges (id),
    place bigint not null,
    row_id bigint not null,
    primary key (merge, place, row_id)
);
