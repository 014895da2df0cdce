-- The language a buyer reads documents in, a BCP 47 tag; empty: the organisation's.
alter table orders add column buyer_language text not null default '';
