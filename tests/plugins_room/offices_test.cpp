// What is asked of channels beside lines and terms, and what plugins are told of them.
#include "plugins_room/sample.hpp"

namespace willcall::plugins {
namespace {

using ChannelsAsked = Room;

const willcall_permission_question question = {text("/orders/place"), text("")};

TEST_F(ChannelsAsked, what_is_spent_is_declared_so) {
    sample.behaviour.quotas = [](const willcall_host& host, willcall_call* call) {
        host.call->quota(call, text("places"), 10);
        host.call->quota(call, text("credits"), 5);
        host.call->spent(call);
        return WILLCALL_OK;
    };
    const auto quotas = declared_quotas(made(), around);
    ASSERT_EQ(quotas.size(), 2U);
    EXPECT_EQ(quotas[0].key, "plugin/sample/credits");
    EXPECT_TRUE(quotas[0].spent);
    EXPECT_FALSE(quotas[1].spent);
}

TEST_F(ChannelsAsked, of_one_quota_all_say_whether_it_comes_back) {
    int asked = 0;
    sample.behaviour.quotas = [&](const willcall_host& host, willcall_call* call) {
        host.call->quota(call, text("credits"), 5);
        if (++asked == 2) host.call->spent(call);
        return WILLCALL_OK;
    };
    // The channel, then the rule of the same plugin.
    const auto& set = made();
    const auto failure = failure_of([&] { declared_quotas(set, around); });
    EXPECT_EQ(failure.plugin(), "sample");
    EXPECT_TRUE(says(failure, "the quota `credits` both as spent and as one that comes back"));
}

willcall_status change(void* instance, willcall_call* call, const willcall_change* asked,
                       willcall_change_terms* terms) noexcept {
    const auto& host = sample::made(instance).host;
    host.call->claim(call, static_cast<std::uint64_t>(asked->value), text("credits"), 2, {});
    terms->accepted = 1;
    terms->payment = WILLCALL_PAYMENT_DUE;
    return WILLCALL_OK;
}

TEST_F(ChannelsAsked, a_channel_claims_for_the_lines_that_a_change_is_about_and_for_no_others) {
    sample.channel.change = change;
    const auto& box = made().channels.at("box");
    const std::array<std::int64_t, 2> tickets{1, 3};
    willcall_change asked{};
    asked.struct_size = sizeof asked;
    asked.kind = WILLCALL_CHANGE_PAYMENT;
    asked.line_tickets = tickets.data();
    asked.line_count = tickets.size();
    asked.value = 1;
    const auto terms = ask(box, around, asked);
    ASSERT_EQ(terms.claims.size(), 1U);
    EXPECT_EQ(terms.claims[0].item, 1U);
    EXPECT_EQ(terms.claims[0].units, 2);
    asked.value = 2;
    EXPECT_TRUE(says(failure_of([&] { ask(box, around, asked); }), "for line 2 of 2"));
    // What would not be taken is not passed over.
    asked.value = 1;
    for (const auto kind : {WILLCALL_CHANGE_REGISTRATION, WILLCALL_CHANGE_CANCELLATION,
                            WILLCALL_CHANGE_REFUND, WILLCALL_CHANGE_EXCHANGE}) {
        asked.kind = kind;
        EXPECT_TRUE(says(failure_of([&] { ask(box, around, asked); }),
                         "claims `credits` for a change that claims nothing"));
    }
}

willcall_status claim_all(void* instance, willcall_call* call, const willcall_change* asked,
                          willcall_change_terms*) noexcept {
    sample::made(instance).host.call->claim(call, 0, text("credits"), asked->value, {});
    return WILLCALL_OK;
}

TEST_F(ChannelsAsked, a_change_claims_no_more_than_can_be_added_up) {
    sample.channel.change = claim_all;
    const auto& box = made().channels.at("box");
    willcall_change asked{};
    asked.struct_size = sizeof asked;
    asked.kind = WILLCALL_CHANGE_PAYMENT;
    asked.line_count = 1;
    asked.value = 1'000'000'000;
    EXPECT_EQ(ask(box, around, asked).claims.at(0).units, 1'000'000'000);
    for (const auto units :
         {std::int64_t{1'000'000'001}, std::int64_t{INT64_MAX}, std::int64_t{-1}}) {
        asked.value = units;
        EXPECT_TRUE(says(failure_of([&] { ask(box, around, asked); }),
                         "it claims " + std::to_string(units) + " of `credits`"));
    }
}

TEST_F(ChannelsAsked, a_channel_says_how_a_closing_balance_is_handed_over) {
    sample.channel.closing = [](void*, willcall_call*, willcall_handing* handing) noexcept {
        handing->method = text("email");
        return willcall_status{WILLCALL_OK};
    };
    const auto said = ask_closing(made().channels.at("box"), around);
    EXPECT_EQ(said.method, "email");
    EXPECT_EQ(said.recipient, "");
}

TEST_F(ChannelsAsked, one_that_knows_neither_new_events_nor_closing_balances_is_not_asked) {
    const auto& box = made().channels.at("box");
    const std::array events{text("heights")};
    EXPECT_FALSE(meet(box, around, events));
    EXPECT_EQ(ask_closing(box, around).method, "");
}

TEST_F(ChannelsAsked, a_channel_meets_the_events_that_are_new_to_it) {
    static int met = 0;
    met = 0;
    sample.channel.meet = [](void*, willcall_call*, const willcall_text* events,
                             std::uint64_t count) noexcept {
        ++met;
        EXPECT_EQ(count, 2U);
        EXPECT_EQ(as_view(events[1]), "gala");
        return willcall_status{WILLCALL_OK};
    };
    const std::array events{text("heights"), text("gala")};
    // It wrote nothing, so nothing has to be made anew.
    EXPECT_FALSE(meet(made().channels.at("box"), around, events));
    EXPECT_EQ(met, 1);
}

TEST_F(ChannelsAsked, a_plugin_learns_the_keys_of_the_season) {
    const std::string event = "heights";
    around.keys = [&](std::int32_t what, std::string_view of) {
        std::vector<willcall_text> keys;
        if (what == WILLCALL_KEYS_TICKET_TYPES && of == "heights") keys.push_back(text("adult"));
        if (what == WILLCALL_KEYS_EVENTS) keys.push_back(text(event));
        return keys;
    };
    bool learnt = false;
    sample.behaviour.decide = [&](const willcall_host& host, willcall_call* call, auto&, auto&) {
        learnt = true;
        std::uint64_t count = 0;
        const auto* keys = host.call->keys(call, WILLCALL_KEYS_TICKET_TYPES, text(event), &count);
        EXPECT_EQ(count, 1U);
        EXPECT_EQ(as_view(keys[0]), "adult");
        host.call->keys(call, WILLCALL_KEYS_LOCATIONS, text(""), &count);
        EXPECT_EQ(count, 0U);
        return WILLCALL_OK;
    };
    ask(made().policies.front(), around, question);
    EXPECT_TRUE(learnt);
}

}  // namespace
}  // namespace willcall::plugins
