#include "links.hpp"

#include <charconv>

namespace facilitated_booking {

using willcall::plugin::Call;
using willcall::plugin::Turn;

namespace {

constexpr std::string_view version = "link/1";

std::string new_nonce(const Call& call) {
    std::array<std::byte, 16> bytes{};
    call.random(bytes);
    std::string text;
    for (const auto byte : bytes)
        for (const auto half :
             {std::to_integer<unsigned>(byte) >> 4U, std::to_integer<unsigned>(byte) & 15U})
            text += "0123456789abcdef"[half];
    return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

}  // namespace

void Links::refuse_elsewhere(std::string_view forward_to) const {
    if (!pages_.allow(forward_to))
        throw Refusal("facilitated_booking.not_own_page",
                      "the page to go on to is none of the integrator's own");
}

Link Links::make(const Call& call, Errand errand, std::string forward_to) const {
    if (errand.scope == Scope::events && errand.events.empty())
        throw Failure(WILLCALL_INVALID, "which events is missing", "events");
    if (errand.scope != Scope::events && !errand.events.empty())
        throw Failure(WILLCALL_INVALID, "is for the scope `events` only", "events");
    for (std::size_t index = 0; index < errand.events.size(); ++index)
        if (errand.events[index].find_first_of(" \n") != std::string::npos)
            throw Failure(WILLCALL_INVALID, "is no key of an event",
                          "events[" + std::to_string(index) + ']');
    refuse_elsewhere(forward_to);
    return {new_nonce(call),
            {call.now().microseconds + microseconds_},
            std::move(errand),
            std::move(forward_to)};
}

std::string Links::text(const Call& call, const Link& link) {
    return call.sign(std::string(version) + '\n' + link.nonce + '\n' +
                     std::to_string(link.until.microseconds) + '\n' + link.errand.text() + '\n' +
                     link.forward_to);
}

Link Links::read(const Call& call, std::string_view text) const {
    const auto said = call.verified(text);
    const auto lines = said ? lines_of(*said) : std::vector<std::string_view>();
    if (lines.size() != 5 || lines[0] != version)
        throw Refusal("facilitated_booking.forged_link", "the link was not made here");
    Link link;
    link.nonce = lines[1];
    std::from_chars(lines[2].data(), lines[2].data() + lines[2].size(), link.until.microseconds);
    link.errand = Errand::read(lines[3]).value_or(Errand{});
    link.forward_to = lines[4];
    if (call.now() >= link.until)
        throw Refusal("facilitated_booking.expired_link", "the link was good until then",
                      {{"until", link.until.microseconds}});
    if (call.get<UsedLink>(link.nonce))
        throw Refusal("facilitated_booking.used_link", "the link was used already");
    // The list may have become shorter since it was made.
    refuse_elsewhere(link.forward_to);
    return link;
}

void Links::use(const Turn& turn, const Link& link) {
    constexpr std::uint64_t at_once = 100;
    for (const auto& old : turn.scan<UsedLink>(willcall::plugin::in_index("by_until"), at_once)) {
        if (turn.now() < old.until) break;
        turn.remove<UsedLink>(old.nonce);
    }
    turn.put(UsedLink{link.nonce, link.until});
}

}  // namespace facilitated_booking
