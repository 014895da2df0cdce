// What the chain's hashes are made of: numbers and texts in an encoding that reads one way only.
#ifndef WILLCALL_JOURNAL_HASHING_HPP
#define WILLCALL_JOURNAL_HASHING_HPP

#include "store/world.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace willcall::journal {

// Eight bytes for a number, the length before a text: no two lists of values give the same bytes.
// `purpose` keeps hashes of one kind from passing for another's.
class Encoding {
public:
    explicit Encoding(std::string_view purpose) {
        bytes_.reserve(384);  // an entry fits
        add(purpose);
    }
    void add(std::int64_t number);
    void add(std::string_view text);
    // BLAKE2b-256 of everything added, hexadecimal.
    std::string hash() const;

private:
    std::string bytes_;
};

// Sixteen random bytes, hexadecimal.
std::string fresh_salt(const World& world);

}  // namespace willcall::journal

#endif
