-- Where somebody is signed in, when that was last used (give or take, access/sessions.hpp), how long
-- it may lie unused, and how it ended: by which session, 0 for the engine itself. `device` is null
-- where the host program vouched and named none.
alter table sessions add column device text;
alter table sessions add column used bigint not null default 0;
alter table sessions add column idle_seconds bigint not null default 0;
alter table sessions add column ending bigint not null default 0;
alter table sessions add column ended_by bigint not null default 0;
update sessions set used = opened, ended_by = id;
create index sessions_live on sessions (subject) where ended is null;

-- One row for each invitation: of its token only a hash is kept. A user whom one brought in has no
-- credentials until it was accepted; the inviter of the first is who made the user.
create table invitations (
    id bigint not null primary key,
    item bigint not null references items (id),
    inviter bigint not null, -- 0: the host
    token text not null unique,
    made bigint not null,
    expires bigint not null,
    accepted bigint,
    withdrawn bigint,
    check (accepted is null or withdrawn is null)
);
create index invitations_item on invitations (item);
