// What plugins get of the engine's services where they use them wrongly: from the wrong place, by
// texts that are none, without room for an answer. Nothing is done, the plugin is told, and where
// it goes on regardless nobody is hurt.
#include "plugins_room/sample.hpp"

namespace willcall::plugins {
namespace {

const willcall_text not_there = {nullptr, 5};
const willcall_text not_utf_8 = {"a\xff", 2};
const willcall_text with_nul = {"a\0b", 3};
const willcall_text too_long = {"a", std::uint64_t{1} << 40U};

using Service = std::function<willcall_status(const willcall_host&, willcall_call*)>;
using ByText = willcall_status (*)(const willcall_host&, willcall_call*, willcall_text);

// The engine behind the services, writing down what it was asked for.
class Services : public Room {
protected:
    Services() {
        around.answer = &answer;
        around.act_for = [this](std::string_view seller) { asked += "acts for " + quoted(seller); };
        around.enter = [this](std::string_view channel) { asked += "enters " + quoted(channel); };
        around.book_for = [this](std::int64_t owner, std::string_view errand) {
            asked += "books for " + std::to_string(owner) + quoted(errand);
        };
        around.sell_for = [this](std::string_view seller, std::string_view channel) {
            asked += "sells for " + quoted(seller) + quoted(channel);
            return no;
        };
        around.require = [this](std::string_view permission, std::string_view subject) {
            asked += "requires " + quoted(permission) + quoted(subject);
            return no;
        };
        around.sign = [this](std::string_view text) {
            asked += "signs " + quoted(text);
            return std::string("signed");
        };
        around.verify = [this](std::string_view text) {
            asked += "verifies " + quoted(text);
            return text == "signed" ? std::optional<std::string>("a text") : std::nullopt;
        };
        around.stock = [this](const std::string& key) -> std::optional<willcall_stock> {
            asked += "looks at " + quoted(key);
            if (key != "plugin/sample/seats") return std::nullopt;
            return willcall_stock{0, 0, 10, 4, 1, 5};
        };
    }
    static std::string quoted(std::string_view text) { return '`' + std::string(text) + "` "; }

    // What an operation that writes, or one that reads, gets of a service.
    willcall_status got(const Service& service, bool writes = true) {
        auto status = WILLCALL_INTERNAL;
        sample.behaviour.handle = [&](const willcall_host& host, willcall_call* call, std::uint64_t,
                                      const willcall_value*) {
            status = service(host, call);
            auto* writer = host.values->answer(call);
            host.values->object(writer);
            host.values->name(writer, text("count"));
            host.values->put_number(writer, WILLCALL_INTEGER, 1);
            host.values->end(writer);
            return WILLCALL_OK;
        };
        if (!instances) made();
        asked.clear();
        answer = willcall_writer(2);
        around.in_turn = writes;
        done = handle(instances->features.front(), around, writes ? 1 : 0, object());
        return status;
    }
    // What it gets where it ends with the status of the service.
    Failure ended(const Service& service, bool writes = true) {
        sample.behaviour.handle = [&](const willcall_host& host, willcall_call* call, std::uint64_t,
                                      const willcall_value*) { return service(host, call); };
        if (!instances) made();
        answer = willcall_writer(2);
        around.in_turn = writes;
        return failure_of(
            [&] { done = handle(instances->features.front(), around, writes ? 1 : 0, object()); });
    }

