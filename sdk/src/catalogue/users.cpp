// Users, one by one: they are not in the snapshot.
#include "catalogue/items.hpp"
#include "operations/email_address.hpp"

namespace willcall::catalogue {

namespace {

std::optional<UserFacts> facts_of(const std::optional<ItemRow>& row) {
    if (!row) return std::nullopt;
    auto read = read_content<UserSettings>(*row, {});
    UserFacts facts;
    facts.id = row->id;
    facts.login = row->key;
    facts.name = std::move(read.name);
    facts.role = std::move(read.role);
    facts.channel = std::move(read.channel);
    facts.locations = std::move(read.locations);
    facts.uses_shifts = read.uses_shifts;
    facts.disabled = read.disabled;
    return facts;
}

}  // namespace

std::optional<UserFacts> find_user(store::Connection& connection, std::string_view login) {
    return facts_of(connection.find<ItemRow>("where kind = ? and parent = ? and key = ?",
                                             kind::user, 0, email_key(login)));
}

std::optional<UserFacts> find_user(store::Connection& connection, std::int64_t id) {
    return facts_of(connection.find<ItemRow>("where id = ? and kind = ?", id, kind::user));
}

}  // namespace willcall::catalogue
