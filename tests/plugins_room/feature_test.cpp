// Operations of plugins: how one is handled, and whose error is whose.
#include "plugins_room/sample.hpp"

#include "operations/call.hpp"
#include "store/interrupted.hpp"

namespace willcall::plugins {
namespace {

class Handling : public Room {
protected:
    Handling() {
        around.answer = &answer;
        around.in_turn = true;
    }
    using Work = std::function<willcall_status(const willcall_host&, willcall_call*)>;
    // Handles one request with `work`.
    Handled handled(Work work, std::uint64_t number = 0) {
        sample.behaviour.handle = [work](const willcall_host& host, willcall_call* call,
                                         std::uint64_t,
                                         const willcall_value*) { return work(host, call); };
        if (!instances) made();
        answer = willcall_writer(2);
        return handle(instances->features.front(), around, number, object());
    }
    static willcall_status write_count(const willcall_host& host, willcall_call* call,
                                       std::int64_t count) {
        auto* writer = host.values->answer(call);
        host.values->object(writer);
        host.values->name(writer, text("count"));
        host.values->put_number(writer, WILLCALL_INTEGER, count);
        host.values->end(writer);
        return WILLCALL_OK;
    }
    // The engine, as far as an operation sees it: answers with a count.
    void answer_invokes() {
        around.invoke = [this](std::string_view operation, std::string_view request) {
            invoked = std::string(operation) + ' ' + std::string(request);
            auto value = parse_json(R"({"count": 12})");
            validate(value, *shape::of<sample::Count>(), Dialect{});
            return Answered<Value>(std::move(value));
        };
    }