    willcall_writer answer{2};
    std::string asked;
    std::optional<Refusal> no;
    Handled done;
};

const Service acts = [](auto& host, auto* call) { return host.call->act_for(call, text("bob")); };
const Service enters = [](auto& host, auto* call) { return host.call->enter(call, text("box")); };
const Service books = [](auto& host, auto* call) {
    return host.call->book_for(call, 7, text("a visit"));
};
const Service sells = [](auto& host, auto* call) {
    return host.call->sell_for(call, text("bob"), text("box"));
};

TEST_F(Services, that_change_a_session_are_for_operations_that_write) {
    for (const auto& service : {acts, enters, books, sells}) {
        EXPECT_EQ(got(service), WILLCALL_OK);
        EXPECT_FALSE(asked.empty());
        EXPECT_EQ(got(service, false), WILLCALL_INVALID);
        EXPECT_EQ(asked, "");
        const auto failure = ended(service, false);
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_EQ(failure.plugin(), "sample");
        EXPECT_TRUE(says(failure, "only an operation that writes")) << failure.what();
    }
}

TEST_F(Services, are_told_what_is_asked_for) {
    got(sells);
    EXPECT_EQ(asked, "sells for `bob` `box` ");
    got([](auto& host, auto* call) { return host.call->sell_for(call, {}, {}); });
    EXPECT_EQ(asked, "sells for `` `` ");
    got(books);
    EXPECT_EQ(asked, "books for 7`a visit` ");
    got([](auto& host, auto* call) { return host.call->enter(call, {nullptr, 0}); });
    EXPECT_EQ(asked, "enters `` ");
}

TEST_F(Services, are_not_asked_by_texts_that_are_none) {
    const std::array<ByText, 8> services{
        [](auto& host, auto* call, auto of) { return host.call->act_for(call, of); },
        [](auto& host, auto* call, auto of) { return host.call->enter(call, of); },
        [](auto& host, auto* call, auto of) { return host.call->book_for(call, 7, of); },
        [](auto& host, auto* call, auto of) { return host.call->sell_for(call, of, {}); },
        [](auto& host, auto* call, auto of) { return host.call->sell_for(call, text("bob"), of); },
        [](auto& host, auto* call, auto of) { return host.call->require(call, of, {}); },
        [](auto& host, auto* call, auto of) { return host.call->require(call, text("/x"), of); },
        [](auto& host, auto* call, auto of) {
            willcall_text signed_text{};
            return host.call->sign(call, of, &signed_text);
        }};
    for (const auto service : services)
        for (const auto wrong : {not_there, not_utf_8, with_nul, too_long}) {
            const Service by_wrong = [&](auto& host, auto* call) {
                return service(host, call, wrong);
            };
            EXPECT_EQ(got(by_wrong), WILLCALL_INVALID);
            EXPECT_EQ(asked, "");
            const auto failure = ended(by_wrong);
            EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
            EXPECT_TRUE(says(failure, "asks by a text that is no UTF-8")) << failure.what();
        }
}

TEST_F(Services, that_refuse_pass_their_reasons_on_where_the_plugin_ends_with_that) {
    no = refusal("access.second_step", "one step is enough");
    EXPECT_EQ(got(sells), WILLCALL_REFUSED);
    // It has got over it, so nobody is refused anything.
    EXPECT_FALSE(done.refusal);
    sample.behaviour.handle = [](auto& host, auto* call, auto, auto*) { return sells(host, call); };
    around.in_turn = true;
    const auto handled = handle(instances->features.front(), around, 1, object());
    ASSERT_TRUE(handled.refusal);
    EXPECT_EQ(handled.refusal->reasons.at(0).rule, "access.second_step");
    EXPECT_EQ(handled.refusal->reasons.at(0).plugin, "");
}

TEST_F(Services, verify_calls_genuine_only_what_was_signed) {
    willcall_text found{};
    const auto verifies = [&](willcall_text text) {
        return got([&](auto& host, auto* call) { return host.call->verify(call, text, &found); });
    };
    EXPECT_EQ(verifies(text("signed")), WILLCALL_OK);
    for (const auto other : {not_there, not_utf_8, with_nul, text(""), text("unsigned")})
        EXPECT_EQ(verifies(other), WILLCALL_NOT_FOUND);
    const Service without_room = [](auto& host, auto* call) {
        return host.call->verify(call, text("signed"), nullptr);
    };
    EXPECT_EQ(got(without_room), WILLCALL_INVALID);
    EXPECT_TRUE(says(ended(without_room), "with room for what comes out"));
    EXPECT_TRUE(says(ended([](auto& host, auto* call) {
                         return host.call->sign(call, text("a text"), nullptr);
                     }),
                     "with room for what comes out"));
}

TEST_F(Services, what_is_signed_lives_as_long_as_the_call) {
    std::string both;
    const auto status = got([&](auto& host, auto* call) {
        willcall_text one{};
        willcall_text other{};
        host.call->sign(call, text("a text"), &one);
        host.call->verify(call, text("signed"), &other);
        both = std::string(as_view(one)) + ' ' + std::string(as_view(other));
        return WILLCALL_OK;
    });
    EXPECT_EQ(status, WILLCALL_OK);
    EXPECT_EQ(both, "signed a text");
}

TEST_F(Services, stock_fills_as_much_as_the_plugin_has_room_for) {
    const auto stock_of = [this](std::string_view key, std::uint32_t size) {
        willcall_stock found{size, 0, -1, -1, -1, -1};
        const auto status = got(
            [&](auto& host, auto* call) { return host.storage->stock(call, text(key), &found); });
        return std::pair(status, found);
    };
    auto [status, said] = stock_of("seats", sizeof(willcall_stock));
    EXPECT_EQ(status, WILLCALL_OK);
    EXPECT_EQ(std::tie(said.struct_size, said.capacity, said.sold, said.held, said.left),
              std::make_tuple(sizeof said, 10, 4, 1, 5));
    // One that was built when there was less to tell.
    std::tie(status, said) = stock_of("seats", WILLCALL_UPTO(willcall_stock, sold));
    EXPECT_EQ(status, WILLCALL_OK);
    EXPECT_EQ(std::tie(said.capacity, said.sold, said.held, said.left),
              std::make_tuple(10, 4, -1, -1));
    for (const std::uint32_t size : {0U, 4U}) {
        std::tie(status, said) = stock_of("seats", size);
        EXPECT_EQ(std::tie(status, said.struct_size, said.capacity),
                  std::make_tuple(WILLCALL_OK, size, -1));
    }
    // One that is built when there will be more finds zero to be nothing.
    struct Longer {
        willcall_stock known;
        std::int64_t unknown;
    } longer{{sizeof(Longer), 0, 0, 0, 0, 0}, 77};
    EXPECT_EQ(got([&](auto& host, auto* call) {
                  return host.storage->stock(call, text("seats"), &longer.known);
              }),
              WILLCALL_OK);
    EXPECT_EQ(std::tie(longer.known.left, longer.unknown), std::make_tuple(5, 77));
    std::tie(status, said) = stock_of("credits", sizeof said);
    EXPECT_EQ(std::tie(status, said.left), std::make_tuple(WILLCALL_NOT_FOUND, -1));
}

TEST_F(Services, stock_is_of_quotas_of_the_plugins_own_and_inside_operations) {
    got([](auto& host, auto* call) {
        willcall_stock found{sizeof found, 0, 0, 0, 0, 0};
        return host.storage->stock(call, text("performance/friday"), &found);
    });
    EXPECT_EQ(asked, "looks at `plugin/sample/performance/friday` ");
    const Service without_room = [](auto& host, auto* call) {
        return host.storage->stock(call, text("seats"), nullptr);
    };
    EXPECT_TRUE(says(ended(without_room), "without room for the answer"));
    around.stock = nullptr;
    EXPECT_TRUE(says(ended([](auto& host, auto* call) {
                         willcall_stock found{sizeof found, 0, 0, 0, 0, 0};
                         return host.storage->stock(call, text("seats"), &found);
                     }),
                     "from inside an operation only"));
}

TEST_F(Services, about_is_what_was_said_last_and_of_a_refusal_too) {
    got([](auto& host, auto* call) {
        host.call->about(call, 7);
        host.call->about(call, 8);
        return WILLCALL_OK;
    });
    EXPECT_EQ(done.subject, 8);
    sample.behaviour.handle = [](auto& host, auto* call, auto, auto*) {
        host.call->about(call, 9);
        return WILLCALL_REFUSED;
    };
    const auto handled = handle(instances->features.front(), around, 1, object());
    EXPECT_TRUE(handled.refusal);
    EXPECT_EQ(handled.subject, 9);
}

TEST_F(Services, authority_is_over_what_was_declared_and_nothing_else) {
    const std::array<const char*, 3> declared{"customers.create", "orders.get", nullptr};
    sample.feature.authority = declared.data();
    int invoked = 0;
    around.invoke_as_plugin = [&](std::string_view, std::string_view) -> Answered<Value> {
        ++invoked;
        return object();
    };
    const auto invoking = [](const char* operation) -> Service {
        return [operation](auto& host, auto* call) {
            const willcall_value* value = nullptr;
            return host.operations->invoke_as_plugin(call, operation, text("{}"), &value);
        };
    };
    EXPECT_EQ(got(invoking("orders.get")), WILLCALL_OK);
    EXPECT_EQ(got(invoking("customers.create")), WILLCALL_OK);
    EXPECT_EQ(invoked, 2);
    for (const char* const other : {"orders.refund", "orders.get2", "orders.ge", ""}) {
        const auto failure = ended(invoking(other));
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_TRUE(says(failure, "has not declared that it invokes `" + std::string(other)))
            << failure.what();
    }
    EXPECT_TRUE(says(ended(invoking(nullptr)), "without a name"));
    EXPECT_TRUE(says(ended([](auto& host, auto* call) {
                         return host.operations->invoke_as_plugin(call, "orders.get", text("{}"),
                                                                  nullptr);
                     }),
                     "room for the answer"));
    EXPECT_EQ(invoked, 2);
}

TEST_F(Services, a_name_of_an_operation_that_is_no_text_is_not_looked_for) {
    bool invoked = false;
    around.invoke = [&](std::string_view, std::string_view) -> Answered<Value> {
        invoked = true;
        return object();
    };
    EXPECT_TRUE(says(ended([](auto& host, auto* call) {
                         const willcall_value* value = nullptr;
                         return host.operations->invoke(call, "orders.\xff", text("{}"), &value);
                     }),
                     "no UTF-8"));
    EXPECT_FALSE(invoked);
}

TEST_F(Services, outside_an_operation_they_say_so) {
    const auto& set = made();
    const willcall_permission_question question = {text("/orders/place"), text("")};
    std::vector<willcall_status> statuses;
    sample.behaviour.decide = [&](const willcall_host& host, willcall_call* call, auto&, auto&) {
        willcall_text made{};
        willcall_stock found{sizeof found, 0, 0, 0, 0, 0};
        statuses = {acts(host, call),
                    enters(host, call),
                    books(host, call),
                    sells(host, call),
                    host.call->require(call, text("/x"), {}),
                    host.call->sign(call, text("x"), &made),
                    host.call->verify(call, text("x"), &made),
                    host.storage->stock(call, text("seats"), &found)};
        return WILLCALL_OK;
    };
    Surroundings bare = around;
    bare.require = nullptr;
    bare.sign = nullptr;
    bare.verify = nullptr;
    bare.stock = nullptr;
    ask(set.policies.front(), bare, question);
    EXPECT_EQ(statuses, std::vector<willcall_status>(8, WILLCALL_INVALID));
    EXPECT_EQ(asked, "");
}

TEST_F(Services, without_a_call_or_room_they_do_nothing) {
    const auto& services = host();
    std::uint64_t count = 9;
    willcall_text made{};
    EXPECT_EQ(services.call->sell_for(nullptr, {}, {}), WILLCALL_INVALID);
    EXPECT_EQ(services.call->enter(nullptr, {}), WILLCALL_INVALID);
    EXPECT_EQ(services.call->book_for(nullptr, 1, {}), WILLCALL_INVALID);
    EXPECT_EQ(services.call->require(nullptr, {}, {}), WILLCALL_INVALID);
    EXPECT_EQ(services.call->sign(nullptr, {}, &made), WILLCALL_INVALID);
    EXPECT_EQ(services.call->verify(nullptr, {}, &made), WILLCALL_INVALID);
    services.call->about(nullptr, 7);
    services.call->spent(nullptr);
    EXPECT_EQ(services.call->switched_on(nullptr, text("x")), 0);
    EXPECT_EQ(services.call->keys(nullptr, WILLCALL_KEYS_EVENTS, {}, &count), nullptr);
    EXPECT_EQ(count, 0U);
    EXPECT_EQ(services.call->channels(nullptr, nullptr), nullptr);
    EXPECT_EQ(services.sales->occasion(nullptr), WILLCALL_OCCASION_SALE);
}

TEST_F(Services, keys_and_switches_are_none_for_what_nobody_knows) {
    around.keys = [](std::int32_t what, std::string_view of) {
        return std::vector<willcall_text>(what == WILLCALL_KEYS_EVENTS && of.empty() ? 2 : 0);
    };
    const std::set<std::string, std::less<>> on{"portal.enable"};
    around.switches = &on;
    got([](const willcall_host& host, willcall_call* call) {
        std::uint64_t count = 9;
        host.call->keys(call, WILLCALL_KEYS_EVENTS, {}, &count);
        EXPECT_EQ(count, 2U);
        for (const auto of : {not_there, not_utf_8, with_nul}) {
            host.call->keys(call, WILLCALL_KEYS_TICKET_TYPES, of, &count);
            EXPECT_EQ(count, 0U);
            EXPECT_EQ(host.call->switched_on(call, of), 0);
        }
        host.call->keys(call, 77, {}, &count);
        EXPECT_EQ(count, 0U);
        EXPECT_EQ(host.call->keys(call, WILLCALL_KEYS_EVENTS, {}, nullptr), nullptr);
        EXPECT_EQ(host.call->switched_on(call, text("portal.enable")), 1);
        return WILLCALL_OK;
    });
}

}  // namespace
}  // namespace willcall::plugins
