// The part of the check that is about notices: who is told of a loss is told what was lost, and it
// is. What is registered is told by notices, too.
#include "reports/check_faults.hpp"

namespace willcall::reports {

const std::vector<Rule> notice_rules = {
    {"notice.about", "notice {id}", "is not of an order alone, or of a seller's baskets alone",
     "select delivery as id, '' as key, order_id as found, seller as expected from notices "
     "where (order_id is null) = (seller is null)"},
    {"notice.reason", "notice {id}", "reason {found}, which is none",
     "select delivery as id, '' as key, reason as found, 0 as expected from notices "
     "where reason < 0 or reason > 6 or (seller is not null and reason <> 1)"},
    {"notice.tickets_differ", "notice {id}", "tells of {expected} tickets, but lists {found}",
     "select n.delivery as id, '' as key, coalesce(l.made, 0) + coalesce(r.made, 0) as found, "
     "d.tickets as expected from notices n join deliveries d on d.id = n.delivery "
     "left join (select delivery, count(*) as made from delivery_tickets group by delivery) l "
     "on l.delivery = n.delivery left join (select notice, cast(sum(quantity) as bigint) as made "
     "from released_lines where notice is not null group by notice) r on r.notice = n.delivery "
     "where coalesce(l.made, 0) + coalesce(r.made, 0) <> d.tickets"},
    {"notice.nothing_lost", "ticket {key}", "is told lost by notice {id}, but it lives",
     "select n.delivery as id, cast(k.id as text) as key, l.issue as found, k.issue as expected "
     "from notices n join delivery_tickets l on l.delivery = n.delivery "
     "join tickets k on k.id = l.ticket where n.reason <> 6 and k.state <> 1 "
     "and k.issue <= l.issue"},
    {"notice.money_differs", "notice {id}", "tells of money of another order",
     "select n.delivery as id, '' as key, t.order_id as found, n.order_id as expected "
     "from notices n join transactions t on t.id = n.transaction_id "
     "where n.order_id is null or t.order_id <> n.order_id"},
    {"notice.not_of_seller", "line {key} of basket {id}",
     "is told to {found}, but the basket is of {expected}",
     "select r.basket as id, cast(r.position as text) as key, n.seller as found, "
     "b.seller as expected from released_lines r join notices n on n.delivery = r.notice "
     "join baskets b on b.id = r.basket where n.seller is null or n.seller <> b.seller"},
    {"released.not_positive", "line {key} of basket {id}", "{found} places were released",
     "select basket as id, cast(position as text) as key, quantity as found, 1 as expected "
     "from released_lines where quantity < 1 or (seat <> '' and quantity <> 1)"},
};

}  // namespace willcall::reports
