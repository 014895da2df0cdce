-- For whom the session of a customer books, and what was said when that was set.
alter table sessions add column books_for bigint references customers (id);
alter table sessions add column errand text not null default '';

-- Where the one is written to as what they are to the other.
alter table customer_relations add column email text not null default '';
