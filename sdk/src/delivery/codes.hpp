// Ticket codes: what a gate reads, and can verify with the public key alone.
//
// A code is made when it is shown, never in a turn: Ed25519 gives the same signature for the same
// ticket and issue every time.
//
//     version (1 byte) | key (1) | ticket (8, big-endian) | issue (2) | signature (64)
//
// in Crockford's base 32, upper case: all of it stands in a QR code's alphanumeric mode, where a
// character takes 5.5 bits. 76 bytes are 122 characters, which is just what a QR code of version 5
// holds with medium correction; base64url would need byte mode, and a version more.
#ifndef WILLCALL_DELIVERY_CODES_HPP
#define WILLCALL_DELIVERY_CODES_HPP

#include "store/connection.hpp"
#include "store/world.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace willcall::delivery {

// A row of the table `signing_keys`; both keys are hexadecimal.
struct SigningKeyRow {
    std::int64_t id = 0;  // 1 to 255: it stands in every code as one byte
    std::string public_key;
    std::string secret_key;
    std::int64_t created = 0;
    static constexpr const char* table = "signing_keys";
    static constexpr auto columns =
        in_order{store::column<"id">(&SigningKeyRow::id),
                 store::column<"public_key">(&SigningKeyRow::public_key),
                 store::column<"secret_key">(&SigningKeyRow::secret_key),
                 store::column<"created">(&SigningKeyRow::created)};
};

// What one byte of a code can name.
inline constexpr std::int64_t key_number_most = 255;

// Makes a key pair, the newest from then on; gives its number, or nothing where no code could name
// another one.
std::optional<std::int64_t> add_key(store::Connection& turn, const World& world, std::int64_t now);

// Makes the store's key pair where it has none: once, in the turn that first opens the store.
// Answers whether it made one.
bool prepare_keys(store::Connection& turn, const World& world, std::int64_t now);

// What is signed with the keys of tickets: a gate takes no link, and nobody fetches with a code.
enum class Signed { ticket, link };

// What a genuine code says. The code of a ticket that was issued anew since is genuine and dead.
struct CodeMeaning {
    std::int64_t ticket = 0;
    std::int64_t issue = 0;
    friend bool operator==(const CodeMeaning&, const CodeMeaning&) = default;
};

using PublicKey = std::array<unsigned char, 32>;

// A code as it was read: what it says, and who claims to have signed it.
struct ReadCode {
    int key = 0;
    CodeMeaning meaning;
    std::array<unsigned char, 76> bytes{};
};
// Nothing where the text is no code of this form.
std::optional<ReadCode> read_code(std::string_view text);
bool is_signed(const ReadCode& code, const PublicKey& key, Signed what = Signed::ticket);
// Of 64 hexadecimal digits; throws a Failure (INVALID) where they are none.
PublicKey public_key_of(std::string_view text);

// The keys of a store in memory. Immutable: any thread.
class TicketCodes {
public:
    static constexpr std::int64_t issue_most = 65'535;
    static constexpr std::size_t size = 122;  // characters of every code

    // Throws a Failure where the store has no usable key.
    static std::shared_ptr<const TicketCodes> load(store::Connection& connection);
    TicketCodes(const TicketCodes&) = delete;
    TicketCodes& operator=(const TicketCodes&) = delete;
    ~TicketCodes();

    // Throws where the issue is beyond `issue_most`.
    std::string sign(std::int64_t ticket, std::int64_t issue, Signed what = Signed::ticket) const;
    // Small and capital letters, and O, I, L for 0 and 1, are understood.
    std::optional<CodeMeaning> verify(std::string_view text, Signed what = Signed::ticket) const;
    // A text of somebody's, with who signed it, as it can stand in a URL. `whose` keeps apart what
    // is signed for different readers.
    std::string sign_text(std::string_view whose, std::string_view text) const;
    // The text; nothing where it was not signed for them.
    std::optional<std::string> verify_text(std::string_view whose, std::string_view text) const;
    const std::map<int, PublicKey>& public_keys() const { return public_keys_; }

private:
    TicketCodes() = default;
    std::map<int, PublicKey> public_keys_;
    int newest_ = 0;  // the key that signs
    std::array<unsigned char, 64> secret_key_{};
};

}  // namespace willcall::delivery

#endif
