// Questions to plugins: what they may say, and what becomes of nonsense.
#include "plugins_room/sample.hpp"

namespace willcall::plugins {
namespace {

using Asking = Room;

const willcall_permission_question question = {text("/orders/place"), text("")};
const std::array<willcall_sale_line, 2> two_lines{
    {{text("heights"), text("first"), text("adult"), 0, 0, 3, 2500},
     {text("heights"), text("first"), text("child"), 0, 0, 2, 1500}}};

TEST_F(Asking, instances_are_made_for_every_family_and_destroyed_with_their_set) {
    const auto& set = made();
    EXPECT_EQ(set.policies.size() + set.eligibilities.size() + set.documents.size() +
                  set.deliveries.size() + set.features.size(),
              5U);
    EXPECT_EQ(set.channels.count("box"), 1U);
    EXPECT_EQ(sample.behaviour.created, 6);
    instances.reset();
    EXPECT_EQ(sample.behaviour.destroyed, 6);
}

TEST_F(Asking, a_plugin_that_cant_be_made_is_broken_and_named_and_hurts_nobody_else) {
    sample.behaviour.create = [](const willcall_host& host, willcall_call* call, auto*) {
        host.call->fail(call, text("no such server"), text("server"));
        return WILLCALL_INVALID;
    };
    Sample& first = sample;
    const auto& set = made();
    EXPECT_TRUE(set.policies.empty());
    EXPECT_TRUE(set.channels.empty());
    ASSERT_EQ(set.broken.count("sample"), 1U);
    const auto& failure = set.broken.at("sample");
    // It says itself that its settings are wrong: that is the season's fault.
    EXPECT_STREQ(failure.what(), "no such server");
    EXPECT_EQ(failure.status(), WILLCALL_INVALID);
    EXPECT_EQ(failure.field(), "server");
    EXPECT_EQ(failure.plugin(), "sample");
    EXPECT_EQ(set.broken_channels.count("box"), 1U);
    EXPECT_EQ(first.behaviour.destroyed, 0);
}

TEST_F(Asking, a_channel_of_a_kind_that_nobody_serves_is_broken) {
    sample.shelve(shelf);
    const std::array channels{ChannelToMake{"shop", "webshop", object()}};
    const Instances set(shelf, {}, channels, around);
    EXPECT_STREQ(set.broken_channels.at("shop").what(),
                 "channel `shop` is of the kind `webshop`, which no plugin here serves");
}

TEST_F(Asking, a_policy_decides_with_reasons_and_numbers) {
    sample.behaviour.decide = [](const willcall_host& host, willcall_call* call, const auto& asked,
                                 auto& answer) {
        EXPECT_EQ(as_view(asked.permission), "/orders/place");
        EXPECT_EQ(as_view(host.call->parties(call)->actor), "ada");
        host.call->reason(call, 0, text("sample.closed"), text("the office is closed"));
        host.call->number(call, text("until"), 17);
        answer = {WILLCALL_FORBID, WILLCALL_SCOPE_OWN};
        return WILLCALL_OK;
    };
    const auto answer = ask(made().policies.front(), around, question);
    EXPECT_EQ(answer.decision, WILLCALL_FORBID);
    EXPECT_EQ(answer.scope, WILLCALL_SCOPE_OWN);
    ASSERT_EQ(answer.reasons.size(), 1U);
    EXPECT_EQ(answer.reasons[0].rule, "sample.closed");
    EXPECT_EQ(answer.reasons[0].plugin, "sample");
    EXPECT_EQ(answer.reasons[0].numbers.at("until"), 17);
    EXPECT_FALSE(answer.reasons[0].line.has_value());
}

TEST_F(Asking, an_untouched_answer_permits_sells_and_delivers_nothing) {
    const auto& set = made();
    const auto decided = ask(set.policies.front(), around, question);
    EXPECT_EQ(decided.decision, WILLCALL_NO_OPINION);
    EXPECT_EQ(decided.scope, WILLCALL_SCOPE_UNSAID);
    const auto sold = ask(set.channels.at("box"), around, two_lines);
    EXPECT_EQ(sold.on_sale, std::vector<bool>({false, false}));
    ASSERT_EQ(sold.said.reasons.size(), 2U);
    EXPECT_EQ(sold.said.reasons[1].second.rule, "sample.not_on_sale");
    EXPECT_EQ(sold.said.reasons[1].second.line, 1);
    const auto terms = ask(set.channels.at("box"), around, willcall_sale{});
    EXPECT_FALSE(terms.accepted);
    EXPECT_EQ(terms.reasons.at(0).rule, "sample.not_accepted");
    const auto judged = ask(set.eligibilities.front(), around, two_lines);
    EXPECT_EQ(judged.verdicts, std::vector<std::int32_t>(2, WILLCALL_VERDICT_UNANSWERED));
    EXPECT_EQ(judged.said.reasons.at(0).second.rule, "sample.unanswered");
    const std::array<willcall_job, 1> jobs{};
    const auto outcomes = hand_over(set.deliveries.front(), around, jobs);
    EXPECT_EQ(outcomes.at(0).state, WILLCALL_OUTCOME_UNSAID);
}

TEST_F(Asking, numbers_that_mean_nothing_count_as_the_safest_answer) {
    auto& behaviour = sample.behaviour;
    behaviour.decide = [](auto&, auto*, const auto&, auto& answer) {
        return answer = {77, -3}, WILLCALL_OK;
    };
    behaviour.lines = [](auto&, auto*, auto, auto* answers) {
        return answers[0].on_sale = 2, answers[1].on_sale = 1, WILLCALL_OK;
    };
    behaviour.terms = [](auto&, auto*, const auto&, auto& terms) {
        return terms.accepted = 1, terms.payment = 12, terms.shift = 12, WILLCALL_OK;
    };
    behaviour.judge = [](auto&, auto*, auto, auto* verdicts) {
        return verdicts[0].verdict = 9, verdicts[1].verdict = WILLCALL_VERDICT_YES, WILLCALL_OK;
    };
    behaviour.deliver = [](auto&, auto*, auto, auto* outcomes) {
        return outcomes[0] = {-1, 0, -5}, WILLCALL_OK;
    };
    const auto& set = made();
    const auto decided = ask(set.policies.front(), around, question);
    EXPECT_EQ(decided.decision, WILLCALL_FORBID);
    EXPECT_EQ(decided.scope, WILLCALL_SCOPE_NONE);
    EXPECT_EQ(decided.reasons.at(0).rule, "sample.forbidden");
    EXPECT_EQ(ask(set.channels.at("box"), around, two_lines).on_sale,
              std::vector<bool>({false, true}));
    const auto terms = ask(set.channels.at("box"), around, willcall_sale{});
    EXPECT_FALSE(terms.accepted);
    EXPECT_EQ(terms.shift, WILLCALL_SHIFT_BY_ROLE);
    EXPECT_EQ(terms.reasons.at(0).rule, "sample.payment_unsaid");
    EXPECT_EQ(ask(set.eligibilities.front(), around, two_lines).verdicts,
              std::vector<std::int32_t>({WILLCALL_VERDICT_UNANSWERED, WILLCALL_VERDICT_YES}));
    const std::array<willcall_job, 1> jobs{};
    const auto outcomes = hand_over(set.deliveries.front(), around, jobs);
    EXPECT_EQ(outcomes.at(0).state, WILLCALL_OUTCOME_UNSAID);
    EXPECT_EQ(outcomes.at(0).again_after_seconds, 0);
}

TEST_F(Asking, more_lines_than_usual_are_all_answered) {
    sample.behaviour.lines = [](auto&, auto*, auto lines, auto* answers) {
        for (std::size_t line = 0; line < lines.size(); ++line) answers[line].on_sale = 1;
        return WILLCALL_OK;
    };
    const std::vector<willcall_sale_line> lines(1000, two_lines[0]);
    const auto answer = ask(made().channels.at("box"), around, lines);
    EXPECT_EQ(answer.on_sale, std::vector<bool>(1000, true));
}

TEST_F(Asking, a_rule_says_effects_claims_and_locks) {
    sample.behaviour.judge = [](const willcall_host& host, willcall_call* call, auto,
                                auto* verdicts) {
        verdicts[0].verdict = WILLCALL_VERDICT_YES;
        verdicts[1].verdict = WILLCALL_VERDICT_NO;
        host.call->effect(call, 0, text("two_for_one"), 1, 2500);
        host.call->claim(call, 0, text("uses"), 1, text("two_for_one"));
        host.call->opens(call, 1, text("members"));
        host.call->reason(call, 1, text("sample.age"), text("children only"));
        return WILLCALL_OK;
    };
    const auto answer = ask(made().eligibilities.front(), around, two_lines);
    ASSERT_EQ(answer.said.effects.size(), 1U);
    EXPECT_EQ(answer.said.effects[0].amount, 2500);
    ASSERT_EQ(answer.said.claims.size(), 1U);
    EXPECT_EQ(answer.said.claims[0].key, "uses");
    EXPECT_EQ(answer.said.claims[0].offer, "two_for_one");
    EXPECT_EQ(answer.said.opened.at(0).lock, "members");
    ASSERT_EQ(answer.said.reasons.size(), 1U);
    EXPECT_EQ(answer.said.reasons[0].second.line, 1);
}

TEST_F(Asking, claims_and_effects_that_would_harm_are_failures) {
    using Say = std::function<void(const willcall_call_service&, willcall_call*)>;
    const std::vector<Say> nonsense = {
        [](auto& to, auto* call) { to.claim(call, 2, text("seats"), 1, {}); },
        [](auto& to, auto* call) { to.claim(call, 0, text("seats"), -1, {}); },
        [](auto& to, auto* call) { to.claim(call, 0, {}, 1, {}); },
        [](auto& to, auto* call) { to.effect(call, 99, text("offer"), 1, 1); },
        [](auto& to, auto* call) { to.effect(call, 0, text("offer"), 4, 1); },
        [](auto& to, auto* call) { to.effect(call, 0, text("offer"), -1, 1); },
        [](auto& to, auto* call) { to.effect(call, 0, text("offer"), 1, -1); },
        [](auto& to, auto* call) { to.opens(call, 2, text("members")); },
    };
    Say say;
    sample.behaviour.lines = [&](const willcall_host& host, willcall_call* call, auto, auto*) {
        return say(*host.call, call), WILLCALL_OK;
    };
    const auto& channel = made().channels.at("box");
    for (const auto& one : nonsense) {
        say = one;
        const auto failure = failure_of([&] { ask(channel, around, two_lines); });
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_EQ(failure.plugin(), "sample");
        EXPECT_TRUE(says(failure, "plugin `sample` failed: it ")) << failure.what();
    }
}

TEST_F(Asking, the_terms_of_a_channel_are_copied) {
    std::string method = "email";
    sample.behaviour.terms = [&](auto&, auto*, const auto& sale, auto& terms) {
        terms = {terms.struct_size,
                 1,
                 WILLCALL_PAYMENT_SKIPPED,
                 WILLCALL_SHIFT_UNUSED,
                 text(method),
                 sale.recipient,
                 text("main")};
        return WILLCALL_OK;
    };
    willcall_sale sale{};
    sale.struct_size = sizeof sale;
    sale.recipient = text("ada@example.org");
    const auto terms = ask(made().channels.at("box"), around, sale);
    method = "pigeon";
    EXPECT_TRUE(terms.accepted);
    EXPECT_EQ(terms.payment, WILLCALL_PAYMENT_SKIPPED);
    EXPECT_EQ(terms.shift, WILLCALL_SHIFT_UNUSED);
    EXPECT_EQ(terms.method, "email");
    EXPECT_EQ(terms.recipient, "ada@example.org");
    EXPECT_EQ(terms.location, "main");
    EXPECT_TRUE(terms.reasons.empty());
}

TEST_F(Asking, quotas_are_declared_under_the_name_of_the_plugin_and_once) {
    std::int64_t capacity = 100;
    sample.behaviour.quotas = [&](const willcall_host& host, willcall_call* call) {
        host.call->quota(call, text("office/3"), capacity);
        host.call->quota(call, text("credits"), 5);
        return WILLCALL_OK;
    };
    const auto& set = made();
    const auto quotas = declared_quotas(set, around);
    ASSERT_EQ(quotas.size(), 2U);
    EXPECT_EQ(quotas[1].key, "plugin/sample/office/3");
    EXPECT_EQ(quotas[1].capacity, 100);
    capacity = -1;
    EXPECT_TRUE(says(failure_of([&] { declared_quotas(set, around); }),
                     "declares a quota `office/3` of -1"));
}

TEST_F(Asking, a_plugin_that_fails_is_named_with_its_own_words_or_without_any) {
    sample.behaviour.decide = [](const willcall_host& host, willcall_call* call, auto&, auto&) {
        host.call->fail(call, text("the list is unreadable"), {});
        return WILLCALL_UNAVAILABLE;
    };
    const auto& set = made();
    auto failure = failure_of([&] { ask(set.policies.front(), around, question); });
    EXPECT_STREQ(failure.what(), "plugin `sample` failed: the list is unreadable");
    EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
    sample.behaviour.decide = [](auto&, auto*, auto&, auto&) { return willcall_status{42}; };
    failure = failure_of([&] { ask(set.policies.front(), around, question); });
    EXPECT_STREQ(failure.what(), "plugin `sample` failed: it ended with status 42, not saying why");
}

willcall_status throwing(void*, willcall_call*, const willcall_permission_question*, std::uint64_t,
                         willcall_permission_answer*, std::uint64_t, std::uint64_t) {
    throw std::runtime_error("out of paper");
}

TEST_F(Asking, an_exception_out_of_a_plugin_is_caught_and_names_it) {
    // As a plugin built before C++17 could fill its table.
    sample.policy.decide = reinterpret_cast<decltype(sample.policy.decide)>(&throwing);
    const auto& set = made();
    const auto failure = failure_of([&] { ask(set.policies.front(), around, question); });
    EXPECT_STREQ(failure.what(), "plugin `sample` failed: it threw: out of paper");
    EXPECT_EQ(failure.plugin(), "sample");
}

TEST_F(Asking, a_thrown_exception_of_the_plugin_layer_names_the_plugin_and_what_it_threw) {
    const auto& module = shelf.load(std::string(WILLCALL_TEST_PLUGIN_DIR) + "/throws.so");
    auto settings = object();
    const std::array channels{ChannelToMake{"box", "throws", object()}};
    const Instances set(shelf, {}, channels, around);
    const auto thrown = [&](auto&& work) {
        const auto failure = failure_of(work);
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_EQ(failure.plugin(), "throws");
        EXPECT_TRUE(says(failure, "plugin `throws` failed: ")) << failure.what();
        return std::string(failure.what());
    };
    EXPECT_TRUE(
        thrown([&] { ask(set.policies.at(0), around, question); }).ends_with("thrown from decide"));
    thrown([&] { ask(set.channels.at("box"), around, two_lines); });
    thrown([&] { ask(set.channels.at("box"), around, willcall_sale{sizeof(willcall_sale)}); });
    thrown([&] { ask(set.eligibilities.at(0), around, two_lines); });
    thrown([&] { make_document(set.documents.at(0), around, 0, settings); });
    thrown([&] { handle(set.features.at(0), around, 0, settings); });
    EXPECT_EQ(&set.features.at(0).module(), &module);
    // A job is asked for again, whatever became of the others.
    const auto outcomes = hand_over(set.deliveries.at(0), around, std::array<willcall_job, 1>{});
    EXPECT_EQ(outcomes.at(0).state, WILLCALL_TRY_LATER);
    EXPECT_EQ(outcomes.at(0).detail, "thrown from deliver");
}

TEST_F(Asking, a_plugin_reads_the_clock_chance_and_whether_to_stop_from_the_engine) {
    std::atomic<bool> closing = false;
    world.closing = [&] { return closing.load(); };
    around.deadline = clock + 10;
    std::string logged;
    around.log = [&](int level, std::string_view line) {
        logged = std::to_string(level) + ' ' + std::string(line);
    };
    std::vector<int> stopped;
    sample.behaviour.decide = [&](const willcall_host& host, willcall_call* call, auto&, auto&) {
        EXPECT_EQ(host.call->now(call), around.now);
        stopped.push_back(host.call->stopped(call));
        std::array<unsigned char, 16> bytes{};
        host.call->random(call, bytes.data(), bytes.size());
        EXPECT_NE(bytes, (std::array<unsigned char, 16>{}));
        host.call->log(call, 99, text("hot"));
        return WILLCALL_OK;
    };
    const auto& policy = made().policies.front();
    ask(policy, around, question);
    closing = true;
    ask(policy, around, question);
    closing = false;
    clock += 20;
    ask(policy, around, question);
    EXPECT_EQ(stopped, std::vector({0, 1, 1}));
    EXPECT_EQ(logged, "3 sample: hot");
}

TEST_F(Asking, services_that_are_not_for_questions_say_so_and_do_no_harm) {
    sample.behaviour.decide = [](const willcall_host& host, willcall_call* call, auto&,
                                 auto& answer) {
        const willcall_value* value = nullptr;
        willcall_rows rows{};
        EXPECT_EQ(host.operations->invoke(call, "orders.place", text("{}"), &value),
                  WILLCALL_INVALID);
        EXPECT_EQ(host.call->act_for(call, text("bob")), WILLCALL_INVALID);
        EXPECT_EQ(host.storage->scan(call, "x", nullptr, nullptr, 0, nullptr, 1, &rows),
                  WILLCALL_INVALID);
        auto* writer = host.values->answer(call);
        host.values->object(writer);
        host.values->end(writer);
        host.call->number(call, text("lonely"), 1);
        host.call->put(call, nullptr, 12);
        answer.decision = WILLCALL_PERMIT;
        return WILLCALL_OK;
    };
    EXPECT_EQ(ask(made().policies.front(), around, question).decision, WILLCALL_PERMIT);
    const auto& services = host();
    EXPECT_EQ(services.storage->put(nullptr, "x", nullptr, 0), WILLCALL_INVALID);
    services.call->fail(nullptr, text("x"), {});
    EXPECT_EQ(services.values->answer(nullptr), nullptr);
    EXPECT_EQ(services.call->parties(nullptr)->struct_size, sizeof(willcall_parties));
}

TEST_F(Asking, what_cant_be_kept_fails_the_question_instead_of_going_missing) {
    sample.behaviour.lines = [](const willcall_host& host, willcall_call* call, auto,
                                auto* answers) {
        answers[0].on_sale = answers[1].on_sale = 1;
        host.call->claim(call, 0, {"seats", std::uint64_t{1} << 62U}, 1, {});
        return WILLCALL_OK;
    };
    const auto& channel = made().channels.at("box");
    EXPECT_TRUE(says(failure_of([&] { ask(channel, around, two_lines); }),
                     "plugin `sample` failed: what it said could not be kept"));
}

TEST_F(Asking, a_text_that_is_no_utf_8_is_shown_without_what_is_not) {
    sample.behaviour.decide = [](const willcall_host& host, willcall_call* call, auto&,
                                 auto& answer) {
        host.call->reason(call, 0, text(""), text("caf\xe9"));
        answer.decision = WILLCALL_FORBID;
        return WILLCALL_OK;
    };
    const auto answer = ask(made().policies.front(), around, question);
    EXPECT_EQ(answer.reasons.at(0).message, "caf?");
    EXPECT_EQ(answer.reasons.at(0).rule, "sample.unnamed");
}

TEST_F(Asking, documents_are_made_and_handed_over) {
    sample.behaviour.make = [](const willcall_host& host, willcall_call* call, std::uint64_t number,
                               auto*) {
        host.call->title(call, text(number == 0 ? "numbers" : "what?"));
        host.call->put(call, "one ", 4);
        host.call->put(call, "two\0", 4);
        return WILLCALL_OK;
    };
    sample.behaviour.deliver = [](const willcall_host& host, willcall_call* call, auto jobs,
                                  auto* outcomes) {
        EXPECT_EQ(as_view(jobs[1].id), "b");
        outcomes[0].state = WILLCALL_DELIVERED;
        outcomes[1] = {WILLCALL_TRY_LATER, 0, 60};
        host.call->reason(call, 1, text("sample.tired"), text("the pigeon sleeps"));
        host.call->reason(call, 1, text("sample.dark"), text("it is dark"));
        host.call->reason(call, 9, text("sample.what"), text("about nothing"));
        return WILLCALL_OK;
    };
    const auto& set = made();
    const auto [bytes, title] = make_document(set.documents.front(), around, 0, object());
    EXPECT_TRUE(bytes == std::string("one two\0", 8) && title == "numbers") << title << bytes;
    EXPECT_TRUE(says(failure_of([&] { make_document(set.documents.front(), around, 1, object()); }),
                     "makes no such document"));
    std::array<willcall_job, 2> jobs{};
    jobs[0].id = text("a");
    jobs[1].id = text("b");
    const auto outcomes = hand_over(set.deliveries.front(), around, jobs);
    ASSERT_EQ(outcomes.size(), 2U);
    EXPECT_EQ(outcomes[0].state, WILLCALL_DELIVERED);
    EXPECT_EQ(outcomes[1].state, WILLCALL_TRY_LATER);
    EXPECT_EQ(outcomes[1].again_after_seconds, 60);
    EXPECT_EQ(outcomes[1].detail, "the pigeon sleeps; it is dark");
}

}  // namespace
}  // namespace willcall::plugins
