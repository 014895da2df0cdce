// Users, one by one: they are not in the snapshot.
#include "catalogue/items.hpp"
#include "operations/email_address.hpp"

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

}  // namespace

std::optional<UserFacts> find_user(store::Connection& connection, std::string_view login) {
    return facts_of(connection.find<ItemRow>("where kind = ? and parent = ? and key = ?",
                                             kind::user, 0, email_key(login)));
}

std::optional<UserFacts> find_user(store::Connection& connection, std::int64_t id) {
    return facts_of(connection.find<ItemRow>("where id = ? and kind = ?", id, kind::user));
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
