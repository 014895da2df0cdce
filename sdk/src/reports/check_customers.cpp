// The part of the check about customers: what a record may say, and what it is found by.
#include "customers/parties.hpp"
#include "customers/record.hpp"
#include "operations/reading.hpp"
#include "reports/check_faults.hpp"

#include <algorithm>

namespace willcall::reports {

const std::vector<Rule> customer_rules = {
    {"customer.merged_nowhere", "customer {id}",
     "state {found} does not go with the customer it is part of: {expected}",
     "select c.id, '' as key, c.state as found, c.merged_into as expected from customers c "
     "where (c.state = 1) <> (c.merged_into is not null) or c.merged_into = c.id"},
    {"customer.online_without_email", "customer {id}", "may sign in, but has no email address",
     "select id, '' as key, 1 as found, 0 as expected from customers "
     "where online = 1 and email is null"},
    {"customer.merge_differs", "customer {id}",
     "{found} merges that hold made it part of another, but its state says {expected}",
     "select c.id, '' as key, coalesce(m.made, 0) as found, "
     "case when c.state = 1 then 1 else 0 end as expected from customers c left join "
     "(select absorbed, count(*) as made from customer_merges where undone is null "
     "group by absorbed) m on m.absorbed = c.id where c.state <> 2 "
     "and coalesce(m.made, 0) <> case when c.state = 1 then 1 else 0 end"},
    {"customer.merged_elsewhere", "customer {id}",
     "was merged into {found}, but is part of {expected}",
     "select c.id, '' as key, m.kept as found, c.merged_into as expected from customers c "
     "join customer_merges m on m.absorbed = c.id and m.undone is null "
     "where c.state = 1 and m.kept <> c.merged_into"},
    {"customer.erased_left", "customer {id}", "was erased, but {key} still says something",
     "select id, 'the record' as key, 0 as found, 0 as expected from customers where state = 2 "
     "and (name <> '' or email is not null or phone <> '' or mobile <> '' or address <> '' "
     "or postcode <> '' or date_of_birth <> '' or number <> '' or password is not null) "
     "union all "
     "select c.id, 'a change', 0, 0 from customers c join customer_changes h "
     "on h.customer = c.id where c.state = 2 and (h.before <> '' or h.after <> '') "
     "union all "
     "select c.id, 'a tag', 0, 0 from customers c join customer_tags t on t.customer = c.id "
     "where c.state = 2 "
     "union all "
     "select c.id, 'a basket', 0, 0 from customers c join baskets b on b.owner = c.id "
     "or b.facilitator = c.id or b.seller = c.id where c.state = 2 and b.state = 0 "
     "union all "
     "select c.id, 'an order', 0, 0 from customers c join orders o on o.owner = c.id "
     "or o.facilitator = c.id where c.state = 2 and (o.facilitator is null "
     "or o.facilitator = c.id) and (o.buyer_name <> '' or o.buyer_email <> '' "
     "or o.buyer_postcode <> '' or o.delivery_to <> '')"},
    {"customer.kind", "customer {id}", "kind {found} and state {expected}, of which one is none",
     "select id, '' as key, kind as found, state as expected from customers "
     "where kind < 0 or kind > 1 or state < 0 or state > 2"},
};

namespace {

constexpr std::int64_t records_a_page = 1'000;

class KeysWalk {
public:
    KeysWalk(store::Connection& reading, Faults& faults) : reading_(reading), faults_(faults) {}

    void walk() {
        for (std::int64_t reached = 0;;) {
            const auto records = reading_.select<customers::Record>(
                "where id > ? order by id limit ?", reached, records_a_page);
            if (records.empty()) return;
            const auto keys = reading_.select<customers::KeyRow>(
                "where customer > ? and customer <= ? order by customer, kind, key", reached,
                records.back().id);
            auto next = keys.begin();
            for (const auto& record : records) {
                const auto end = std::find_if(
                    next, keys.end(), [&](const auto& key) { return key.customer != record.id; });
                visit(record, {next, end});
                next = end;
            }
            reached = records.back().id;
        }
    }

private:
    void visit(const customers::Record& record, const std::vector<customers::KeyRow>& keys) {
        const auto what = "customer " + id_text(record.id);
        if (keys != customers::keys_of(record))
            faults_.add("customer.keys_differ", what,
                        "is searched by " + std::to_string(keys.size()) +
                            " keys that are not those of its names and numbers");
        auto derived = record;
        derived.email = record.email_row.value_or("");
        customers::derive(derived);
        if (derived.alike != record.alike || derived.postcode_key != record.postcode_key ||
            derived.address_key != record.address_key)
            faults_.add("customer.likeness_differs", what,
                        "is compared by what its name and address do not say");
    }

    store::Connection& reading_;
    Faults& faults_;
};

// Whoever was made part of another is named by nobody any more.
void check_merged_parties(store::Connection& reading, Faults& faults) {
    for (const auto& party : customers::parties) {
        const std::string table = party.table;
        const auto sql = "select p.id, '' as key, p." + std::string(party.column) +
                         " as found, c.merged_into as expected from " + table +
                         " p join customers c on c.id = p." + party.column + " where c.state = 1";
        const auto what = table + '.' + party.column + " of {id}";
        check_rules(reading,
                    {{"customer.merged_named", what.c_str(),
                      "names {found}, which is part of {expected} now", sql.c_str()}},
                    0, faults);
    }
}

}  // namespace

void check_customers(store::Connection& reading, Faults& faults) {
    KeysWalk(reading, faults).walk();
    check_merged_parties(reading, faults);
}

}  // namespace willcall::reports
