// What plugins and the channels of their kind say of each other.
#include "plugins_room/sample.hpp"

namespace willcall::plugins {
namespace {

using ChannelsOfAKind = Room;

const willcall_permission_question question = {text("/orders/place"), text("")};

TEST_F(ChannelsOfAKind,
       whatever_is_made_of_a_plugin_is_told_the_channels_of_its_kind_and_no_others) {
    std::vector<std::string> told;
    sample.behaviour.create = [&](auto& asked, auto* call, auto*) {
        std::uint64_t count = 0;
        const auto* const first = asked.call->channels(call, &count);
        std::string line;
        for (std::uint64_t number = 0; number < count; ++number)
            line += std::string(as_view(first[number].key)) + '=' +
                    std::string(as_view(first[number].name)) + ' ';
        told.push_back(line);
        return WILLCALL_OK;
    };
    sample.behaviour.decide = [&](auto& asked, auto* call, auto&, auto&) {
        std::uint64_t count = 1;
        asked.call->channels(call, &count);
        told.push_back(std::to_string(count));
        return WILLCALL_OK;
    };
    sample.shelve(shelf);
    const std::array channels{ChannelToMake{"box", "sample", object(), "The box"},
                              ChannelToMake{"web", "webshop", object(), "The web"},
                              ChannelToMake{"van", "sample", object(), "The van"}};
    const Instances set(shelf, {}, channels, around);
    // Five families, then the channels themselves, which have no need of it.
    std::vector<std::string> expected(5, "box=The box van=The van ");
    expected.resize(7);
    EXPECT_EQ(told, expected);
    ask(set.policies.front(), around, question);
    EXPECT_EQ(told.back(), "0");
}

willcall_status shows(void*, willcall_call*, const willcall_text* events, std::uint64_t count,
                      std::int32_t* shown) noexcept {
    for (std::uint64_t at = 0; at < count; ++at)
        shown[at] = as_view(events[at]) == "gala" ? 1 : as_view(events[at]) == "odd" ? 7 : 0;
    return WILLCALL_OK;
}

TEST_F(ChannelsOfAKind, a_channel_says_which_events_it_shows_and_all_of_them_where_it_does_not) {
    const std::array<std::string, 3> events{"heights", "gala", "odd"};
    EXPECT_EQ(ask_shown(made().channels.at("box"), around, events), std::vector<bool>(3, true));
    sample.channel.shows = shows;
    Shelf other;
    sample.shelve(other);
    const std::array channels{ChannelToMake{"box", "sample", object()}};
    const Instances set(other, {}, channels, around);
    EXPECT_EQ(ask_shown(set.channels.at("box"), around, events),
              (std::vector<bool>{false, true, false}));
}

TEST_F(ChannelsOfAKind, a_reason_of_a_channel_that_was_made_is_a_warning_to_whoever_saves_it) {
    const auto& module = sample.shelve(shelf);
    EXPECT_TRUE(ask_warnings(module, around, "box", object()).empty());
    sample.behaviour.create = [](auto& asked, auto* call, auto*) {
        asked.call->reason(call, 0, text("sample.dusty"), text("the box is dusty"));
        return WILLCALL_OK;
    };
    const auto warnings = ask_warnings(module, around, "box", object());
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0].rule, "sample.dusty");
    EXPECT_EQ(warnings[0].plugin, "sample");
    // One that can't be made is an error, and says so elsewhere.
    sample.behaviour.create = [](auto& asked, auto* call, auto*) {
        asked.call->reason(call, 0, text("sample.broken"), text("the box is broken"));
        return willcall_status{WILLCALL_INVALID};
    };
    EXPECT_TRUE(ask_warnings(module, around, "box", object()).empty());
    EXPECT_EQ(sample.behaviour.created, sample.behaviour.destroyed);
}

}  // namespace
}  // namespace willcall::plugins
