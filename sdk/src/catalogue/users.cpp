// Users, one by one: they are not in the snapshot.
#include "catalogue/items.hpp"
#include "operations/email_address.hpp"
#include "operations/wording.hpp"

#include <set>

namespace willcall::catalogue {

namespace {

constexpr std::int64_t rows_a_page = 2'000;

UserFacts facts_of(const ItemRow& row) {
    auto read = read_content<UserSettings>(row, {});
    UserFacts facts;
    facts.id = row.id;
    facts.login = row.key;
    facts.name = std::move(read.name);
    facts.employee_number = std::move(read.employee_number);
    facts.external_id = std::move(read.external_id);
    facts.role = std::move(read.role);
    facts.channel = std::move(read.channel);
    facts.locations = std::move(read.locations);
    facts.uses_shifts = read.uses_shifts;
    facts.disabled = read.disabled;
    return facts;
}

std::optional<UserFacts> facts_of(const std::optional<ItemRow>& row) {
    if (!row) return std::nullopt;
    return facts_of(*row);
}

void check_known(store::Connection& connection, const char* kind, const std::string& key,
                 const std::string& field) {
    if (!connection.find<ItemRow>("where kind = ? and parent = ? and key = ?", kind, 0, key))
        throw invalid(field + ": there is no " + kind + ' ' + quoted(key)).at(field);
}

}  // namespace

void add_user(store::Connection& turn, const UserSettings& user, std::int64_t id) {
    if (!is_email(user.login))
        throw invalid("login: must be an email address, not " + quoted(user.login)).at("login");
    if (!user.channel.empty()) check_known(turn, kind::channel, user.channel, "channel");
    std::set<std::string_view> named;
    for (std::size_t place = 0; place < user.locations.size(); ++place) {
        const auto field = "locations[" + std::to_string(place) + ']';
        check_known(turn, kind::location, user.locations[place], field);
        if (!named.insert(user.locations[place]).second)
            throw invalid(field + ": is there twice").at(field);
    }
    // No file has said anything of it: one that does will not overwrite what was asked for here.
    turn.insert(ItemRow{id, kind::user, 0, user.login, content_of(user, 0), "{}"});
}

void set_disabled(store::Connection& turn, std::int64_t user, bool disabled) {
    const auto row = turn.find<ItemRow>("where id = ? and kind = ?", user, kind::user);
    if (!row) return;
    auto settings = read_content<UserSettings>(*row, {});
    settings.disabled = disabled;
    turn.execute("update items set content = ? where id = ?", content_of(settings, 0), user);
}

std::vector<UserFacts> all_users(store::Connection& connection) {
    return find_users(connection, [](const UserFacts&) { return true; });
}

std::optional<UserFacts> find_user(store::Connection& connection, std::string_view login) {
    return facts_of(connection.find<ItemRow>("where kind = ? and parent = ? and key = ?",
                                             kind::user, 0, email_key(login)));
}

std::optional<UserFacts> find_user(store::Connection& connection, std::int64_t id) {
    return facts_of(connection.find<ItemRow>("where id = ? and kind = ?", id, kind::user));
}

std::string online_channel(store::Connection& connection) {
    const auto row = connection.find<ItemRow>("where kind = ?", kind::organisation);
    return row ? read_content<Organisation>(*row, {}).online : std::string();
}

std::vector<UserFacts> find_users(store::Connection& connection,
                                  const std::function<bool(const UserFacts&)>& meant) {
    std::vector<UserFacts> found;
    for (std::int64_t last = 0;;) {
        const auto rows = connection.select<ItemRow>(
            "where kind = ? and id > ? order by id limit ?", kind::user, last, rows_a_page);
        for (const auto& row : rows)
            if (auto facts = facts_of(row); meant(facts)) found.push_back(std::move(facts));
        if (static_cast<std::int64_t>(rows.size()) < rows_a_page) return found;
        last = rows.back().id;
    }
}

}  // namespace willcall::catalogue
