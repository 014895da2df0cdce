-- By which plugin a session acts for another, and since when what a journal's entry tells did.
alter table sessions add column acts_by text not null default '';
alter table journal add column acts_since bigint not null default 0;
