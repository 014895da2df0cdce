#include "sales/box_office.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace willcall::tests {

namespace {

struct Detail {
    std::string status;
    std::string message;
    std::vector<Reason> reasons;
    static constexpr auto fields = willcall::in_order{field<"status">(&Detail::status, ""),
                                                      field<"message">(&Detail::message, ""),
                                                      field<"reasons">(&Detail::reasons, "")};
};

}  // namespace

std::vector<Reason> Told::reasons() const { return as<Detail>().reasons; }

Told tell(const api::Session& session, const std::string& operation, std::string_view request,
          const std::string& key) {
    try {
        return {WILLCALL_OK, session.invoke(operation, request, {.key = key})};
    } catch (const api::Error& error) {
        return {error.status(), error.detail()};
    }
}

BoxOffice::BoxOffice(const std::string& database, std::size_t engine_count)
    : store_(database), url_(store_.url()) {
    setenv("WILLCALL_PLUGIN_PATH", WILLCALL_PLUGIN_DIR, 0);
    model.sellers = {{"mira@example.org", {"window", "MAIN"}},
                     {"noor@example.org", {"window", "PIER"}},
                     {"abel@example.org", {"window", "MAIN"}},
                     {"cass@example.org", {"books", ""}}};
    model.prices = {{"general", 1'900}, {"child", 0}};
    model.type_quotas = {{"child", 9}};
    model.performances = {{"friday", {30, 0}}, {"sunday", {30, 0}}};
    model.channel_caps = {{"window", {40, 0}}};
    for (std::size_t engine = 0; engine < engine_count; ++engine) {
        api::Options options;
        options.store = url_;
        options.workers = 0;
        options.seed = 1 + engine;
        options.now = [this] { return clock_ += 1'000; };
        engines_.emplace_back("", options);
        hosts_.push_back(engines_.back().host());
        if (engine == 0) apply();
        auto& desks = desks_.emplace_back();
        for (const auto& [login, seller] : model.sellers)
            desks.emplace(login, engines_.back().session(R"({"vouch_for": ")" + login + "\"}"));
    }
}

std::string BoxOffice::season() const {
    const auto places = [this](const char* performance) {
        return std::to_string(model.performances.at(performance).capacity);
    };
    return R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: UTC}
locations:
  - {key: main, name: Main, series: {prefix: MAIN-}}
  - {key: pier, name: Pier, series: {prefix: PIER-}}
events:
  - key: heights
    name: In The Heights
    performances:
      - {key: friday, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, capacity: )" +
           places("friday") + R"(}
      - {key: sunday, starts: 2098-11-09T20:00, ends: 2098-11-09T22:30, capacity: )" +
           places("sunday") + R"(}
    ticket_types:
      - {key: general, name: General, price: 19}
      - {key: child, name: Child, price: 0, quota: 9}
channels:
  - {key: window, kind: ticket_office,
     settings: {delivery: none, caps: [{event: heights, quota: )" +
           std::to_string(model.channel_caps.at("window").capacity) + R"(}]}}
  - {key: books, kind: distribution_outlet, settings: {events: [heights], delivery: print}}
users:
  - {login: mira@example.org, name: Mira, role: operator, channel: window, locations: [main]}
  - {login: noor@example.org, name: Noor, role: operator, channel: window, locations: [pier]}
  - {login: abel@example.org, name: Abel, role: operator, channel: window, locations: [main]}
  - {login: cass@example.org, name: Cass, role: cashier, channel: books}
deliveries: {print: [folder]}
plugins: {print: {folder: tickets}}
)";
}

Told BoxOffice::apply() {
    ApplySeason request;
    request.text = season();
    return tell(host(), "catalogue.apply", write_json(request, 2));
}

std::string BoxOffice::request_of(const Sale& sale) {
    PlaceOrder request;
    for (const auto& line : sale.lines)
        request.lines.push_back({.performance = line.performance,
                                 .ticket_type = line.ticket_type,
                                 .quantity = line.quantity});
    if (sale.paid != 0) request.payments.push_back({Means::cash, {sale.paid}});
    return write_json(request, 2);
}

Sale BoxOffice::random_sale(std::mt19937_64& random) const {
    const auto one_of = [&](const auto& map) {
        return std::next(map.begin(), static_cast<std::ptrdiff_t>(random() % map.size()))->first;
    };
    Sale sale;
    sale.seller = one_of(model.sellers);
    for (std::uint64_t lines = 1 + random() % 5 / 4; lines > 0; --lines)
        sale.lines.push_back({one_of(model.performances), one_of(model.prices),
                              static_cast<std::int64_t>(1 + random() % 4)});
    if (model.takes_payment(sale.seller)) sale.paid = model.total(sale);
    if (random() % 20 == 0) sale.paid += 100;
    return sale;
}

std::string BoxOffice::differences() const {
    std::string found;
    for (std::size_t engine = 0; engine < hosts_.size(); ++engine) {
        const auto list = tell(hosts_[engine], "performances.list").as<Performances>();
        for (const auto& row : list.performances) {
            const auto& quota = model.performances.at(row.key);
            if (row.capacity != quota.capacity || row.sold != quota.sold ||
                row.left != quota.left())
                found += row.key + ": sold " + std::to_string(row.sold) + " of " +
                         std::to_string(row.capacity) + ", in the model " +
                         std::to_string(quota.sold) + " of " + std::to_string(quota.capacity) +
                         '\n';
        }
    }
    const auto checked = tell(host(), "store.check").as<StoreChecked>();
    for (const auto& fault : checked.faults) found += fault.name + ": " + fault.detail + '\n';
    if (checked.counted.at("orders") != model.orders)
        found += std::to_string(checked.counted.at("orders")) + " orders, in the model " +
                 std::to_string(model.orders) + '\n';
    return found;
}

std::string BoxOffice::close() {
    desks_.clear();
    hosts_.clear();
    engines_.clear();
    if (!url_.starts_with("sqlite:")) return {};
    std::ifstream file(url_.substr(url_.find(':') + 1), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace willcall::tests
