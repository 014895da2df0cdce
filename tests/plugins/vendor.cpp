// What a vendor's office is made of: a channel of its own kind that claims credits where its
// settings say so, and an operation for each thing that the engine does for plugins.
#include <willcall/plugin/plugin.hpp>

namespace {

using willcall::can_be_left_out;
using willcall::field;
using willcall::Id;
using willcall::plugin::Occasion;

class Office final : public willcall::plugin::Channel {
public:
    struct Settings {
        std::int64_t credits = 0;
        bool spent = false;
        std::int64_t at_registration = 0;
        std::int64_t at_payment = 0;
        std::int64_t at_refund = 0;

        static constexpr auto fields = willcall::in_order{
            field<"credits">(&Settings::credits, "that the office has; 0: none", can_be_left_out),
            field<"spent">(&Settings::spent, "whether they don't come back", can_be_left_out),
            field<"at_registration">(&Settings::at_registration, "of each ticket that is held",
                                     can_be_left_out),
            field<"at_payment">(&Settings::at_payment, "of each when it is paid", can_be_left_out),
            field<"at_refund">(&Settings::at_refund, "of each that is left then", can_be_left_out),
        };
    };
    static constexpr bool sells_on_behalf = true;

    explicit Office(const Settings& settings) : settings_(settings) {}

    void quotas(const Quotas& quotas) const override {
        if (settings_.credits == 0) return;
        if (settings_.spent) quotas.declare_spent("credits", settings_.credits);
        else quotas.declare("credits", settings_.credits);
    }
    bool sells(const Line& line) const override {
        if (settings_.at_registration > 0 && line.occasion() == Occasion::registration)
            line.claim("credits", settings_.at_registration * line.quantity);
        return true;
    }
    std::optional<Terms> terms(const Sale&) const override {
        return Terms{.payment = Payment::due, .shift = Shift::unused};
    }
    std::optional<ChangeTerms> change(const Change& change) const override {
        const auto each = change.kind == ChangeKind::payment  ? settings_.at_payment
                          : change.kind == ChangeKind::refund ? settings_.at_refund
                                                              : 0;
        for (std::size_t line = 0; each > 0 && line < change.line_tickets.size(); ++line)
            change.claim(line, "credits", each * change.line_tickets[line]);
        return ChangeTerms{.payment = Payment::due, .shift = Shift::unused};
    }

private:
    Settings settings_;
};

class Vendor final : public willcall::plugin::Feature {
public:
    static constexpr std::array authority = {"orders.get"};

    struct Text {
        std::string text;
        static constexpr auto fields = willcall::in_order{
            field<"text">(&Text::text, "of whatever is meant", can_be_left_out),
        };
    };
    struct Sell {
        std::string seller, channel, order;
        static constexpr auto fields = willcall::in_order{
            field<"seller">(&Sell::seller, "whose sale it is; empty: the caller's"),
            field<"channel">(&Sell::channel, "through which; empty: theirs", can_be_left_out),
            field<"order">(&Sell::order, "as `orders.place` takes it; empty: nothing is placed",
                           can_be_left_out),
        };
    };
    struct Sold {
        std::string actor, seller, channel;
        std::optional<Id> order;
        static constexpr auto fields = willcall::in_order{
            field<"actor">(&Sold::actor, "who acts"),
            field<"seller">(&Sold::seller, "for whom"),
            field<"channel">(&Sold::channel, "through which channel"),
            field<"order">(&Sold::order, "what was placed"),
        };
    };
    struct Placed {
        Id id;
        static constexpr auto fields = willcall::in_order{field<"id">(&Placed::id, "of the order")};
    };
    struct Need {
        std::string permission, subject;
        static constexpr auto fields = willcall::in_order{
            field<"permission">(&Need::permission, "that is required"),
            field<"subject">(&Need::subject, "of what", can_be_left_out),
        };
    };
    struct Step {
        std::string operation, request;
        static constexpr auto fields = willcall::in_order{
            field<"operation">(&Step::operation, "that is invoked"),
            field<"request">(&Step::request, "as it takes it"),
        };
    };
    struct Steps {
        std::vector<Step> steps;
        static constexpr auto fields =
            willcall::in_order{field<"steps">(&Steps::steps, "one after the other")};
    };
    struct Attempted {
        std::vector<std::string> outcomes;
        static constexpr auto fields = willcall::in_order{
            field<"outcomes">(&Attempted::outcomes, "of each: `done`, `refused` or `failed`")};
    };
    struct Stands {
        std::int64_t capacity = 0, sold = 0, held = 0, left = 0;
        static constexpr auto fields = willcall::in_order{
            field<"capacity">(&Stands::capacity, "of the quota"),
            field<"sold">(&Stands::sold, "of it"),
            field<"held">(&Stands::held, "of it"),
            field<"left">(&Stands::left, "of it"),
        };
    };

