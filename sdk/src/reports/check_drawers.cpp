// The rules that are one query each: money in drawers, what is held for others, paper tickets.
#include "reports/check_faults.hpp"

namespace willcall::reports {

const std::vector<Rule> drawer_rules = {
    // A change of an order may stand on another seller's shift than its sale.
    {"collection.missing", "payment {id}",
     "{found$} taken by another than the seller, held by none",
     "select p.id, '' as key, p.amount as found, 0 as expected from payments p "
     "join orders o on o.id = p.order_id left join transactions t on t.id = p.transaction_id "
     "left join collections c on c.payment = p.id "
     "where p.collector <> coalesce(t.seller, o.seller) and c.payment is null"},
    {"collection.differs", "payment {id}", "{expected$}, but {found$} of another place are held",
     "select c.payment as id, '' as key, c.amount as found, p.amount as expected "
     "from collections c join payments p on p.id = c.payment join orders o on o.id = p.order_id "
     "left join transactions t on t.id = p.transaction_id "
     "where c.amount <> p.amount or c.means <> p.means or c.collector <> p.collector "
     "or c.seller <> coalesce(t.seller, o.seller) or c.seller = c.collector "
     "or coalesce(c.shift, 0) <> coalesce(p.shift, 0)"},
    // Clocks of two machines may differ by a little; what was sold on paper was taken earlier.
    {"collection.drawer", "payment {id}", "{found$} in the drawer of another, or of another time",
     "select c.payment as id, '' as key, c.amount as found, 0 as expected from collections c "
     "join payments p on p.id = c.payment join shifts s on s.id = c.drawer "
     "where s.seller <> c.collector or p.taken > s.closed + 60000000"},
    {"movement.amount", "movement {id}", "moves {found$}, its kind is {expected}",
     "select id, '' as key, amount as found, kind as expected from movements "
     "where amount <= 0 or kind < 0 or kind > 3"},
    {"movement.drawer", "movement {id}", "{found$} in the drawer of another, or of another time",
     "select m.id, '' as key, m.amount as found, 0 as expected from movements m "
     "join shifts s on s.id = m.shift where s.seller <> m.holder "
     "or m.at < s.opened - 60000000 or m.at > s.closed + 60000000 union all "
     "select m.id, '' as key, m.amount as found, 0 as expected from movements m "
     "join shifts s on s.id = m.received_by where s.seller <> coalesce(m.held_for, 0) "
     "or m.kind <> 3 or m.at < s.opened - 60000000 or m.at > s.closed + 60000000"},
    {"movement.homeless", "movement {id}", "{found$} of nobody's drawer, held for nobody",
     "select id, '' as key, amount as found, 0 as expected from movements "
     "where held_for is null and (shift is null or kind = 3)"},
    {"held.negative", "user {id}, means {key}", "holds {found$} for another",
     "select holder as id, means as key, sum(amount) as found, 0 as expected from "
     "(select collector as holder, seller, means, amount from collections union all "
     "select holder, held_for, means, -amount from movements where held_for is not null) held "
     "group by holder, seller, means having sum(amount) < 0 union all "
     "select drawer as id, means as key, sum(amount) as found, 0 as expected from "
     "(select drawer, seller, means, amount from collections where drawer is not null union all "
     "select shift, held_for, means, -amount from movements "
     "where held_for is not null and shift is not null) held "
     "group by drawer, seller, means having sum(amount) < 0"},
    // Decision 4, per means of payment: all that was paid is with who sold it, or was collected for
    // them. What is held of that, handed over and deposited comes to it by definition.
    {"money.identity", "means {key}",
     "{found$} were paid, but taken by sellers and by others come to {expected$}",
     "select 0 as id, p.means as key, p.amount as found, "
     "p.own + coalesce(c.amount, 0) as expected from "
     "(select p.means, sum(p.amount) as amount, "
     "sum(case when p.collector = coalesce(t.seller, o.seller) then p.amount else 0 end) as own "
     "from payments p join orders o on o.id = p.order_id "
     "left join transactions t on t.id = p.transaction_id group by p.means) p "
     "left join (select means, sum(amount) as amount from collections group by means) c "
     "on c.means = p.means where p.amount <> p.own + coalesce(c.amount, 0)"},
    // What the counter of a closed shift was shown is what its rows come to, for ever.
    {"shift.expected_differs", "shift {id}, means {key}",
     "closed with {found$} expected, but its rows come to {expected$}",
     "select s.id, d.means as key, k.expected as found, "
     "d.amount + case when d.means = 0 then s.opening_float else 0 end as expected from "
     "(select shift, means, sum(amount) as amount from ("
     "select shift, means, amount from shift_takings union all "
     "select shift, means, -amount from collections where shift is not null union all "
     "select drawer, means, amount from collections where drawer is not null union all "
     "select shift, means, case when kind = 0 then amount else -amount end from movements "
     "where shift is not null union all "
     "select received_by, means, amount from movements where received_by is not null) one "
     "group by shift, means) d join shifts s on s.id = d.shift "
     "left join shift_takings k on k.shift = d.shift and k.means = d.means "
     "where s.closed is not null and (k.expected is null or k.expected <> "
     "d.amount + case when d.means = 0 then s.opening_float else 0 end)"},
    {"shift.counted_open", "shift {id}, means {key}", "open, but counted as {found$}",
     "select k.shift as id, k.means as key, coalesce(k.counted, k.expected) as found, "
     "0 as expected from shift_takings k join shifts s on s.id = k.shift "
     "where s.closed is null and (k.counted is not null or k.expected is not null)"},
    {"paper.range", "paper range {id}", "goes on with {found} of {expected} at most",
     "select id, '' as key, next as found, last + 1 as expected from paper_ranges "
     "where first > last or next < first or next > last + 1"},
    {"paper.overlap", "paper range {id}", "`{key}` {found} is in another range too",
     "select a.id, a.prefix as key, b.first as found, 0 as expected from paper_ranges a "
     "join paper_ranges b on b.prefix = a.prefix and b.width = a.width and b.id <> a.id "
     "and b.first between a.first and a.last"},
    {"paper.unused", "paper range {id}",
     "{found} numbers are used, but it goes on after {expected}",
     "select r.id, '' as key, coalesce(p.used, 0) as found, r.next - r.first as expected "
     "from paper_ranges r left join (select range_id, count(*) as used from paper_tickets "
     "group by range_id) p on p.range_id = r.id where coalesce(p.used, 0) <> r.next - r.first"},
    {"paper.outside", "paper range {id}", "{found} is used, but it goes on with {expected}",
     "select r.id, '' as key, p.serial as found, r.next as expected from paper_tickets p "
     "join paper_ranges r on r.id = p.range_id where p.serial < r.first or p.serial >= r.next"},
    {"paper.other_seller", "ticket {id}", "was sold on paper by another than who holds the range",
     "select t.id, '' as key, o.seller as found, r.holder as expected from paper_tickets p "
     "join paper_ranges r on r.id = p.range_id join tickets t on t.id = p.ticket "
     "join orders o on o.id = t.order_id where o.seller <> r.holder"},
};

}  // namespace willcall::reports
