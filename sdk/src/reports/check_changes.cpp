// The rules that are one query each: what happened to orders after they were placed.
#include "reports/check_faults.hpp"

namespace willcall::reports {

const std::vector<Rule> change_rules = {
    {"transaction.balance", "transaction {id}",
     "moved {found$}, but sold, given back and kept come to {expected$}",
     "select id, '' as key, paid + to_settle as found, sold - ended + fee as expected "
     "from transactions where paid + to_settle <> sold - ended + fee"},
    {"transaction.paid_differs", "transaction {id}",
     "says {found$} paid, but its payments are {expected$}",
     "select t.id, '' as key, t.paid as found, coalesce(p.amount, 0) as expected "
     "from transactions t left join (select transaction_id, sum(amount) as amount from payments "
     "group by transaction_id) p on p.transaction_id = t.id where t.paid <> coalesce(p.amount, 0)"},
    {"transaction.ended_differs", "transaction {id}",
     "says {found$} given back, but its tickets were {expected$}",
     "select t.id, '' as key, t.ended as found, coalesce(e.value, 0) as expected "
     "from transactions t left join (select e.transaction_id, sum(k.price) as value "
     "from ended_tickets e join tickets k on k.id = e.ticket group by e.transaction_id) e "
     "on e.transaction_id = t.id where t.kind in (3, 4) and t.ended <> coalesce(e.value, 0)"},
    {"transaction.sold_differs", "transaction {id}",
     "says {found$} sold, but its lines are {expected$}",
     "select t.id, '' as key, t.sold as found, coalesce(l.total, 0) as expected "
     "from transactions t left join (select transaction_id, sum(total) as total from order_lines "
     "group by transaction_id) l on l.transaction_id = t.id "
     "where t.kind <> 0 and t.sold <> coalesce(l.total, 0) union all "
     "select t.id, '' as key, t.sold as found, o.total as expected from transactions t "
     "join orders o on o.id = t.order_id where t.kind = 0 and t.sold <> o.total"},
    {"transaction.position", "transaction {id}", "place {found}, but its order has {expected}",
     "select t.id, '' as key, t.position as found, c.changes as expected from transactions t "
     "join (select order_id, count(*) as changes from transactions group by order_id) c "
     "on c.order_id = t.order_id where t.position < 0 or t.position >= c.changes"},
    {"transaction.kind", "transaction {id}", "kind {found}, which is none",
     "select id, '' as key, kind as found, 0 as expected from transactions "
     "where kind < 0 or kind > 4"},
    {"transaction.number_unexpected", "transaction {id}", "has the number `{key}`",
     "select id, number as key, serial as found, 0 as expected from transactions "
     "where (location is null or kind in (1, 2)) and (number is not null or serial is not null)"},
    {"transaction.shift_differs", "transaction {id}",
     "of another seller or location than its shift",
     "select t.id, '' as key, t.shift as found, s.id as expected from transactions t "
     "join shifts s on s.id = t.shift where t.seller <> s.seller "
     "or t.location is null or t.location <> s.location"},
    {"transaction.payment_elsewhere", "payment {id}", "in another shift or order than its change",
     "select p.id, '' as key, p.shift as found, t.shift as expected from payments p "
     "join transactions t on t.id = p.transaction_id where p.order_id <> t.order_id "
     "or coalesce(p.shift, 0) <> coalesce(t.shift, 0)"},
    {"order.paid_out_too_much", "order {id}", "{found$} were paid out of {expected$}",
     "select o.id, '' as key, -t.paid as found, o.paid as expected from orders o "
     "join (select order_id, sum(paid) as paid from transactions group by order_id) t "
     "on t.order_id = o.id where o.paid + t.paid < 0"},
    {"ticket.dead_unexplained", "ticket {id}", "is dead, but nothing ended it",
     "select t.id, '' as key, 0 as found, 0 as expected from tickets t where t.state = 1 "
     "and not exists (select 1 from ended_tickets e where e.ticket = t.id)"},
    {"ticket.not_dead", "ticket {id}", "was ended, but its state is {found}",
     "select t.id, '' as key, t.state as found, 1 as expected from tickets t "
     "join ended_tickets e on e.ticket = t.id where t.state <> 1"},
    {"ticket.ended_elsewhere", "ticket {id}", "was ended by a change of another order",
     "select k.id, '' as key, t.order_id as found, k.order_id as expected from ended_tickets e "
     "join tickets k on k.id = e.ticket join transactions t on t.id = e.transaction_id "
     "where k.order_id <> t.order_id"},
    {"ticket.held_unexplained", "ticket {id}", "is held, but its order is no open registration",
     "select t.id, '' as key, t.state as found, 0 as expected from tickets t where t.state = 3 "
     "and not exists (select 1 from registrations r where r.order_id = t.order_id "
     "and r.state = 0)"},
    {"release.too_much", "line {key} of order {id}", "gave back {found} of {expected}",
     "select r.order_id as id, r.line as key, r.units as found, coalesce(c.units, 0) as expected "
     "from (select order_id, line, quota, offer, sum(units) as units from releases "
     "group by order_id, line, quota, offer) r left join claims c on c.order_id = r.order_id "
     "and c.line = r.line and c.quota = r.quota and c.offer = r.offer "
     "where c.units is null or r.units > c.units or r.units < 0"},
    // What the dead tickets of a line took of its performance's quota is back, and no more.
    {"release.performance", "line {key} of order {id}",
     "gave back {found} places, but {expected} tickets are dead",
     "select l.order_id as id, l.line as key, coalesce(r.units, 0) as found, d.dead as expected "
     "from order_lines l join items i on i.id = l.performance "
     "join quotas q on q.key = 'performance/' || i.key "
     "join (select t.order_id, t.line, count(*) as dead from ended_tickets e "
     "join tickets t on t.id = e.ticket join transactions x on x.id = e.transaction_id "
     "where x.kind in (3, 4) group by t.order_id, t.line) d "
     "on d.order_id = l.order_id and d.line = l.line "
     "left join (select order_id, line, quota, sum(units) as units from releases "
     "group by order_id, line, quota) r on r.order_id = l.order_id and r.line = l.line "
     "and r.quota = q.id where coalesce(r.units, 0) <> d.dead"},
    {"hold.orphan", "hold of line {key} of {id}",
     "holds {found} for no open registration or basket",
     "select h.holder as id, h.line as key, h.units as found, 0 as expected from holds h "
     "where not exists (select 1 from registrations r where r.order_id = h.holder "
     "and r.state = 0) and not exists (select 1 from baskets b join basket_lines l "
     "on l.basket = b.id and l.line = h.line where b.id = h.holder and b.state = 0)"},
    {"hold.performance", "line {key} of order {id}",
     "holds {found} of the performance's quota, but has {expected} tickets",
     "select l.order_id as id, l.line as key, coalesce(h.units, 0) as found, "
     "l.quantity as expected from order_lines l join registrations r "
     "on r.order_id = l.order_id and r.state = 0 join items i on i.id = l.performance "
     "left join quotas q on q.key = 'performance/' || i.key "
     "left join holds h on h.holder = l.order_id and h.line = l.line and h.quota = q.id "
     "where coalesce(h.units, 0) <> l.quantity"},
    {"registration.state", "order {id}", "registration in state {found}, which does not go with it",
     "select r.order_id as id, '' as key, r.state as found, t.kind as expected "
     "from registrations r left join transactions t on t.id = r.transaction_id "
     "where r.state < 0 or r.state > 3 or (r.state = 0 and t.id is not null) "
     "or (r.state > 0 and (t.id is null or t.order_id <> r.order_id or t.kind <> r.state - 1))"},
    {"registration.paid", "order {id}", "a registration that took {found$} when it was placed",
     "select o.id, '' as key, o.paid + o.to_settle as found, 0 as expected from orders o "
     "join registrations r on r.order_id = o.id where o.paid <> 0 or o.to_settle <> 0 "
     "or o.number is not null"},
};

}  // namespace willcall::reports
