// The faults of one check, and the parts of it.
#ifndef WILLCALL_REPORTS_CHECK_FAULTS_HPP
#define WILLCALL_REPORTS_CHECK_FAULTS_HPP

#include "catalogue/catalogue.hpp"

#include <willcall/journal.hpp>

#include <map>
#include <string>
#include <vector>

namespace willcall::reports {

class Faults {
public:
    // No more of one name, so that one mistake made everywhere hides no other.
    static constexpr std::int64_t of_one_name_most = 100;
    static constexpr std::size_t most = 1'000;

    void add(const std::string& name, std::string what, std::string detail) {
        if (all_.size() < most && ++counts_[name] <= of_one_name_most)
            all_.push_back({name, std::move(what), std::move(detail)});
    }
    std::vector<Fault> take() { return std::move(all_); }

private:
    std::vector<Fault> all_;
    std::map<std::string, std::int64_t> counts_;
};

// A rule that is one query: each row of `sql` is a fault, with the columns id, key, found and
// expected (id and key say where; `{id}`, `{key}`, `{found}`, `{expected}` stand for them in the
// two texts, `{found$}` and `{expected$}` for the numbers as money).
struct Rule {
    const char* name;
    const char* what;
    const char* detail;
    const char* sql;
};
extern const std::vector<Rule> stock_rules;
extern const std::vector<Rule> order_rules;
extern const std::vector<Rule> money_rules;
extern const std::vector<Rule> party_rules;
extern const std::vector<Rule> change_rules;
extern const std::vector<Rule> seat_rules;
extern const std::vector<Rule> customer_rules;
extern const std::vector<Rule> drawer_rules;
extern const std::vector<Rule> basket_rules;
extern const std::vector<Rule> access_rules;
extern const std::vector<Rule> notice_rules;
void check_rules(store::Connection& reading, const std::vector<Rule>& rules, int decimals,
                 Faults& faults);

// Every reference between tables, whether or not the database watches it.
void check_references(store::Connection& reading, Faults& faults);
// The quotas that the catalogue asks for.
void check_wanted_quotas(store::Connection& reading, const catalogue::Catalogue& catalogue,
                         Faults& faults);
// Tickets of halls have a seat of theirs, which is there and for sale.
void check_halls(store::Connection& reading, const catalogue::Catalogue& catalogue, Faults& faults);
// The seats that the lines of open baskets say are held for them, and no others.
void check_baskets(store::Connection& reading, Faults& faults);
// Order numbers: those of a location are 1 to the series' last, none twice, none left out.
void check_series(store::Connection& reading, const catalogue::Catalogue& catalogue,
                  Faults& faults);
// What customers are searched and compared by, and who still names one that is part of another.
void check_customers(store::Connection& reading, Faults& faults);
// The hash chains, the orders in them, and the heads somebody kept.
void check_journal(store::Connection& reading, const std::vector<ChainHead>& expected, int decimals,
                   Faults& faults);

}  // namespace willcall::reports

#endif