    Sold sell(const Sell& request, Turn turn) const {
        turn.sell_for(request.seller, request.channel);
        const auto who = turn.parties();
        Sold sold{std::string(who.actor), std::string(who.seller), std::string(who.channel), {}};
        if (!request.order.empty())
            sold.order = turn.invoke<Placed>("orders.place", request.order).id;
        return sold;
    }
    // For one, then for oneself again.
    Sold come_back(const Sell& request, Turn turn) const {
        turn.sell_for(request.seller, request.channel);
        return sell({{}, {}, request.order}, turn);
    }
    Nothing act_for(const Text& seller, Turn turn) const {
        turn.act_for(seller.text);
        return {};
    }
    Nothing enter(const Text& channel, Turn turn) const {
        turn.enter(channel.text);
        return {};
    }
    Nothing need(const Need& asked, Call call) const {
        call.require(asked.permission, asked.subject);
        return {};
    }
    // Says what it is about, and refuses.
    Nothing refuse(const Placed& about, Turn turn) const {
        turn.about(about.id);
        throw Refusal("vendor.refused", "nothing is done");
    }
    // Goes on without what is refused, or fails.
    Attempted attempt(const Steps& asked, Turn turn) const {
        Attempted attempted;
        for (const auto& [operation, request] : asked.steps) {
            try {
                turn.invoke<Nothing>(operation.c_str(), request);
                attempted.outcomes.emplace_back("done");
            } catch (const Failure& failure) {
                const bool refused = failure.status() == WILLCALL_REFUSED;
                attempted.outcomes.emplace_back(refused ? "refused" : "failed");
            }
        }
        return attempted;
    }
    Stands stock(const Text& key, Call call) const {
        const auto found = call.stock(key.text);
        if (!found) throw Failure(WILLCALL_NOT_FOUND, "no quota `" + key.text + '`', "text");
        return {found->capacity, found->sold, found->held, found->left};
    }
    Text sign(const Text& text, Call call) const { return {call.sign(text.text)}; }
    Text verify(const Text& text, Call call) const {
        const auto found = call.verified(text.text);
        if (!found) throw Refusal("vendor.not_genuine", "this office has not signed that");
        return {*found};
    }
    // What the caller may not see, and what the plugin has not declared that it may.
    Placed peek(const Placed& order, Call call) const {
        return call.invoke_as_plugin<Placed>("orders.get", order);
    }
    Placed overreach(const Placed& order, Turn turn) const {
        return turn.invoke_as_plugin<Placed>("orders.refund", order);
    }

    static constexpr auto operations = willcall::in_order{
        operation<"vendor.sell">("", "sells for somebody", &Vendor::sell),
        operation<"vendor.come_back">("", "sells for oneself again", &Vendor::come_back),
        operation<"vendor.act_for">("", "acts for somebody", &Vendor::act_for),
        operation<"vendor.enter">("", "sells through another channel", &Vendor::enter),
        operation<"vendor.need">("", "takes a permission", &Vendor::need),
        operation<"vendor.refuse">("", "refuses", &Vendor::refuse, journals_refusals),
        operation<"vendor.attempt">("", "goes on whatever the answer", &Vendor::attempt),
        operation<"vendor.stock">("", "how a quota stands", &Vendor::stock),
        operation<"vendor.sign">("", "signs a text", &Vendor::sign),
        operation<"vendor.verify">("", "what was signed", &Vendor::verify),
        operation<"vendor.peek">("", "shows any order", &Vendor::peek),
        operation<"vendor.overreach">("", "does what it may not", &Vendor::overreach),
    };
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Office, Vendor>("vendor", "1.0.0", "an office of a vendor");
}
