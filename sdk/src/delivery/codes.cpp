#include "delivery/codes.hpp"

#include "operations/failure.hpp"

#include <sodium.h>

#include <algorithm>
#include <span>

namespace willcall::delivery {

namespace {

static_assert(sizeof(PublicKey) == crypto_sign_PUBLICKEYBYTES);

constexpr unsigned char version = 1;
constexpr std::size_t payload_size = 12;
constexpr std::size_t code_size = payload_size + crypto_sign_BYTES;
static_assert(code_size == sizeof(ReadCode::bytes));
// Signed before the payload, so that no signature made for one thing passes for another.
std::string_view purpose_of(Signed what) {
    return what == Signed::ticket ? "willcall.ticket/1" : "willcall.link/1";
}

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int digit_of(char character) {
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    if (character == 'O') character = '0';
    if (character == 'I' || character == 'L') character = '1';
    const auto digit = digits.find(character);
    return digit == digits.npos ? -1 : static_cast<int>(digit);
}

std::string base32(std::span<const unsigned char> bytes) {
    std::string text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    unsigned held = 0;
    unsigned bits = 0;
    for (const auto byte : bytes) {
        held = held << 8U | byte;
        for (bits += 8; bits >= 5; bits -= 5) text += digits[held >> (bits - 5) & 31U];
    }
    if (bits > 0) text += digits[held << (5 - bits) & 31U];
    return text;
}

using Code = std::array<unsigned char, code_size>;

// False for anything but the text of exactly so many bytes.
bool read_base32(std::string_view text, Code& code) {
    if (text.size() != TicketCodes::size) return false;
    unsigned held = 0;
    unsigned bits = 0;
    std::size_t next = 0;
    for (const char character : text) {
        const int digit = digit_of(character);
        if (digit < 0) return false;
        held = held << 5U | static_cast<unsigned>(digit);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        code[next++] = static_cast<unsigned char>(held >> bits & 0xffU);
    }
    // What is left over is no part of the code, and is always zero.
    return next == code.size() && (held & ((1U << bits) - 1)) == 0;
}

void put_number(unsigned char* bytes, std::size_t size, std::int64_t number) {
    auto rest = static_cast<std::uint64_t>(number);
    for (auto at = size; at-- > 0; rest >>= 8U) bytes[at] = static_cast<unsigned char>(rest);
}

std::int64_t number_in(const unsigned char* bytes, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < size; ++at) number = number << 8U | bytes[at];
    return static_cast<std::int64_t>(number);
}

std::string signed_part(Signed what, const Code& code) {
    std::string message(purpose_of(what));
    return message.append(reinterpret_cast<const char*>(code.data()), payload_size);
}

const unsigned char* bytes_of(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hexadecimal(std::span<const unsigned char> bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

template <std::size_t size>
bool read_hexadecimal(std::string_view text, std::array<unsigned char, size>& bytes) {
    std::size_t read = 0;
    const char* end = nullptr;
    return sodium_hex2bin(bytes.data(), size, text.data(), text.size(), nullptr, &read, &end) ==
               0 &&
           read == size && end == text.data() + text.size();
}

template <std::size_t size>
void read_stored(std::string_view text, std::array<unsigned char, size>& bytes) {
    if (!read_hexadecimal(text, bytes))
        throw Failure(WILLCALL_STORE, "a key in `signing_keys` is damaged");
}

}  // namespace

std::optional<std::int64_t> add_key(store::Connection& turn, const World& world, std::int64_t now) {
    const auto number = turn.number("select max(id) from signing_keys").value_or(0) + 1;
    if (number > key_number_most) return std::nullopt;
    std::array<unsigned char, crypto_sign_SEEDBYTES> seed;
    PublicKey public_key;
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_key;
    world.random(seed.data(), seed.size());
    crypto_sign_seed_keypair(public_key.data(), secret_key.data(), seed.data());
    turn.insert(SigningKeyRow{number, hexadecimal(public_key), hexadecimal(secret_key), now});
    sodium_memzero(seed.data(), seed.size());
    sodium_memzero(secret_key.data(), secret_key.size());
    return number;
}

bool prepare_keys(store::Connection& turn, const World& world, std::int64_t now) {
    if (turn.number("select count(*) from signing_keys").value_or(0) > 0) return false;
    return add_key(turn, world, now).has_value();
}

std::shared_ptr<const TicketCodes> TicketCodes::load(store::Connection& connection) {
    if (sodium_init() < 0) throw Failure(WILLCALL_INTERNAL, "libsodium does not start");
    std::shared_ptr<TicketCodes> codes(new TicketCodes);
    for (const auto& row : connection.select<SigningKeyRow>("order by id")) {
        if (row.id < 1 || row.id > key_number_most)
            throw Failure(WILLCALL_STORE, "a key in `signing_keys` is not numbered 1 to 255");
        codes->newest_ = static_cast<int>(row.id);
        read_stored(row.public_key, codes->public_keys_[codes->newest_]);
        read_stored(row.secret_key, codes->secret_key_);
    }
    if (codes->newest_ == 0) throw Failure(WILLCALL_STORE, "the store has no key to sign with");
    return codes;
}

TicketCodes::~TicketCodes() { sodium_memzero(secret_key_.data(), secret_key_.size()); }

std::string TicketCodes::sign(std::int64_t ticket, std::int64_t issue, Signed what) const {
    if (issue < 0 || issue > issue_most)
        throw Failure(WILLCALL_INTERNAL, "a ticket was issued too often for its code");
    Code code;
    code[0] = version;
    code[1] = static_cast<unsigned char>(newest_);
    put_number(&code[2], 8, ticket);
    put_number(&code[10], 2, issue);
    const auto message = signed_part(what, code);
    crypto_sign_detached(&code[payload_size], nullptr, bytes_of(message), message.size(),
                         secret_key_.data());
    return base32(code);
}

std::optional<ReadCode> read_code(std::string_view text) {
    ReadCode read;
    if (!read_base32(text, read.bytes) || read.bytes[0] != version) return std::nullopt;
    read.key = read.bytes[1];
    read.meaning = {number_in(&read.bytes[2], 8), number_in(&read.bytes[10], 2)};
    return read;
}

bool is_signed(const ReadCode& code, const PublicKey& key, Signed what) {
    const auto message = signed_part(what, code.bytes);
    return crypto_sign_verify_detached(&code.bytes[payload_size], bytes_of(message), message.size(),
                                       key.data()) == 0;
}

PublicKey public_key_of(std::string_view text) {
    PublicKey key;
    if (!read_hexadecimal(text, key))
        throw invalid("a public key is 64 hexadecimal digits").at("public_key");
    return key;
}

std::optional<CodeMeaning> TicketCodes::verify(std::string_view text, Signed what) const {
    const auto code = read_code(text);
    if (!code) return std::nullopt;
    const auto key = public_keys_.find(code->key);
    if (key == public_keys_.end() || !is_signed(*code, key->second, what)) return std::nullopt;
    return code->meaning;
}

namespace {

std::string text_to_sign(std::string_view whose, std::string_view text) {
    std::string message = "willcall.text/1";
    message += '\0';
    message.append(whose) += '\0';
    return message.append(text);
}

constexpr int url_safe = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string TicketCodes::sign_text(std::string_view whose, std::string_view text) const {
    const auto message = text_to_sign(whose, text);
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(),
                         secret_key_.data());
    std::string bytes(1, static_cast<char>(newest_));
    bytes.append(text).append(reinterpret_cast<const char*>(signature.data()), signature.size());
    std::string made(sodium_base64_encoded_len(bytes.size(), url_safe), '\0');
    sodium_bin2base64(made.data(), made.size(), bytes_of(bytes), bytes.size(), url_safe);
    made.pop_back();
    return made;
}

std::optional<std::string> TicketCodes::verify_text(std::string_view whose,
                                                    std::string_view text) const {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, &end, url_safe) != 0 ||
        end != text.data() + text.size() || length < 1 + crypto_sign_BYTES)
        return std::nullopt;
    const auto key = public_keys_.find(static_cast<unsigned char>(bytes.front()));
    if (key == public_keys_.end()) return std::nullopt;
    auto said = bytes.substr(1, length - 1 - crypto_sign_BYTES);
    const auto message = text_to_sign(whose, said);
    const auto* const signature = bytes_of(bytes) + length - crypto_sign_BYTES;
    if (crypto_sign_verify_detached(signature, bytes_of(message), message.size(),
                                    key->second.data()) != 0)
        return std::nullopt;
    return said;
}

}  // namespace willcall::delivery
