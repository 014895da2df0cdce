-- A customer is a person (0) or an organisation (1); the record is active (0), merged into another
-- (1) or erased (2). `alike`, `postcode_key` and `address_key` are what likely duplicates share.
alter table customers add column kind bigint not null default 0;
alter table customers add column state bigint not null default 0;
alter table customers add column title text not null default '';
alter table customers add column first_name text not null default '';
alter table customers add column last_name text not null default '';
alter table customers add column phone text not null default '';
alter table customers add column mobile text not null default '';
alter table customers add column address text not null default '';
alter table customers add column town text not null default '';
alter table customers add column country text not null default '';
alter table customers add column date_of_birth text not null default '';
alter table customers add column language text not null default '';
alter table customers add column number text not null default '';
alter table customers add column online bigint not null default 0;
alter table customers add column introduced_by bigint;
alter table customers add column merged_into bigint;
alter table customers add column creator bigint not null default 0;
alter table customers add column channel bigint not null default 0;
alter table customers add column changed bigint not null default 0;
alter table customers add column alike text not null default '';
alter table customers add column postcode_key text not null default '';
alter table customers add column address_key text not null default '';
update customers set changed = created;
update customers set online = 1 where password is not null;
create unique index customers_number on customers (number) where number <> '';
create index customers_alike on customers (alike) where alike <> '';
create index customers_introduced on customers (introduced_by) where introduced_by is not null;

create table customer_tags (
    customer bigint not null references customers (id),
    tag text not null,
    primary key (customer, tag)
);
create index customer_tags_tag on customer_tags (tag);

-- What somebody has agreed to (given = 1), or has taken back.
create table customer_consents (
    customer bigint not null references customers (id),
    purpose text not null,
    given bigint not null,
    primary key (customer, purpose)
);

-- What records are searched by: folded words of names (0), digits of telephones, last first (1).
create table customer_keys (
    kind bigint not null,
    key text not null,
    customer bigint not null references customers (id),
    primary key (kind, key, customer)
);
create index customer_keys_customer on customer_keys (customer);

-- One row for each field that was changed, by whom, and in which merge (0: in none).
create table customer_changes (
    id bigint not null primary key,
    customer bigint not null references customers (id),
    at bigint not null,
    actor bigint not null,
    merge bigint not null,
    field text not null,
    before text not null,
    after text not null
);
create index customer_changes_customer on customer_changes (customer);
create index customer_changes_merge on customer_changes (merge) where merge <> 0;

create index orders_owner on orders (owner) where owner is not null;
create index orders_facilitator on orders (facilitator) where facilitator is not null;
