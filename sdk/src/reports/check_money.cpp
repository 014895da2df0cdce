// The rules that are one query each: money and shifts, and who and what rows speak of.
#include "reports/check_faults.hpp"

namespace willcall::reports {

const std::vector<Rule> money_rules = {
    {"order.total_differs", "order {id}", "{found$}, but its lines come to {expected$}",
     "select o.id, '' as key, o.total as found, coalesce(l.total, 0) as expected "
     "from orders o left join (select order_id, sum(total) as total from order_lines "
     "where transaction_id is null group by order_id) l on l.order_id = o.id where o.total <> "
     "coalesce(l.total, 0)"},
    {"order.settlement_differs", "order {id}",
     "paid and to settle come to {found$}, but the total is {expected$}",
     "select id, '' as key, paid + to_settle as found, total as expected from orders "
     "where paid + to_settle <> total "
     "and not exists (select 1 from registrations r where r.order_id = orders.id)"},
    {"line.total_differs", "line {key} of order {id}",
     "{found$}, but price, quantity, offers and taxes come to {expected$}",
     "select l.order_id as id, l.line as key, l.total as found, "
     "l.quantity * l.price - coalesce(e.amount, 0) + coalesce(x.amount, 0) as expected "
     "from order_lines l "
     "left join (select order_id, line, sum(units * amount) as amount from line_effects "
     "group by order_id, line) e on e.order_id = l.order_id and e.line = l.line "
     "left join line_taxes x on x.order_id = l.order_id and x.line = l.line and x.on_top = 1 "
     "where l.total <> l.quantity * l.price - coalesce(e.amount, 0) + coalesce(x.amount, 0)"},
    {"tax.orphan", "line {key} of order {id}", "{found$} of tax, but there is no such line",
     "select x.order_id as id, x.line as key, x.amount as found, 0 as expected from line_taxes x "
     "left join order_lines l on l.order_id = x.order_id and l.line = x.line "
     "where l.order_id is null"},
    {"tax.line_differs", "line {key} of order {id}",
     "{found$} of tax, but its tickets have {expected$}",
     "select t.order_id as id, t.line as key, coalesce(x.amount, 0) as found, t.tax as expected "
     "from (select order_id, line, sum(tax) as tax from tickets group by order_id, line) t "
     "left join line_taxes x on x.order_id = t.order_id and x.line = t.line "
     "where coalesce(x.amount, 0) <> t.tax"},
    // Half up, of the price that includes the tax or that it came on top of.
    {"tax.rounding", "ticket {id}", "{found$} of tax, but its price has {expected$}",
     "select id, '' as key, tax as found, due as expected from (select k.id, k.tax, "
     "case when x.on_top = 1 then (2 * (k.price - k.tax) * x.rate + 100000) / 200000 "
     "else (2 * k.price * x.rate + 100000 + x.rate) / (2 * (100000 + x.rate)) end as due "
     "from tickets k join line_taxes x on x.order_id = k.order_id and x.line = k.line) k "
     "where tax <> due"},
    {"commission.not_below", "ticket {id}", "{found$} are kept of a price of {expected$}",
     "select k.id, '' as key, c.amount as found, k.price as expected from tickets k "
     "join (select ticket, sum(amount) as amount, min(amount) as least from commissions "
     "group by ticket) c on c.ticket = k.id "
     "where c.least < 0 or (c.amount > 0 and c.amount >= k.price)"},
    {"line.price", "line {key} of order {id}",
     "its tickets come to {found$}, but the line is {expected$}",
     "select l.order_id as id, l.line as key, coalesce(t.price, 0) as found, "
     "l.total as expected from order_lines l left join (select order_id, line, "
     "sum(price) as price from tickets group by order_id, line) t "
     "on t.order_id = l.order_id and t.line = l.line where l.total <> coalesce(t.price, 0)"},
    {"payment.sum_differs", "order {id}", "says {found$} paid, but its payments are {expected$}",
     "select o.id, '' as key, o.paid as found, coalesce(p.amount, 0) as expected "
     "from orders o left join (select order_id, sum(amount) as amount from payments "
     "where transaction_id is null group by order_id) p on p.order_id = o.id where o.paid <> "
     "coalesce(p.amount, 0)"},
    {"payment.tendered", "payment {id}", "{found$} were handed over for {expected$}",
     "select t.payment as id, '' as key, t.amount as found, coalesce(p.amount, 0) as expected "
     "from tendered t left join payments p on p.id = t.payment "
     "where p.id is null or p.means <> 0 or p.amount <= 0 or t.amount < p.amount"},
    {"payment.without_order", "payment {id}", "{found$}, but there is no such order",
     "select p.id, '' as key, p.amount as found, 0 as expected from payments p "
     "left join orders o on o.id = p.order_id where o.id is null"},
    {"payment.without_shift", "payment {id}", "{found$} in no shift, but its order stands on one",
     "select p.id, '' as key, p.amount as found, 0 as expected from payments p "
     "join orders o on o.id = p.order_id where p.shift is null and o.shift is not null "
     "and p.transaction_id is null"},
    {"payment.other_shift", "payment {id}", "{found$} in a shift that is not its order's",
     "select p.id, '' as key, p.amount as found, 0 as expected from payments p "
     "join orders o on o.id = p.order_id where p.shift is not null "
     "and p.transaction_id is null and (o.shift is null or o.shift <> p.shift)"},
    {"order.shift_differs", "order {id}", "of another seller or location than its shift",
     "select o.id, '' as key, o.shift as found, s.id as expected from orders o "
     "join shifts s on s.id = o.shift where o.seller <> s.seller "
     "or o.location is null or o.location <> s.location"},
    {"shift.takings_differ", "shift {id}, means {key}", "{found$}, but was paid {expected$}",
     "select p.shift as id, p.means as key, t.amount as found, p.amount as expected "
     "from (select shift, means, count(*) as payments, sum(amount) as amount from payments "
     "where shift is not null group by shift, means) p "
     "left join shift_takings t on t.shift = p.shift and t.means = p.means "
     "where t.shift is null or t.payments <> p.payments or t.amount <> p.amount "
     "union all "
     "select t.shift as id, t.means as key, t.amount as found, 0 as expected "
     "from shift_takings t where (t.payments <> 0 or t.amount <> 0) and not exists "
     "(select 1 from payments p where p.shift = t.shift and p.means = t.means)"},
    // Clocks of two machines may differ by a little.
    {"shift.closed_changed", "shift {id}", "closed, but {found$} were taken later",
     "select s.id, '' as key, sum(p.amount) as found, 0 as expected from payments p "
     "join shifts s on s.id = p.shift where p.taken > s.closed + 60000000 group by s.id"},
    {"shift.two_open", "user {id}", "{found} open shifts",
     "select seller as id, '' as key, count(*) as found, 1 as expected from shifts "
     "where closed is null group by seller having count(*) > 1"},
};

const std::vector<Rule> party_rules = {
    {"item.parent_unknown", "item {id} `{key}`", "belongs to nothing in the store",
     "select i.id, i.key, i.parent as found, 0 as expected from items i "
     "left join items p on p.id = i.parent where i.parent <> 0 and p.id is null"},
    {"order.unknown_seller", "order {id}", "neither a user nor a customer sold it",
     "select o.id, '' as key, o.seller as found, 0 as expected from orders o "
     "where o.seller <> 0 and not exists (select 1 from items i where i.id = o.seller) "
     "and not exists (select 1 from customers c where c.id = o.seller)"},
    {"session.unknown_user", "session {id}", "of, or for, a user who does not exist",
     "select s.id, '' as key, s.subject as found, 0 as expected from sessions s where "
     "(s.kind = 1 and not exists (select 1 from items i where i.id = s.subject "
     "and i.kind = 'user')) or (s.acts_for is not null and not exists "
     "(select 1 from items i where i.id = s.acts_for and i.kind = 'user'))"},
    {"session.unknown_customer", "session {id}", "of a customer who does not exist",
     "select s.id, '' as key, s.subject as found, 0 as expected from sessions s "
     "where s.kind = 2 and not exists (select 1 from customers c where c.id = s.subject)"},
    {"idempotency.order_unknown", "key `{key}`", "remembers an order that does not exist",
     "select i.order_id as id, i.key, 0 as found, 0 as expected from idempotency i "
     "left join orders o on o.id = i.order_id where i.order_id is not null and o.id is null"},
    {"idempotency.without_answer", "key `{key}`", "remembers neither an order nor an answer",
     "select actor as id, key, 0 as found, 0 as expected from idempotency "
     "where order_id is null and answer is null"},
};

}  // namespace willcall::reports
