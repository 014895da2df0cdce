// What a channel may get wrong in the answers that came with offices, outlets and carts: a failure
// without words, an exception, a text that is none. It is named, and hurts no other channel.
#include "plugins_room/sample.hpp"

#include "sales/quote.hpp"

namespace willcall::plugins {
namespace {

const std::array<std::string, 2> events{"heights", "gala"};

// A channel that ends each of these with this status, saying nothing.
template <willcall_status status>
struct Ends {
    static willcall_status sign_in(void*, willcall_call*, willcall_sign_in*) noexcept {
        return status;
    }
    static willcall_status shows(void*, willcall_call*, const willcall_text*, std::uint64_t,
                                 std::int32_t*) noexcept {
        return status;
    }
    static willcall_status meet(void*, willcall_call*, const willcall_text*,
                                std::uint64_t) noexcept {
        return status;
    }
    static willcall_status closing(void*, willcall_call*, willcall_handing*) noexcept {
        return status;
    }
    static willcall_status change(void*, willcall_call*, const willcall_change*,
                                  willcall_change_terms*) noexcept {
        return status;
    }
    static void put(willcall_channel& channel) {
        channel.sign_in = sign_in;
        channel.shows = shows;
        channel.meet = meet;
        channel.closing = closing;
        channel.change = change;
    }
};

// What is asked of a channel beside lines and terms, one by one.
std::vector<std::function<void(const Channel&, const Surroundings&)>> questions() {
    static const std::array met{text("heights"), text("gala")};
    return {
        [](auto& channel, auto& around) { ask_sign_in(channel, around); },
        [](auto& channel, auto& around) { ask_shown(channel, around, events); },
        [](auto& channel, auto& around) { meet(channel, around, met); },
        [](auto& channel, auto& around) { ask_closing(channel, around); },
        [](auto& channel, auto& around) {
            willcall_change asked{};
            asked.struct_size = sizeof asked;
            asked.kind = WILLCALL_CHANGE_REFUND;
            ask(channel, around, asked);
        },
    };
}

class ChannelAnswers : public Room {
protected:
    const Channel& box() { return made().channels.at("box"); }
    // What becomes of all questions to a channel of the plugin `throws` that throws there.
    Failure thrown_at(const std::string& where, std::size_t question) {
        auto settings = parse_json(R"({"at": [")" + where + R"("]})");
        const auto& module = shelf.load(std::string(WILLCALL_TEST_PLUGIN_DIR) + "/throws.so");
        validate(settings, *module.channel->settings, Dialect{});
        const std::array channels{ChannelToMake{"wild", "throws", settings}};
        const Instances set(shelf, {}, channels, around);
        return failure_of([&] { questions()[question](set.channels.at("wild"), around); });
    }
};

TEST_F(ChannelAnswers, that_fail_without_a_word_name_the_plugin) {
    Ends<WILLCALL_PLUGIN>::put(sample.channel);
    const auto& channel = box();
    for (const auto& question : questions()) {
        const auto failure = failure_of([&] { question(channel, around); });
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_EQ(failure.plugin(), "sample");
        EXPECT_TRUE(says(failure, "ended with status 6")) << failure.what();
    }
}

TEST_F(ChannelAnswers, a_status_that_is_none_is_a_failure_too) {
    Ends<-77>::put(sample.channel);
    const auto& channel = box();
    for (const auto& question : questions())
        EXPECT_EQ(failure_of([&] { question(channel, around); }).status(), WILLCALL_PLUGIN);
}

TEST_F(ChannelAnswers, left_untouched_are_the_safe_ones) {
    Ends<WILLCALL_OK>::put(sample.channel);
    const auto& channel = box();
    EXPECT_FALSE(ask_sign_in(channel, around).one_device);
    // Of what is sold nothing is shown by a channel that shows, and says nothing of it.
    EXPECT_EQ(ask_shown(channel, around, events), std::vector<bool>(2, false));
    EXPECT_EQ(ask_closing(channel, around).method, "");
    willcall_change asked{};
    asked.struct_size = sizeof asked;
    EXPECT_FALSE(ask(channel, around, asked).accepted);
}

TEST_F(ChannelAnswers, that_throw_name_the_plugin_and_what_was_thrown) {
    const std::array<const char*, 5> names{"sign_in", "shows", "meet", "closing", "change"};
    for (std::size_t number = 0; number < names.size(); ++number) {
        const std::string name = names[number];
        const auto failure = thrown_at(name, number);
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_EQ(failure.plugin(), "throws");
        EXPECT_TRUE(says(failure, "thrown from " + name)) << failure.what();
    }
}

TEST_F(ChannelAnswers, a_text_that_is_no_utf_8_is_shown_without_what_is_not) {
    sample.channel.closing = [](void*, willcall_call*, willcall_handing* handing) noexcept {
        handing->method = {"e\xffmail", 6};
        handing->recipient = {nullptr, 12};
        return willcall_status{WILLCALL_OK};
    };
    const auto said = ask_closing(box(), around);
    EXPECT_EQ(said.method, "e?mail");
    EXPECT_EQ(said.recipient, "");
}

TEST_F(ChannelAnswers, a_text_without_an_end_is_a_failure_that_names_the_plugin) {
    constexpr std::uint64_t endless = std::uint64_t{1} << 40U;
    sample.channel.closing = [](void*, willcall_call*, willcall_handing* handing) noexcept {
        handing->method = {"email", endless};
        return willcall_status{WILLCALL_OK};
    };
    sample.behaviour.terms = [](auto&, auto*, const auto&, auto& terms) {
        terms.accepted = 1;
        terms.payment = WILLCALL_PAYMENT_DUE;
        terms.recipient = {"ann", endless};
        return WILLCALL_OK;
    };
    sample.channel.change = [](void*, willcall_call*, const willcall_change*,
                               willcall_change_terms* terms) noexcept {
        terms->accepted = 1;
        terms->location = {"main", endless};
        return willcall_status{WILLCALL_OK};
    };
    const auto& channel = box();
    willcall_change asked{};
    asked.struct_size = sizeof asked;
    for (const auto& failure : {failure_of([&] { ask_closing(channel, around); }),
                                failure_of([&] { ask(channel, around, willcall_sale{}); }),
                                failure_of([&] { ask(channel, around, asked); })}) {
        EXPECT_EQ(failure.plugin(), "sample");
        EXPECT_TRUE(says(failure, "answers with a text that is too long")) << failure.what();
    }
}

TEST_F(ChannelAnswers, a_time_without_use_that_nobody_lives_to_see_is_a_failure) {
    sample.channel.sign_in = [](void*, willcall_call*, willcall_sign_in* said) noexcept {
        said->idle_minutes = std::numeric_limits<std::int64_t>::max();
        return willcall_status{WILLCALL_OK};
    };
    EXPECT_TRUE(says(failure_of([&] { ask_sign_in(box(), around); }),
                     "ends sessions after 9223372036854775807 minutes"));
}

TEST_F(ChannelAnswers, a_size_that_the_plugin_changed_changes_nothing) {
    sample.channel.sign_in = [](void*, willcall_call*, willcall_sign_in* said) noexcept {
        EXPECT_EQ(said->struct_size, sizeof *said);
        said->struct_size = 4'000'000'000U;
        said->idle_minutes = 5;
        return willcall_status{WILLCALL_OK};
    };
    EXPECT_EQ(ask_sign_in(box(), around).idle_minutes, 5);
}

TEST_F(ChannelAnswers, of_a_table_that_ends_before_them_are_not_asked_for) {
    Ends<WILLCALL_PLUGIN>::put(sample.channel);
    sample.channel.struct_size = WILLCALL_UPTO(willcall_channel, terms);
    const auto& channel = box();
    for (std::size_t number = 0; number < 4; ++number) questions()[number](channel, around);
    willcall_change asked{};
    const auto refused = ask(channel, around, asked);
    EXPECT_EQ(refused.reasons.at(0).rule, "sample.no_changes");
}

TEST_F(ChannelAnswers, flags_that_nobody_knows_mean_nothing) {
    EXPECT_FALSE(sales::lets_others_act(box()));
    for (const auto& [flags, lets] :
         {std::pair{WILLCALL_CHANNEL_ON_BEHALF, true}, {~WILLCALL_CHANNEL_ON_BEHALF, false}}) {
        sample.channel.flags = flags;
        Shelf other;
        sample.shelve(other);
        const std::array channels{ChannelToMake{"box", "sample", object()}};
        const Instances set(other, {}, channels, around);
        EXPECT_EQ(sales::lets_others_act(set.channels.at("box")), lets);
        Caller caller;
        caller.actor.id = 1;
        caller.seller.id = 2;
        const auto against = sales::against_acting(caller, set.channels.at("box"));
        EXPECT_EQ(!against, lets);
        EXPECT_EQ(against ? against->rule : "", lets ? "" : "channel.no_on_behalf");
    }
}

TEST_F(ChannelAnswers, a_channel_writes_what_it_met_into_no_table_that_it_has_not_declared) {
    around.in_turn = true;
    sample.channel.meet = [](void* self, willcall_call* call, const willcall_text*,
                             std::uint64_t) noexcept {
        const auto& host = sample::made(self).host;
        willcall_cell cell{WILLCALL_COLUMN_INTEGER, 0, 1, {}};
        return host.storage->put(call, "items", &cell, 1);
    };
    const tests::EmptyStore store("sqlite");
    const auto database = store.open();
    around.connection = &database->writer();
    const std::array met{text("gala")};
    const auto failure = failure_of([&] { meet(box(), around, met); });
    EXPECT_EQ(failure.plugin(), "sample");
    EXPECT_TRUE(says(failure, "has declared no table `items`")) << failure.what();
}

TEST_F(ChannelAnswers, spent_is_said_of_the_quota_before_it_or_of_none) {
    sample.behaviour.quotas = [](const willcall_host& host, willcall_call* call) {
        host.call->spent(call);
        host.call->quota(call, text("seats"), 5);
        return WILLCALL_OK;
    };
    const auto quotas = declared_quotas(made(), around);
    ASSERT_EQ(quotas.size(), 1U);
    EXPECT_FALSE(quotas[0].spent);
}

TEST_F(ChannelAnswers, a_channel_is_told_what_tickets_are_wanted_for) {
    std::vector<std::int32_t> told;
    sample.behaviour.lines = [&](const willcall_host& host, willcall_call* call, auto, auto*) {
        told.push_back(host.sales->occasion(call));
        return WILLCALL_OK;
    };
    const std::array<willcall_sale_line, 1> line{};
    const auto& channel = box();
    ask(channel, around, line);
    SaleJudged sale;
    around.sale = &sale;
    for (const auto occasion : {WILLCALL_OCCASION_REGISTRATION, WILLCALL_OCCASION_EXCHANGE}) {
        sale.occasion = occasion;
        ask(channel, around, line);
    }
    EXPECT_EQ(told,
              (std::vector<std::int32_t>{WILLCALL_OCCASION_SALE, WILLCALL_OCCASION_REGISTRATION,
                                         WILLCALL_OCCASION_EXCHANGE}));
}

TEST_F(ChannelAnswers, a_scope_is_one_of_those_there_are_or_none) {
    std::int32_t said = 0;
    sample.behaviour.decide = [&](auto&, auto*, const auto&, auto& answer) {
        answer = {WILLCALL_PERMIT, said};
        return WILLCALL_OK;
    };
    const auto& policy = made().policies.front();
    const willcall_permission_question question = {text("/orders/list"), text("")};
    for (const auto known : {WILLCALL_SCOPE_SUBTREE, WILLCALL_SCOPE_OWN_AT_CHANNEL,
                             WILLCALL_SCOPE_LEFT, WILLCALL_SCOPE_UNSAID}) {
        said = known;
        EXPECT_EQ(ask(policy, around, question).scope, known);
    }
    for (const auto unknown : {-1, WILLCALL_SCOPE_LEFT + 1, 1'000'000}) {
        said = unknown;
        EXPECT_EQ(ask(policy, around, question).scope, WILLCALL_SCOPE_NONE);
    }
}

}  // namespace
}  // namespace willcall::plugins
