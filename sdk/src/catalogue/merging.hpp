// What becomes of an item when the file says something: field by field, between what the file said
// last, what the store has now, and what the file says today.
#ifndef WILLCALL_CATALOGUE_MERGING_HPP
#define WILLCALL_CATALOGUE_MERGING_HPP

#include "operations/value.hpp"

#include <willcall/season.hpp>

#include <string>
#include <vector>

namespace willcall::catalogue {

inline constexpr const char* said_added = "added";
inline constexpr const char* said_changed = "changed";
inline constexpr const char* said_kept = "kept";

// Whether two values say the same, in whatever order their members stand.
bool same(const Value* a, const Value* b);

class Merging {
public:
    // `changes` gets a line for each field that is changed, or kept because an operation changed
    // it since. Objects in objects are merged field by field too, so that an operation that moved
    // one setting of a channel doesn't freeze the others.
    Merging(bool overwrite, std::vector<SeasonChange>& changes)
        : overwrite_(overwrite), changes_(changes) {}

    Value merge(const Value& filed, const Value& content, const Value& wanted,
                const std::string& path);

private:
    // What the store shall have; null: nothing.
    const Value* decide(const Value* filed, const Value* content, const Value* wanted,
                        const std::string& path);

    bool overwrite_;
    std::vector<SeasonChange>& changes_;
};

}  // namespace willcall::catalogue

#endif
