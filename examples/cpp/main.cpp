// Sells at a window for cash and at an outlet that settles later. Usage: example [FOLDER]
// The store is made in FOLDER, or in a new temporary one.
#include <willcall/willcall.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace api = willcall::api;

// The value of the first member `name` after `from`, without quotes. A real program asks the JSON
// library that it has anyway.
std::string member(const std::string& json, const std::string& name, const std::string& from = "") {
    auto at = json.find('"' + name + "\":", from.empty() ? 0 : json.find('"' + from + "\":"));
    if (at == std::string::npos) return "?";
    at += name.size() + 3;
    if (json[at] == '"') ++at;
    return json.substr(at, json.find_first_of("\",}]", at) - at);
}

std::string credentials(const std::string& login) {
    return R"({"login": ")" + login + R"(", "password": "kept in a drawer"})";
}

std::string tickets(int quantity, const std::string& paid = "") {
    auto request =
        R"({"lines": [{"performance": "friday", "ticket_type": "general", "quantity": )" +
        std::to_string(quantity) + "}]";
    if (!paid.empty()) request += R"(, "payments": [{"means": "cash", "amount": ")" + paid + "\"}]";
    return request + "}";
}

void sell(const api::Engine& engine, const api::Session& window) {
    window.invoke("shifts.open", R"({"location": "main"})");
    const api::CallOptions once{"2018-11-01T12:00:00 window 1"};
    const auto order = window.invoke("orders.place", tickets(3, "57.00"), once);
    std::cout << "Mira at the window: order " << member(order, "number") << ", "
              << member(order, "total", "payments") << " USD, 3 tickets\n";
    // As if the answer had been lost on its way: the same key sells nothing twice.
    const auto again = window.invoke("orders.place", tickets(3, "57.00"), once);
    std::cout << "again with the same key: order " << member(again, "number") << '\n';

    const auto outlet = engine.session(credentials("rita@example.org"));
    const auto settled = outlet.invoke("orders.place", tickets(2));
    std::cout << "Rita at the bookshop: " << member(settled, "to_settle") << " USD to settle, "
              << member(settled, "paid") << " paid\n";
    try {
        outlet.invoke("orders.place", tickets(6));
    } catch (const api::Refused& refused) {
        std::cout << "6 of the last 5: refused, " << member(refused.detail(), "rule") << '\n';
    }
}

void close(const api::Engine& engine, const api::Session& window) {
    const auto shift =
        window.invoke("shifts.close", R"({"counted": [{"means": "cash", "amount": "56.00"}]})");
    std::cout << "shift closed: " << member(shift, "taken") << " taken, "
              << member(shift, "counted") << " counted, " << member(shift, "over") << " over\n";
    const auto host = engine.host();
    const auto report = host.invoke("reports.sales", R"({"by": "channel"})");
    std::cout << "sold: " << member(report, "tickets", "total") << " tickets, "
              << member(report, "face_value", "total") << " face value, "
              << member(report, "taken", "total") << " taken, "
              << member(report, "to_settle", "total") << " to settle\n";
    std::cout << "store check: " << member(host.invoke("store.check"), "ok") << '\n';
}

void run(const std::string& folder) {
    api::Options options;
    options.store = "sqlite:" + folder + "/store.db";
    // A clock that stands still, so that every run says the same. 2018-11-01T12:00:00Z.
    options.now = [] { return std::int64_t{1541073600000000}; };
    const api::Engine engine("season.yaml", options);
    const auto host = engine.host();
    for (const std::string login : {"mira@example.org", "rita@example.org"})
        host.invoke("users.set_password", credentials(login));

    const auto window = engine.session(credentials("mira@example.org"));
    sell(engine, window);
    const auto explained = host.invoke(
        "access.explain", R"({"operation": "users.set_password", "login": "rita@example.org"})");
    std::cout << "may Rita set passwords? " << member(explained, "permitted") << '\n';
    close(engine, window);
}

int main(int count, char** arguments) {
    std::string made = "/tmp/willcall-XXXXXX";
    try {
        run(count > 1 ? arguments[1] : mkdtemp(made.data()));
    } catch (const api::Error& error) {
        std::cerr << willcall_status_text(error.status()) << ": " << error.what() << '\n';
        return 1;
    }
}
