#include "reports/check.hpp"

#include "operations/call.hpp"
#include "operations/reading.hpp"
#include "reports/check_faults.hpp"

namespace willcall::reports {

namespace {

constexpr const char* counted_tables[] = {"items",           "customers",      "customer_changes",
                                          "customer_merges", "sessions",       "quotas",
                                          "series",          "shifts",         "shift_takings",
                                          "orders",          "order_lines",    "line_effects",
                                          "claims",          "tickets",        "reissues",
                                          "admissions",      "payments",       "transactions",
                                          "registrations",   "idempotency",    "deliveries",
                                          "journal",         "seats",          "collections",
                                          "movements",       "shift_comments", "paper_ranges",
                                          "paper_tickets",   "commissions",    "baskets",
                                          "transfers",       "invitations",    "notices",
                                          "released_lines"};

struct Finding {
    std::optional<std::int64_t> id;
    std::optional<std::string> key;
    std::optional<std::int64_t> found, expected;
    static constexpr auto columns = in_order{
        store::column<"id">(&Finding::id), store::column<"key">(&Finding::key),
        store::column<"found">(&Finding::found), store::column<"expected">(&Finding::expected)};
};

std::string value_of(std::string_view name, const Finding& finding, int decimals) {
    if (name == "id") return id_text(finding.id.value_or(0));
    if (name == "key") return finding.key.value_or("nothing");
    const auto number = name.starts_with("found") ? finding.found : finding.expected;
    if (!number) return "nothing";
    return name.ends_with('$') ? money_text(*number, decimals) : std::to_string(*number);
}

std::string filled(std::string_view text, const Finding& finding, int decimals) {
    std::string filled;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = std::min(text.find('{', at), text.size());
        filled += text.substr(at, open - at);
        const auto close = text.find('}', open);
        if (close == text.npos) break;
        filled += value_of(text.substr(open + 1, close - open - 1), finding, decimals);
        at = close + 1;
    }
    return filled;
}

Answered<StoreChecked> check_store(Call& call, const CheckStore& request) {
    return check(*call.connection, request);
}

}  // namespace

void check_rules(store::Connection& reading, const std::vector<Rule>& rules, int decimals,
                 Faults& faults) {
    for (const auto& rule : rules) {
        const auto findings = reading.query<Finding>(
            "select cast(id as bigint), cast(key as text), cast(found as bigint), "
            "cast(expected as bigint) from (" +
                std::string(rule.sql) + ") finding limit ?",
            Faults::of_one_name_most);
        for (const auto& finding : findings)
            faults.add(rule.name, filled(rule.what, finding, decimals),
                       filled(rule.detail, finding, decimals));
    }
}

StoreChecked check(store::Connection& reading, const catalogue::Catalogue& catalogue,
                   const CheckStore& request) {
    Faults faults;
    const auto decimals = catalogue.decimals;
    for (const auto* rules :
         {&stock_rules, &order_rules, &money_rules, &change_rules, &party_rules, &seat_rules,
          &customer_rules, &drawer_rules, &basket_rules, &access_rules, &notice_rules})
        check_rules(reading, *rules, decimals, faults);
    check_wanted_quotas(reading, catalogue, faults);
    check_halls(reading, catalogue, faults);
    check_baskets(reading, faults);
    check_series(reading, catalogue, faults);
    check_references(reading, faults);
    check_customers(reading, faults);
    check_journal(reading, request.expected, decimals, faults);
    StoreChecked checked;
    checked.faults = faults.take();
    checked.ok = checked.faults.empty();
    for (const std::string table : counted_tables)
        checked.counted[table] = reading.number("select count(*) from " + table).value_or(0);
    return checked;
}

StoreChecked check(store::Connection& reading, const CheckStore& request) {
    try {
        const auto catalogue = catalogue::Catalogue::load(reading, 0);
        return check(reading, *catalogue, request);
    } catch (const Failure& failure) {
        // A store whose catalogue is spoiled is one that the check is for.
        auto checked = check(reading, catalogue::Catalogue(), request);
        checked.ok = false;
        checked.faults.insert(checked.faults.begin(),
                              {"catalogue.unreadable", "items", failure.what()});
        return checked;
    }
}

std::vector<Operation> check_operations() {
    std::vector<Operation> operations;
    operations.push_back(operation<CheckStore, StoreChecked>(
        "store.check", "/store/check",
        "recounts the whole store from first principles and names what can't be so",
        Handling::reads, check_store));
    return operations;
}

}  // namespace willcall::reports
