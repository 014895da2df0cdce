-- Of lines that are taxed: the rate as it was, and what of the line's total is tax.
create table line_taxes (
    order_id bigint not null references orders (id),
    line bigint not null,
    name text not null,
    rate bigint not null,   -- thousandths of a per cent
    on_top bigint not null, -- 1: came on top of the price
    amount bigint not null,
    primary key (order_id, line)
);

-- Cash that was handed over for a payment, where somebody said: the rest was change.
create table tendered (
    payment bigint not null primary key references payments (id),
    amount bigint not null
);

-- What was answered to the form that was asked of a ticket.
create table ticket_answers (
    ticket bigint not null references tickets (id),
    field text not null,
    answer text not null,
    primary key (ticket, field)
);
