#include "store/migrations.hpp"

#include "store/sql_text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace willcall::store {

namespace {

struct VersionRow {
    std::int64_t version = 0;
    std::string name;
    std::string hash;
    std::int64_t applied = 0;
    static constexpr const char* table = "schema_versions";
    static constexpr auto columns =
        in_order{column<"version">(&VersionRow::version), column<"name">(&VersionRow::name),
                 column<"hash">(&VersionRow::hash), column<"applied">(&VersionRow::applied)};
};

constexpr const char* create_versions =
    "create table schema_versions (version bigint not null primary key, name text not null, "
    "hash text not null, applied bigint not null)";

// SHA-256, so that it can be compared with what sha256sum says of the file.
std::string hash_of(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    std::string hex(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
}

void create_versions_table(SociConnection& connection) {
    const auto tables = connection.tables();
    if (std::find(tables.begin(), tables.end(), VersionRow::table) != tables.end()) return;
    if (!tables.empty())
        throw Failure(WILLCALL_STORE, "this database belongs to another program: it has a table `" +
                                          tables.front() + "` but is no store of willcall");
    connection.define(create_versions);
}

void compare(const std::vector<VersionRow>& applied, std::span<const Migration> known) {
    for (std::size_t i = 0; i < applied.size(); ++i) {
        if (i >= known.size())
            throw Failure(WILLCALL_STORE,
                          "the store is newer than this library: it has migration `" +
                              applied.back().name + "`, the library ends with `" +
                              known.back().name + "`");
        if (applied[i].version != known[i].version || applied[i].name != known[i].name ||
            applied[i].hash != hash_of(known[i].sql))
            throw Failure(WILLCALL_STORE, "the store was made with another migration `" +
                                              applied[i].name + "` than this library's `" +
                                              known[i].name + "`");
    }
}

void apply(SociConnection& connection, const Migration& migration, std::int64_t now) {
    for (const auto& statement : statements_of(migration.sql)) connection.define(statement);
    connection.insert(VersionRow{migration.version, migration.name, hash_of(migration.sql), now});
}

// One transaction; whether there is more to do.
bool migrate_once(SociConnection& connection, std::span<const Migration> known, std::int64_t now) {
    connection.begin();
    try {
        create_versions_table(connection);
        const auto applied = connection.select<VersionRow>("order by version");
        compare(applied, known);
        const auto next = applied.size();
        if (next < known.size()) apply(connection, known[next], now);
        connection.commit();
        return next + 1 < known.size();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace

void migrate(SociConnection& connection, std::span<const Migration> known, std::int64_t now) {
    while (migrate_once(connection, known, now)) {}
}

void lay_out(SociConnection& connection, std::span<const Migration> known, std::int64_t now) {
    create_versions_table(connection);
    for (const auto& migration : known) apply(connection, migration, now);
}

void require_current(SociConnection& connection, std::span<const Migration> known) {
    const auto tables = connection.tables();
    if (std::find(tables.begin(), tables.end(), VersionRow::table) == tables.end())
        throw Failure(WILLCALL_STORE, "this is no store of willcall");
    const auto applied = connection.select<VersionRow>("order by version");
    compare(applied, known);
    if (applied.size() < known.size())
        throw Failure(WILLCALL_STORE, "the store is older than this library: open it once, which "
                                      "brings it up to date");
}

}  // namespace willcall::store
