#include "access/secrets.hpp"

#include "operations/failure.hpp"

#include <sodium.h>

#include <array>

namespace willcall::access {

namespace {

constexpr std::size_t password_memory = 19 * 1024 * 1024;
constexpr unsigned long long password_passes = 2;
constexpr std::size_t token_bytes = 24;

struct CredentialRow {
    std::int64_t item = 0;
    std::string password;
    static constexpr const char* table = "credentials";
    static constexpr auto columns = in_order{store::column<"item">(&CredentialRow::item),
                                             store::column<"password">(&CredentialRow::password)};
};

}  // namespace

std::string hash_password(const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), password_passes,
                          password_memory) != 0)
        throw Failure(WILLCALL_UNAVAILABLE, "not enough memory to hash a password");
    return hash.data();
}

bool is_password(const std::optional<std::string>& stored, const std::string& password) {
    static const std::string nobody = hash_password("nobody has this password");
    const auto& hash = stored ? *stored : nobody;
    const bool right =
        crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    return right && stored.has_value();
}

void keep_password(store::Connection& turn, std::int64_t user, const std::string& hash,
                   std::int64_t now) {
    if (turn.execute("update credentials set password = ?, changed = ? where item = ?", hash, now,
                     user) == 0)
        turn.execute("insert into credentials (item, password, changed) values (?, ?, ?)", user,
                     hash, now);
}

std::optional<std::string> kept_password(store::Connection& connection, std::int64_t user) {
    auto row = connection.find<CredentialRow>("where item = ?", user);
    if (!row) return std::nullopt;
    return std::move(row->password);
}

std::string new_token(const World& world) {
    std::array<unsigned char, token_bytes> secret{};
    world.random(secret.data(), secret.size());
    std::array<char,
               sodium_base64_ENCODED_LEN(token_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
        text{};
    sodium_bin2base64(text.data(), text.size(), secret.data(), secret.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

}  // namespace willcall::access
