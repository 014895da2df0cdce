// What a rule asks of the sale that it judges, and says of it beside its verdicts.
#include "plugins_room/sample.hpp"

namespace willcall::plugins {
namespace {

using Judging = Room;

const std::array<willcall_sale_line, 2> two_lines{
    {{text("heights"), text("first"), text("adult"), 0, 0, 3, 2500},
     {text("heights"), text("first"), text("child"), 0, 0, 2, 1500}}};

// A sale with one code and one tag, of whose quota `few` two are left.
struct Sale {
    Sale() {
        judged.codes = {text("SPRING")};
        judged.explaining = true;
        judged.left = &left;
        judged.owner = [this]() -> const willcall_owner& { return ++asked, owner; };
    }

    int asked = 0;
    willcall_text tag = text("patron");
    willcall_owner owner = {sizeof(willcall_owner),   0, &tag, 1, nullptr, 0, nullptr,
                            sizeof(willcall_holding), 0};
    std::map<std::string, std::int64_t> left = {{"plugin/sample/few", 2}, {"plugin/other/few", 1}};
    SaleJudged judged;
};

TEST_F(Judging, a_rule_asks_of_the_owner_the_codes_and_what_is_left) {
    Sale sale;
    around.sale = &sale.judged;
    std::string heard;
    sample.behaviour.judge = [&](const willcall_host& host, willcall_call* call, auto,
                                 auto* verdicts) {
        verdicts[0].verdict = verdicts[1].verdict = WILLCALL_VERDICT_YES;
        std::uint64_t count = 0;
        heard = as_view(host.sales->codes(call, &count)[0]);
        heard += ' ' + std::string(as_view(host.sales->owner(call)->tags[0]));
        heard += ' ' + std::to_string(host.sales->left(call, text("few")));
        heard += host.sales->left(call, text("more")) > 1'000'000'000 ? " enough" : " short";
        heard += host.sales->explaining(call) == 1 ? " why" : "";
        return WILLCALL_OK;
    };
    ask(made().eligibilities.front(), around, two_lines);
    EXPECT_EQ(heard, "SPRING patron 2 enough why");
    EXPECT_EQ(sale.asked, 1);
}

TEST_F(Judging, what_a_rule_says_beside_its_verdict_is_kept) {
    sample.behaviour.judge = [](const willcall_host& host, willcall_call* call, auto,
                                auto* verdicts) {
        verdicts[0].verdict = verdicts[1].verdict = WILLCALL_VERDICT_NO_OPINION;
        host.sales->because(call, text("lost"));  // of no effect
        host.call->effect(call, 0, text("early"), 1, 100);
        host.sales->because(call, text("it is early"));
        host.sales->note(call, 1, text("sample.late"), text("too late"));
        host.call->number(call, text("hours"), 3);
        host.sales->claim_of_owner(call, 1, text("mine"), 5, 2, text("early"));
        host.sales->commission(call, 0, text("agent"), 150, 10'000);
        return WILLCALL_OK;
    };
    const auto said = ask(made().eligibilities.front(), around, two_lines).said;
    EXPECT_EQ(said.effects.at(0).why, "it is early");
    EXPECT_TRUE(said.reasons.empty());
    EXPECT_EQ(said.notes.at(0).second.line, 1);
    EXPECT_EQ(said.notes.at(0).second.numbers.at("hours"), 3);
    EXPECT_EQ(said.claims.at(0).capacity, 5);
    EXPECT_EQ(said.commissions.at(0).rate, 10'000);
}

TEST_F(Judging, an_owner_who_cant_be_read_is_not_nobody) {
    Sale sale;
    sale.judged.owner = []() -> const willcall_owner& {
        throw Failure(WILLCALL_STORE, "the disk is gone");
    };
    around.sale = &sale.judged;
    sample.behaviour.judge = [](const willcall_host& host, willcall_call* call, auto,
                                auto* verdicts) {
        verdicts[0].verdict = verdicts[1].verdict = WILLCALL_VERDICT_YES;
        return host.sales->owner(call)->tag_count == 0 ? WILLCALL_OK : WILLCALL_PLUGIN;
    };
    const auto& rule = made().eligibilities.front();
    EXPECT_EQ(failure_of([&] { ask(rule, around, two_lines); }).plugin(), "sample");
}

TEST_F(Judging, outside_a_sale_there_is_nobody_and_nothing) {
    sample.behaviour.judge = [](const willcall_host& host, willcall_call* call, auto,
                                auto* verdicts) {
        std::uint64_t count = 7;
        host.sales->codes(call, &count);
        const bool nothing = count == 0 && host.sales->owner(call)->holding_count == 0 &&
                             host.sales->explaining(call) == 0;
        verdicts[0].verdict = verdicts[1].verdict =
            nothing ? WILLCALL_VERDICT_YES : WILLCALL_VERDICT_NO;
        return WILLCALL_OK;
    };
    const auto judged = ask(made().eligibilities.front(), around, two_lines);
    EXPECT_EQ(judged.verdicts.at(1), WILLCALL_VERDICT_YES);
}

TEST_F(Judging, claims_that_would_add_up_to_less_than_nothing_are_a_failure) {
    sample.behaviour.judge = [](const willcall_host& host, willcall_call* call, auto, auto*) {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        for (int time = 0; time < 2; ++time) host.call->claim(call, 0, text("few"), most, {});
        return WILLCALL_OK;
    };
    const auto failure = failure_of([&] { ask(made().eligibilities.front(), around, two_lines); });
    EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
    EXPECT_STREQ(failure.what(), "plugin `sample` failed: it claims 9223372036854775807 of `few`, "
                                 "where 0 to 1000000000 of a key can be claimed at once");
}

TEST_F(Judging, a_commission_that_makes_no_sense_is_a_failure) {
    using Say = std::function<void(const willcall_sale_service&, willcall_call*)>;
    const std::vector<Say> nonsense = {
        [](auto& to, auto* call) { to.commission(call, 2, text("agent"), 1, 0); },
        [](auto& to, auto* call) { to.commission(call, 0, text("agent"), -1, 0); },
        [](auto& to, auto* call) { to.commission(call, 0, text("agent"), 0, 100'001); },
        [](auto& to, auto* call) { to.commission(call, 0, {}, 1, 0); },
        [](auto& to, auto* call) { to.claim_of_owner(call, 0, text("mine"), -1, 1, {}); },
    };
    Say say;
    sample.behaviour.judge = [&](const willcall_host& host, willcall_call* call, auto, auto*) {
        return say(*host.sales, call), WILLCALL_OK;
    };
    const auto& rule = made().eligibilities.front();
    for (const auto& one : nonsense) {
        say = one;
        EXPECT_EQ(failure_of([&] { ask(rule, around, two_lines); }).status(), WILLCALL_PLUGIN);
    }
}

}  // namespace
}  // namespace willcall::plugins
