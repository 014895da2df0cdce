// distribution_outlet: a partner's outlet. It sells the events it is linked to, takes no payment
// (the face value stands as "to settle") and hands tickets out in one way only.
#include <willcall/plugin/plugin.hpp>

#include <unordered_set>

namespace {

enum class Mode { email, print };
constexpr std::array<const char*, 3> words_of(Mode) { return {"email", "print", nullptr}; }

class Outlet final : public willcall::plugin::Channel {
public:
    struct Settings {
        std::vector<std::string> events;
        Mode delivery = Mode::email;
        std::string location;

        static constexpr auto meaning = "a distribution outlet";
        static constexpr auto fields = willcall::in_order{
            field<"events">(&Settings::events, "keys of the events sold here; none: sells nothing",
                            at_most(10'000)),
            field<"delivery">(&Settings::delivery, "the one way tickets are handed out here"),
            field<"location">(&Settings::location, "where it sells", at_most(64), can_be_left_out),
        };
    };

    explicit Outlet(const Settings& settings)
        : events_(settings.events.begin(), settings.events.end()),
          mode_(settings.delivery),
          location_(settings.location) {}

    bool sells(const Line& line) const override {
        const std::string event(line.event);
        if (!events_.contains(event))
            return line.refuse("distribution_outlet.not_linked",
                               "the event `" + event + "` is not linked to this outlet");
        if (line.now() >= line.ends)
            return line.refuse("distribution_outlet.finished",
                               "the performance `" + std::string(line.performance) + "` is over",
                               {{"ended", line.ends.microseconds}});
        return true;
    }

    std::optional<Terms> terms(const Sale& sale) const override {
        const bool by_email = mode_ == Mode::email;
        const std::string_view method = by_email ? "email" : "print";
        if (!by_email && !sale.address().empty())
            return sale.refuse("distribution_outlet.email_refused",
                               "this outlet prints its tickets; an email address can't be given");
        if (!sale.method.empty() && sale.method != method)
            return sale.refuse("distribution_outlet.delivery_fixed",
                               "this outlet hands tickets out by " + std::string(method) +
                                   " only, not by `" + std::string(sale.method) + "`");
        if (by_email && sale.address().empty())
            return sale.refuse("distribution_outlet.email_required",
                               "this outlet sends its tickets; the buyer's email is required");
        return Terms{.payment = Payment::skipped,
                     .shift = Shift::unused,
                     .method = method,
                     .recipient = sale.address(),
                     .location = location_};
    }

    // No money moves: what was to be settled is no more.
    std::optional<ChangeTerms> change(const Change& change) const override {
        if (change.kind != ChangeKind::refund && change.kind != ChangeKind::exchange)
            return change.refuse("distribution_outlet.no_registrations",
                                 "an outlet hands tickets out at once");
        return ChangeTerms{
            .payment = Payment::skipped, .shift = Shift::unused, .location = location_};
    }

private:
    std::unordered_set<std::string> events_;
    Mode mode_;
    std::string location_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Outlet>("distribution_outlet", "1.0.0",
                                            "partners' outlets, without a payment step");
}
