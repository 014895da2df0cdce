// distribution_outlet: a partner's outlet. It sells the events it is linked to, takes no payment
// (the face value stands as "to settle") and hands tickets out in one way only.
#include "outlets.hpp"
#include "people.hpp"

#include <unordered_set>

namespace {

class Outlet final : public willcall::plugin::Channel {
public:
    using Settings = OutletSettings;

    Outlet(const Settings& settings, Host host)
        : mode_(settings.delivery), printer_(settings.printer), location_(settings.location) {
        for (std::size_t index = 0; index < settings.events.size(); ++index)
            if (!events_.insert(settings.events[index]).second)
                throw Failure(WILLCALL_INVALID,
                              '`' + settings.events[index] + "` is linked already",
                              "events[" + std::to_string(index) + ']');
        if (mode_ == Mode::print && printer_.empty())
            host.reason("distribution_outlet.no_printer",
                        "the outlet prints its tickets, but no printer is registered there");
    }

    bool sells(const Line& line) const override {
        const std::string event(line.event);
        if (!events_.contains(event))
            return line.refuse("distribution_outlet.not_linked",
                               "the event `" + event + "` is not linked to this outlet");
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
                     .recipient = by_email ? sale.address() : std::string_view(printer_),
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

    bool shows(std::string_view event) const override {
        return events_.contains(std::string(event));
    }

private:
    std::unordered_set<std::string> events_;
    Mode mode_;
    std::string printer_;
    std::string location_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Outlet, People, Outlets>(
        "distribution_outlet", "1.0.0", "partners' outlets, without a payment step");
}
