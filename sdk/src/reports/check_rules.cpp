// The rules that are one query each: stock, orders, money, parties.
#include "reports/check_faults.hpp"

namespace willcall::reports {

const std::vector<Rule> stock_rules = {
    {"quota.sold_differs", "quota `{key}`", "{found} sold, but the orders claim {expected}",
     "select q.id, q.key, q.sold as found, coalesce(c.units, 0) - coalesce(r.units, 0) as expected "
     "from quotas q left join (select quota, sum(units) as units from claims group by quota) c "
     "on c.quota = q.id left join (select quota, sum(units) as units from releases "
     "group by quota) r on r.quota = q.id "
     "where q.sold <> coalesce(c.units, 0) - coalesce(r.units, 0)"},
    {"quota.held_differs", "quota `{key}`", "{found} held, but the holds come to {expected}",
     "select q.id, q.key, q.held as found, coalesce(h.units, 0) as expected from quotas q "
     "left join (select quota, sum(units) as units from holds group by quota) h "
     "on h.quota = q.id where q.held <> coalesce(h.units, 0)"},
    {"quota.over_allowed", "quota `{key}`", "{found} sold and held, but {expected} are allowed",
     "select id, key, sold + held as found, allowed as expected from quotas "
     "where sold + held > allowed"},
    {"quota.allowed_too_low", "quota `{key}`", "{found} are allowed of a capacity of {expected}",
     "select id, key, allowed as found, capacity as expected from quotas where allowed < capacity"},
    {"quota.negative", "quota `{key}`", "sold or held is less than nothing: {found}",
     "select id, key, case when sold < held then sold else held end as found, 0 as expected "
     "from quotas where sold < 0 or held < 0"},
    {"claim.missing_performance", "line {key} of order {id}",
     "no claim on the performance's quota, which should be {expected}",
     "select l.order_id as id, l.line as key, 0 as found, l.quantity as expected "
     "from order_lines l join items i on i.id = l.performance "
     "left join quotas q on q.key = 'performance/' || i.key "
     "left join claims c on c.order_id = l.order_id and c.line = l.line and c.quota = q.id "
     "where c.units is null and not exists (select 1 from registrations r "
     "where r.order_id = l.order_id and r.state <> 1)"},
    {"claim.units_differ", "line {key} of order {id}",
     "claims {found} of the performance's quota, but has {expected} tickets",
     "select l.order_id as id, l.line as key, c.units as found, l.quantity as expected "
     "from order_lines l join items i on i.id = l.performance "
     "join quotas q on q.key = 'performance/' || i.key "
     "join claims c on c.order_id = l.order_id and c.line = l.line and c.quota = q.id "
     "where c.units <> l.quantity"},
    {"claim.orphan", "claim of line {key} of order {id}", "takes {found} for no line there is",
     "select c.order_id as id, c.line as key, c.units as found, 0 as expected from claims c "
     "left join order_lines l on l.order_id = c.order_id and l.line = c.line "
     "where l.order_id is null"},
    {"claim.negative", "claim of line {key} of order {id}", "takes {found}",
     "select order_id as id, line as key, units as found, 0 as expected from claims "
     "where units < 0"},
};

const std::vector<Rule> order_rules = {
    {"order.ticket_count", "order {id}", "says {found} tickets, but its lines have {expected}",
     "select o.id, '' as key, o.tickets as found, coalesce(l.quantity, 0) as expected "
     "from orders o left join (select order_id, sum(quantity) as quantity from order_lines "
     "where transaction_id is null group by order_id) l on l.order_id = o.id where o.tickets <> "
     "coalesce(l.quantity, 0)"},
    {"order.empty", "order {id}", "has no line",
     "select o.id, '' as key, 0 as found, 0 as expected from orders o "
     "where not exists (select 1 from order_lines l where l.order_id = o.id)"},
    {"order.number_unexpected", "order {id}", "has the number `{key}` without a location",
     "select id, number as key, serial as found, 0 as expected from orders "
     "where location is null and (number is not null or serial is not null)"},
    {"line.quantity_differs", "line {key} of order {id}", "{found} tickets, but it sold {expected}",
     "select l.order_id as id, l.line as key, coalesce(t.made, 0) as found, "
     "l.quantity as expected from order_lines l left join (select order_id, line, "
     "count(*) as made from tickets group by order_id, line) t "
     "on t.order_id = l.order_id and t.line = l.line where l.quantity <> coalesce(t.made, 0)"},
    {"line.not_positive", "line {key} of order {id}", "sold {found} tickets at {expected$}",
     "select order_id as id, line as key, quantity as found, price as expected "
     "from order_lines where quantity < 1 or price < 0"},
    {"effect.orphan", "effect on line {key} of order {id}", "there is no such line",
     "select e.order_id as id, e.line as key, e.units as found, 0 as expected "
     "from line_effects e left join order_lines l on l.order_id = e.order_id and l.line = e.line "
     "where l.order_id is null"},
    {"effect.units", "effect on line {key} of order {id}", "{found} tickets of {expected}",
     "select e.order_id as id, e.line as key, e.units as found, l.quantity as expected "
     "from line_effects e join order_lines l on l.order_id = e.order_id and l.line = e.line "
     "where e.units < 0 or e.units > l.quantity"},
    {"effect.together", "line {key} of order {id}", "its offers take {found} tickets of {expected}",
     "select e.order_id as id, e.line as key, e.units as found, l.quantity as expected "
     "from (select order_id, line, sum(units) as units from line_effects "
     "group by order_id, line) e join order_lines l on l.order_id = e.order_id "
     "and l.line = e.line where e.units > l.quantity"},
    {"effect.more_than_price", "effect on line {key} of order {id}",
     "takes {found$} off a price of {expected$}",
     "select e.order_id as id, e.line as key, e.amount as found, l.price as expected "
     "from line_effects e join order_lines l on l.order_id = e.order_id and l.line = e.line "
     "where e.amount < 0 or e.amount > l.price"},
    {"ticket.without_order", "ticket {id}", "there is no such order",
     "select t.id, '' as key, 0 as found, 0 as expected from tickets t "
     "left join orders o on o.id = t.order_id where o.id is null"},
    {"ticket.without_line", "ticket {id}", "its order has no line {found}",
     "select t.id, '' as key, t.line as found, 0 as expected from tickets t "
     "join orders o on o.id = t.order_id "
     "left join order_lines l on l.order_id = t.order_id and l.line = t.line "
     "where l.order_id is null"},
    {"ticket.line_differs", "ticket {id}", "of another performance or ticket type than its line",
     "select t.id, '' as key, t.performance as found, l.performance as expected from tickets t "
     "join order_lines l on l.order_id = t.order_id and l.line = t.line "
     "where t.performance <> l.performance or t.ticket_type <> l.ticket_type"},
    {"ticket.issue", "ticket {id}", "issue {found}, which no code can say",
     "select id, '' as key, issue as found, 0 as expected from tickets "
     "where issue < 1 or issue > 65535"},
    {"ticket.state", "ticket {id}", "state {found}, which is none",
     "select id, '' as key, state as found, 0 as expected from tickets "
     "where state < 0 or state > 3"},
    {"ticket.issue_unsaid", "ticket {id}", "issue {found}, but it was issued {expected} times",
     "select t.id, '' as key, t.issue as found, coalesce(r.made, 0) + 1 as expected "
     "from tickets t left join (select ticket, count(*) as made from reissues group by ticket) r "
     "on r.ticket = t.id where t.issue <> coalesce(r.made, 0) + 1"},
    {"ticket.used_unsaid", "ticket {id}", "used, but nobody admitted its bearer",
     "select t.id, '' as key, 2 as found, 0 as expected from tickets t where t.state = 2 "
     "and not exists (select 1 from admissions a where a.ticket = t.id)"},
    {"admission.unused", "ticket {id}", "its bearer was admitted, but its state is {found}",
     "select t.id, '' as key, t.state as found, 2 as expected from admissions a "
     "join tickets t on t.id = a.ticket where t.state <> 2 or t.issue <> a.issue"},
    {"ticket.no_key", "signing_keys", "there are tickets, but no key to sign their codes",
     "select 0 as id, '' as key, 0 as found, 1 as expected "
     "where not exists (select 1 from signing_keys) and exists (select 1 from tickets)"},
    {"delivery.missing", "order {id}", "`{key}` was promised, but nothing is in the outbox",
     "select o.id, o.delivery_method as key, 0 as found, 1 as expected from orders o "
     "where o.delivery_method <> '' "
     "and not exists (select 1 from registrations r where r.order_id = o.id and r.state <> 1) "
     "and not exists (select 1 from deliveries d where d.order_id = o.id)"},
    {"delivery.twice", "order {id}", "{found} deliveries that were not cancelled",
     "select d.order_id as id, '' as key, d.made as found, 1 + coalesce(t.changes, 0) "
     "+ coalesce(r.reissues, 0) as expected "
     "from (select order_id, count(*) as made from deliveries "
     "where state <> 5 and order_id is not null "
     "group by order_id) d left join (select order_id, count(*) as changes from transactions "
     "where kind in (3, 4) group by order_id) t on t.order_id = d.order_id "
     "left join (select t.order_id, count(*) as reissues from reissues r "
     "join tickets t on t.id = r.ticket group by t.order_id) r on r.order_id = d.order_id "
     "where d.made > 1 + coalesce(t.changes, 0) + coalesce(r.reissues, 0)"},
    {"delivery.unexpected", "delivery {id}", "nothing was promised, or by another method: `{key}`",
     "select d.id, o.delivery_method as key, 0 as found, 0 as expected from deliveries d "
     "join orders o on o.id = d.order_id where o.delivery_method <> d.method"},
    {"delivery.without_order", "delivery {id}",
     "is of {found} of these, not of one: an order there is, a shift, a loss",
     "select id, '' as key, found, 1 as expected from "
     "(select d.id, (case when o.id is null then 0 else 1 end) "
     "+ (case when c.shift is null then 0 else 1 end) "
     "+ (case when n.delivery is null then 0 else 1 end) as found "
     "from deliveries d left join orders o on o.id = d.order_id "
     "left join closings c on c.delivery = d.id left join notices n on n.delivery = d.id) d "
     "where found <> 1"},
    {"delivery.tickets_differ", "delivery {id}", "{found} tickets, but its order has {expected}",
     "select d.id, '' as key, d.tickets as found, o.tickets as expected from deliveries d "
     "join orders o on o.id = d.order_id where d.tickets <> o.tickets "
     "and not exists (select 1 from transactions t where t.order_id = o.id) "
     "and not exists (select 1 from delivery_tickets l where l.delivery = d.id) "
     "and not exists (select 1 from transfers x join tickets k on k.id = x.ticket "
     "where k.order_id = o.id)"},
    {"transfer.not_issued", "ticket {id}", "was given away as issue {found}, which it never had",
     "select x.ticket as id, '' as key, x.issue as found, 0 as expected from transfers x "
     "where not exists (select 1 from reissues r where r.ticket = x.ticket "
     "and r.issue = x.issue)"},
    {"delivery.state", "delivery {id}", "state {found} does not go with when it was delivered",
     "select id, '' as key, state as found, delivered as expected from deliveries "
     "where state < 0 or state > 5 or (state = 3 and delivered is null) "
     "or (state <> 3 and delivered is not null)"},
};

}  // namespace willcall::reports
