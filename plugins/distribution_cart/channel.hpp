// A structure: a partner whose relays give tickets of its contingents to their guests. Nothing is
// paid there: the face value stands as "to settle".
#ifndef DISTRIBUTION_CART_CHANNEL_HPP
#define DISTRIBUTION_CART_CHANNEL_HPP

#include <willcall/plugin/plugin.hpp>

#include <algorithm>
#include <array>

namespace distribution_cart {

enum class TakeBack { off, relay, relay_and_public };
constexpr std::array<const char*, 4> words_of(TakeBack) {
    return {"off", "relay", "relay_and_public", nullptr};
}

// What the season must switch on under `config`.
inline constexpr std::array switches = {"addressBook.enable", "distributionPortal.enable"};

class Structure final : public willcall::plugin::Channel {
public:
    struct Settings {
        TakeBack take_back = TakeBack::relay;
        std::string delivery = "email";
        std::string location;

        static constexpr auto meaning = "a structure whose relays distribute tickets";
        static constexpr auto fields = willcall::in_order{
            field<"take_back">(&Settings::take_back,
                               "who may take back, or give on, a ticket that its guest has "
                               "received: nobody, the relays, or the guest too",
                               can_be_left_out),
            field<"delivery">(&Settings::delivery,
                              "the way guests receive their tickets; `none`: nobody sends them",
                              between(1, 64), can_be_left_out),
            field<"location">(&Settings::location, "whose series numbers its orders", at_most(64),
                              can_be_left_out, willcall::names_location),
        };
    };

    // A cart never expires, and colleagues work in it for their relay.
    static constexpr bool keeps_baskets = true;
    static constexpr bool sells_on_behalf = true;

    explicit Structure(const Settings& settings) : settings_(settings) {}

    bool sells(const Line& line) const override {
        if (!line.product.empty())
            return line.refuse("distribution_cart.no_products",
                               "a structure distributes tickets of performances only");
        if (!line.contingent.empty()) return true;
        if (line.release.microseconds != 0)
            return line.refuse("distribution_cart.released",
                               "the structure's contingent of `" + std::string(line.performance) +
                                   "` was released",
                               {{"released", line.release.microseconds}});
        return line.refuse("distribution_cart.no_contingent",
                           "the structure has no contingent of `" + std::string(line.performance) +
                               "` for these places");
    }

    std::optional<Terms> terms(const Sale& sale) const override {
        if (!is_on(sale)) return std::nullopt;
        if (!sale.method.empty() && sale.method != settings_.delivery)
            return sale.refuse("distribution_cart.delivery_fixed",
                               "guests receive their tickets by `" + settings_.delivery +
                                   "`, not by `" + std::string(sale.method) + "`");
        if (settings_.delivery == "email" && sale.address().empty())
            return sale.refuse("distribution_cart.email_required",
                               "the guest has no email address to send tickets to");
        return Terms{.payment = Payment::skipped,
                     .shift = Shift::unused,
                     .method = settings_.delivery == "none" ? "" : settings_.delivery,
                     .recipient = sale.address(),
                     .location = settings_.location};
    }

    // No money moves: what was to be settled is no more.
    std::optional<ChangeTerms> change(const Change& change) const override {
        if (!is_on(change)) return std::nullopt;
        switch (change.kind) {
        case ChangeKind::refund:
        case ChangeKind::exchange: break;
        case ChangeKind::transfer:
            if (change.handed_out > 0 && settings_.take_back == TakeBack::off)
                return change.refuse("distribution_cart.take_back_off",
                                     "tickets that their guests have received stay with them",
                                     {{"received", change.handed_out}});
            break;
        case ChangeKind::returned:
            if (settings_.take_back != TakeBack::relay_and_public)
                return change.refuse("distribution_cart.no_returns",
                                     "guests can't give their tickets back here");
            break;
        default:
            return change.refuse("distribution_cart.no_registrations",
                                 "a structure distributes its tickets, it registers nobody");
        }
        return ChangeTerms{
            .payment = Payment::skipped, .shift = Shift::unused, .location = settings_.location};
    }

private:
    // Whatever goes round the cart is switched off with it.
    template <class Asked>
    static bool is_on(const Asked& asked) {
        if (std::ranges::all_of(switches, [&](auto path) { return asked.switched_on(path); }))
            return true;
        asked.reason("distribution_cart.off", "the distribution cart is switched off");
        return false;
    }

    Settings settings_;
};

}  // namespace distribution_cart

#endif
