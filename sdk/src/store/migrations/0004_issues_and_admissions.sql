-- A ticket that was issued anew: its older codes are dead.
create table reissues (
    ticket bigint not null references tickets (id),
    issue bigint not null,
    at bigint not null,
    primary key (ticket, issue)
);

-- Who was let in, and with which issue of the ticket.
create table admissions (
    ticket bigint not null primary key references tickets (id),
    issue bigint not null,
    at bigint not null
);

-- The few tickets that have dead codes (state 1: given back).
create index tickets_dead on tickets (id) where issue > 1 or state = 1;
