#include "store/postgresql_failures.hpp"

#include "store/interrupted.hpp"

#include <algorithm>
#include <array>

namespace willcall::store {

namespace {

enum class Kind { failed, unavailable, interrupted };

struct Meaning {
    std::string_view state;  // how it begins
    Kind kind;
    const char* says;
};

// The first that fits.
constexpr std::array meanings{
    // Deadlocks are prevented by the order of locks, but an administrator's statement has its own.
    Meaning{"40", Kind::interrupted, "the store is busy"},
    // Of two engines that write the same key at once, the second finds the first one's rows when it
    // looks again.
    Meaning{"23505", Kind::interrupted, "constraint"},
    Meaning{"23", Kind::failed, "constraint"},
    Meaning{"08", Kind::interrupted, "the connection to the store failed"},
    Meaning{"57P", Kind::interrupted, "the connection to the store failed"},
    Meaning{"25P03", Kind::interrupted, "the connection to the store failed"},
    Meaning{" ", Kind::interrupted, "the connection to the store failed"},
    Meaning{"55P03", Kind::unavailable, "the store is busy"},
    Meaning{"57014", Kind::unavailable, "the store is busy"},
    Meaning{"53300", Kind::unavailable, "the store is busy"},
    Meaning{"53100", Kind::failed, "the disk is full"},
    Meaning{"58030", Kind::failed, "the disk failed"},
    Meaning{"25006", Kind::failed, "the store can't be written"},
    Meaning{"42501", Kind::failed, "the store does not permit this"},
    Meaning{"XX001", Kind::failed, "the store is damaged"},
    Meaning{"XX002", Kind::failed, "the store is damaged"},
    Meaning{"", Kind::failed, "the database failed"},
};

}  // namespace

std::string first_words(std::string_view words) {
    // SOCI's sentence, then "ERROR:  ", translated into the server's language.
    for (const std::string_view start :
         {"Cannot establish connection to the database.", "Cannot execute prepared query.",
          "Cannot execute query.", "Cannot prepare statement.", "Cannot describe a query."})
        if (words.starts_with(start)) words.remove_prefix(start.size());
    constexpr std::string_view blanks = " \t\r\n";
    words.remove_prefix(std::min(words.find_first_not_of(blanks), words.size()));
    words = words.substr(0, words.find('\n'));
    const auto severity = words.find(":  ");
    if (severity < words.find(' ')) words.remove_prefix(severity + 3);
    return words.empty() ? "no answer" : std::string(words);
}

std::exception_ptr postgresql_failure(std::string_view state, std::string_view words) {
    if (state.empty()) state = " ";
    const auto& meaning = *std::ranges::find_if(
        meanings, [&](const Meaning& one) { return state.starts_with(one.state); });
    const auto status =
        meaning.kind == Kind::failed || state == "23505" ? WILLCALL_STORE : WILLCALL_UNAVAILABLE;
    auto message = std::string(meaning.says) + ": " + first_words(words);
    if (meaning.kind == Kind::interrupted)
        return std::make_exception_ptr(Interrupted(status, std::move(message)));
    return std::make_exception_ptr(Failure(status, std::move(message)));
}

}  // namespace willcall::store