    willcall_writer answer{2};
    std::string invoked;
};

TEST_F(Handling, an_answer_is_written_through_the_value_service) {
    const auto done = handled([](auto& host, auto* call) { return write_count(host, call, 7); });
    EXPECT_FALSE(done.refusal);
    EXPECT_FALSE(done.wrote_tables);
    EXPECT_EQ(answer.text, R"({"count":7})");
}

TEST_F(Handling, an_answer_that_is_missing_or_half_written_is_a_failure_of_the_plugin) {
    auto failure = failure_of([&] { handled([](auto&, auto*) { return WILLCALL_OK; }); });
    EXPECT_STREQ(failure.what(),
                 "plugin `sample` failed: it did not write a whole answer to `sample.count`");
    failure = failure_of([&] {
        handled([](auto& host, auto* call) {
            host.values->object(host.values->answer(call));
            return WILLCALL_OK;
        });
    });
    EXPECT_TRUE(says(failure, "whole answer"));
}

TEST_F(Handling, a_turn_that_was_interrupted_runs_again_whatever_the_plugin_makes_of_it) {
    around.invoke = [](std::string_view, std::string_view) -> Answered<Value> {
        throw store::Interrupted(WILLCALL_UNAVAILABLE, "another engine was quicker");
    };
    for (const bool goes_on : {false, true})
        EXPECT_THROW(handled([goes_on](auto& host, auto* call) {
                         const willcall_value* unused = nullptr;
                         const auto status =
                             host.operations->invoke(call, "orders.list", text("{}"), &unused);
                         EXPECT_EQ(status, WILLCALL_UNAVAILABLE);
                         return goes_on ? write_count(host, call, 7) : status;
                     }),
                     store::Interrupted);
}

TEST_F(Handling, a_refusal_has_the_reasons_of_the_plugin_or_a_plain_one) {
    auto done = handled([](auto& host, auto* call) {
        host.call->reason(call, 0, text("sample.full"), text("no room"));
        host.call->number(call, text("left"), 0);
        return WILLCALL_REFUSED;
    });
    ASSERT_TRUE(done.refusal);
    EXPECT_EQ(done.refusal->reasons.at(0).rule, "sample.full");
    EXPECT_EQ(done.refusal->reasons.at(0).plugin, "sample");
    EXPECT_EQ(done.refusal->reasons.at(0).numbers.at("left"), 0);
    done = handled([](auto&, auto*) { return WILLCALL_REFUSED; });
    ASSERT_TRUE(done.refusal);
    ASSERT_EQ(done.refusal->reasons.size(), 1U);
    EXPECT_EQ(done.refusal->reasons[0].rule, "sample.refused");
    EXPECT_EQ(done.refusal->reasons[0].plugin, "sample");
}

TEST_F(Handling, an_error_about_the_request_goes_to_the_caller_and_a_defect_names_the_plugin) {
    const auto failing = [&](willcall_status status) {
        return failure_of([&] {
            handled([&](auto& host, auto* call) {
                host.call->fail(call, text("no such thing"), text("thing"));
                return status;
            });
        });
    };
    for (const auto status :
         {WILLCALL_INVALID, WILLCALL_NOT_FOUND, WILLCALL_CONFLICT, WILLCALL_UNAVAILABLE}) {
        const auto failure = failing(status);
        EXPECT_EQ(failure.status(), status);
        EXPECT_STREQ(failure.what(), "no such thing");
        EXPECT_EQ(failure.field(), "thing");
        EXPECT_EQ(failure.plugin(), "sample");
    }
    for (const auto status : {WILLCALL_PLUGIN, WILLCALL_STORE, WILLCALL_INTERNAL, 99, -1}) {
        const auto failure = failing(status);
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_STREQ(failure.what(), "plugin `sample` failed: no such thing");
    }
}

TEST_F(Handling, another_operation_is_invoked_with_json_or_with_a_written_request) {
    answer_invokes();
    const auto done = handled([](const willcall_host& host, willcall_call* call) {
        const willcall_value* value = nullptr;
        EXPECT_EQ(host.operations->invoke(call, "stock.count", text("{}"), &value), WILLCALL_OK);
        auto* request = host.operations->request(call);
        host.values->object(request);
        host.values->end(request);
        EXPECT_EQ(host.operations->invoke(call, "stock.count", {}, &value), WILLCALL_OK);
        const auto* count = host.values->find(value, text("count"));
        return write_count(host, call, host.values->number(count));
    });
    EXPECT_FALSE(done.refusal);
    EXPECT_EQ(invoked, "stock.count {}");
    EXPECT_EQ(answer.text, R"({"count":12})");
}

TEST_F(Handling, a_request_that_was_not_written_is_not_sent) {
    answer_invokes();
    const auto failure = failure_of([&] {
        handled([](const willcall_host& host, willcall_call* call) {
            const willcall_value* value = nullptr;
            host.values->object(host.operations->request(call));
            return host.operations->invoke(call, "stock.count", {}, &value);
        });
    });
    EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
    EXPECT_TRUE(says(failure, "the request of `stock.count` was not written"));
    EXPECT_TRUE(invoked.empty());
}

TEST_F(Handling, the_error_of_an_invoked_operation_is_passed_on_unchanged) {
    const Work pass_on = [](const willcall_host& host, willcall_call* call) {
        const willcall_value* value = nullptr;
        return host.operations->invoke(call, "orders.get", text("{}"), &value);
    };
    around.invoke = [](std::string_view, std::string_view) -> Answered<Value> {
        throw Failure(WILLCALL_NOT_FOUND, "no order `7`").at("id");
    };
    const auto failure = failure_of([&] { handled(pass_on); });
    EXPECT_EQ(failure.status(), WILLCALL_NOT_FOUND);
    EXPECT_STREQ(failure.what(), "no order `7`");
    EXPECT_EQ(failure.field(), "id");
    EXPECT_EQ(failure.plugin(), "");

    around.invoke = [](std::string_view, std::string_view) -> Answered<Value> {
        return refusal("stock.sold_out", "sold out", {{"left", 0}});
    };
    const auto done = handled(pass_on);
    ASSERT_TRUE(done.refusal);
    EXPECT_EQ(done.refusal->reasons.at(0).rule, "stock.sold_out");
    EXPECT_EQ(done.refusal->reasons.at(0).plugin, "");

    around.invoke = [](std::string_view, std::string_view) -> Answered<Value> {
        throw std::bad_alloc();
    };
    EXPECT_EQ(failure_of([&] { handled(pass_on); }).status(), WILLCALL_UNAVAILABLE);
}

TEST_F(Handling, an_error_that_a_plugin_has_got_over_is_forgotten) {
    around.invoke = [](std::string_view, std::string_view) -> Answered<Value> {
        throw Failure(WILLCALL_NOT_FOUND, "no order `7`");
    };
    const auto invoke = [](const willcall_host& host, willcall_call* call) {
        const willcall_value* value = nullptr;
        return host.operations->invoke(call, "orders.get", text("{}"), &value);
    };
    EXPECT_FALSE(handled([&](auto& host, auto* call) {
                     EXPECT_EQ(invoke(host, call), WILLCALL_NOT_FOUND);
                     return write_count(host, call, 0);
                 }).refusal);
    const auto failure = failure_of([&] {
        handled([&](const willcall_host& host, willcall_call* call) {
            EXPECT_EQ(invoke(host, call), WILLCALL_NOT_FOUND);
            host.call->fail(call, text("no such office"), {});
            return WILLCALL_NOT_FOUND;
        });
    });
    EXPECT_STREQ(failure.what(), "no such office");
    EXPECT_EQ(failure.plugin(), "sample");
}

TEST_F(Handling, only_an_operation_that_writes_sets_whom_the_session_acts_for) {
    std::string seller = "nobody";
    around.act_for = [&](std::string_view login) {
        if (login == "ghost") throw Failure(WILLCALL_NOT_FOUND, "no user `ghost`");
        seller = login;
    };
    const Work act = [](const willcall_host& host, willcall_call* call) {
        const auto status = host.call->act_for(call, text("bob"));
        return status == WILLCALL_OK ? write_count(host, call, 1) : status;
    };
    const auto failure = failure_of([&] { handled(act, 0); });
    EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
    EXPECT_TRUE(says(failure, "only an operation that writes")) << failure.what();
    EXPECT_EQ(seller, "nobody");
    handled(act, 1);
    EXPECT_EQ(seller, "bob");
    const auto unknown = failure_of([&] {
        handled([](auto& host, auto* call) { return host.call->act_for(call, text("ghost")); }, 1);
    });
    EXPECT_EQ(unknown.status(), WILLCALL_NOT_FOUND);
    EXPECT_STREQ(unknown.what(), "no user `ghost`");
}

TEST_F(Handling, a_further_permission_is_required_and_its_refusal_passed_on) {
    const Work work = [](const willcall_host& host, willcall_call* call) {
        const auto status = host.call->require(call, text("/sample/more"), text("x"));
        return status == WILLCALL_OK ? write_count(host, call, 1) : status;
    };
    EXPECT_TRUE(says(failure_of([&] { handled(work); }), "inside an operation only"));
    std::string asked;
    around.require = [&](std::string_view permission, std::string_view subject) {
        asked = std::string(permission) + ' ' + std::string(subject);
        return std::optional<Refusal>();
    };
    EXPECT_FALSE(handled(work).refusal);
    EXPECT_EQ(asked, "/sample/more x");
    around.require = [](std::string_view, std::string_view) {
        return std::optional(refusal("access.not_permitted", "nobody permits it"));
    };
    const auto done = handled(work);
    ASSERT_TRUE(done.refusal);
    EXPECT_EQ(done.refusal->reasons.at(0).rule, "access.not_permitted");
    EXPECT_EQ(done.refusal->reasons.at(0).plugin, "");
}

TEST_F(Handling, a_plugin_says_what_its_journal_entry_is_about) {
    EXPECT_EQ(handled([](auto& host, auto* call) { return write_count(host, call, 1); }).subject,
              0);
    EXPECT_EQ(handled([](auto& host, auto* call) {
                  host.call->about(call, 17);
                  return write_count(host, call, 1);
              }).subject,
              17);
}

TEST_F(Handling, operations_of_a_plugin_are_made_known_like_the_engines_own) {
    const auto& module = sample.shelve(shelf);
    std::vector<std::uint64_t> asked;
    const auto operations = feature_operations(
        module, [&](const Module& of, std::uint64_t number, Call&, const Value&, willcall_writer&) {
            EXPECT_EQ(&of, &module);
            asked.push_back(number);
            return std::optional<Refusal>();
        });
    ASSERT_EQ(operations.size(), 2U);
    EXPECT_EQ(operations[0].name, "sample.count");
    EXPECT_EQ(operations[0].permission, "/sample/count");
    EXPECT_EQ(operations[0].plugin, "sample");
    EXPECT_EQ(operations[0].handling, willcall::Handling::reads);
    EXPECT_EQ(operations[1].handling, willcall::Handling::writes);
    EXPECT_EQ(operations[1].answer, shape::of<sample::Count>());
    Call call;
    for (const auto& operation : operations) operation.handle(call, object(), answer);
    EXPECT_EQ(asked, (std::vector<std::uint64_t>{0, 1}));
}

}  // namespace
}  // namespace willcall::plugins
