// Ticket codes, verified without an engine.
#include "delivery/codes.hpp"
#include "guarded.hpp"
#include "handles.hpp"
#include "operations/reading.hpp"

#include <algorithm>
#include <cstring>

using namespace willcall;

namespace {

// The part of an array's element that both sides know.
template <class T>
T element(const T* first, std::uint64_t stride, std::uint64_t number) {
    T made{};
    const auto* at = reinterpret_cast<const char*>(first) + number * stride;
    std::memcpy(&made, at, std::min<std::uint64_t>(stride, sizeof made));
    return made;
}

void check(const char* code, const willcall_code_trust* trust) {
    if (code == nullptr) throw invalid("the code is NULL").at("code");
    if (trust == nullptr || trust->struct_size < WILLCALL_UPTO(willcall_code_trust, dead_count))
        throw invalid("the trust is NULL or was not begun with its INIT").at("trust");
    if ((trust->key_count > 0 && trust->keys == nullptr) ||
        (trust->dead_count > 0 && trust->dead == nullptr))
        throw invalid("the trust counts what is NULL").at("trust");
}

bool is_signed(const delivery::ReadCode& code, const willcall_code_trust& trust) {
    for (std::uint64_t number = 0; number < trust.key_count; ++number) {
        const auto key = element(trust.keys, trust.key_size, number);
        if (key.number != code.key) continue;
        if (key.public_key == nullptr) throw invalid("a key has no text").at("trust.keys");
        return delivery::is_signed(code, delivery::public_key_of(key.public_key));
    }
    return false;
}

// The ids of tickets have one length, and stand in the order of what they count.
bool is_dead(const std::string& ticket, std::int64_t issue, const willcall_code_trust& trust) {
    std::uint64_t first = 0;
    std::uint64_t end = trust.dead_count;
    while (first < end) {
        const auto middle = first + (end - first) / 2;
        const auto dead = element(trust.dead, trust.dead_size, middle);
        if (dead.ticket == nullptr) throw invalid("a dead code has no ticket").at("trust.dead");
        const auto order = ticket.compare(dead.ticket);
        if (order == 0) return issue < dead.below;
        if (order < 0) end = middle;
        else first = middle + 1;
    }
    return false;
}

EngineAnswer refused_answer(const char* rule, const char* message) {
    return {true,
            std::string(R"({"reasons":[{"rule":")") + rule + R"(","message":")" + message +
                R"(","plugin":"","numbers":{}}]})",
            message};
}

}  // namespace

willcall_status willcall_code_verify(const char* code, uint64_t size,
                                     const willcall_code_trust* trust, willcall_code_facts* facts,
                                     willcall_error** error) noexcept {
    return capi::guarded(error, [&] {
        check(code, trust);
        const auto read = delivery::read_code(
            size == WILLCALL_NUL ? std::string_view(code)
                                 : std::string_view(code, static_cast<std::size_t>(size)));
        if (!read || !is_signed(*read, *trust))
            return capi::refused(
                error, refused_answer("ticket.unknown", "no key of these has signed this code"));
        const auto ticket = id_text(read->meaning.ticket);
        if (is_dead(ticket, read->meaning.issue, *trust))
            return capi::refused(
                error, refused_answer("ticket.dead", "the ticket was given back or issued anew"));
        if (facts != nullptr) {
            const auto asked = facts->struct_size;
            willcall_code_facts made{};
            made.struct_size = asked;
            made.key = static_cast<std::uint32_t>(read->key);
            made.issue = read->meaning.issue;
            ticket.copy(made.ticket, sizeof made.ticket - 1);
            std::memcpy(facts, &made, std::min<std::size_t>(asked, sizeof made));
        }
        return WILLCALL_OK;
    });
}
