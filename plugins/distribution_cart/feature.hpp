// The operations of the cart and of the address book.
#ifndef DISTRIBUTION_CART_FEATURE_HPP
#define DISTRIBUTION_CART_FEATURE_HPP

#include "open_cart.hpp"

namespace distribution_cart {

class Feature final : public willcall::plugin::Feature {
public:
    using Tables = std::tuple<Contact, BookRow, CartRow, Guest, Place, Step>;
    // A relay has the cart, and nothing that goes round it.
    static constexpr std::array authority = {"baskets.rearrange", "baskets.get",
                                             "baskets.place",     "baskets.drop",
                                             "orders.get",        "tickets.transfer"};

    explicit Feature(const willcall::plugin::Host& host);

    AddressBook add_contacts(const AddContacts& request, Turn turn) const;
    AddressBook import_contacts(const ImportContacts& request, Turn turn) const;
    AddressBook list_contacts(const ListContacts& request, Call call) const;
    AddressBook forget_contacts(const ForgetContacts& request, Turn turn) const;
    CartChanged add_guests(const AddGuests& request, Turn turn) const;
    CartChanged remove_guests(const NamedGuests& request, Turn turn) const;
    CartChanged add(const AddToCart& request, Turn turn) const;
    CartChanged remove(const NamedPlaces& request, Turn turn) const;
    CartChanged allocate(const AllocateToGuests& request, Turn turn) const;
    CartChanged move(const MovePlaces& request, Turn turn) const;
    CartChanged swap(const SwapPlaces& request, Turn turn) const;
    CartChanged seat(const SeatGuest& request, Turn turn) const;
    Distributed distribute_to(const DistributeToGuests& request, Turn turn) const;
    CartChanged redistribute(const MovePlaces& request, Turn turn) const;
    CartChanged assign_to_me(const NamedPlaces& request, Turn turn) const;
    CartChanged give_back(const GiveBackTicket& request, Turn turn) const;
    Cart get(const GetCart& request, Call call) const;
    History history(const GetHistory& request, Call call) const;

    static constexpr auto operations = in_order{
        operation<"distribution_cart.add_contacts">("/distribution-cart/add-contacts",
                                                    "adds people to the structure's address book",
                                                    &Feature::add_contacts),
        operation<"distribution_cart.import_contacts">(
            "/distribution-cart/import-contacts",
            "adds a list to the address book; says which rows are broken",
            &Feature::import_contacts),
        operation<"distribution_cart.list_contacts">("/distribution-cart/list-contacts",
                                                     "the address book, with what may be twice",
                                                     &Feature::list_contacts),
        operation<"distribution_cart.forget_contacts">("/distribution-cart/forget-contacts",
                                                       "takes people out of the address book",
                                                       &Feature::forget_contacts),
        operation<"distribution_cart.add_guests">("/distribution-cart/add-guests",
                                                  "adds guests to a cart", &Feature::add_guests),
        operation<"distribution_cart.remove_guests">(
            "/distribution-cart/remove-guests",
            "takes guests out of a cart; what was allocated to them stays in it",
            &Feature::remove_guests),
        operation<"distribution_cart.get">("/distribution-cart/get", "a relay's cart",
                                           &Feature::get),
        operation<"distribution_cart.add">(
            "/distribution-cart/add", "adds tickets of the contingent to a cart", &Feature::add),
        operation<"distribution_cart.remove">(
            "/distribution-cart/remove", "gives places back to the contingent", &Feature::remove),
        operation<"distribution_cart.allocate">("/distribution-cart/allocate",
                                                "says which guests are to have which places",
                                                &Feature::allocate),
        operation<"distribution_cart.move">("/distribution-cart/move",
                                            "gives allocated places to another guest, or to nobody",
                                            &Feature::move),
        operation<"distribution_cart.swap">(
            "/distribution-cart/swap", "lets two places of a cart change seats", &Feature::swap),
        operation<"distribution_cart.seat">(
            "/distribution-cart/seat",
            "seats a guest's party elsewhere: where it is told, or together", &Feature::seat),
        operation<"distribution_cart.distribute">(
            "/distribution-cart/distribute",
            "hands out what is allocated to the guests who are chosen", &Feature::distribute_to),
        operation<"distribution_cart.redistribute">(
            "/distribution-cart/redistribute",
            "says who is to have a ticket next; its holder keeps it until then",
            &Feature::redistribute),
        operation<"distribution_cart.assign_to_me">(
            "/distribution-cart/assign-to-me",
            "takes tickets back to the relay, at once: their codes are dead",
            &Feature::assign_to_me),
        operation<"distribution_cart.give_back">("/distribution-cart/give-back",
                                                 "gives a guest's ticket back to the relay",
                                                 &Feature::give_back),
        operation<"distribution_cart.history">("/distribution-cart/history",
                                               "what was done in a cart, and by whom",
                                               &Feature::history),
    };

private:
    // The way in which guests of a structure receive their tickets.
    std::string sent_by(const std::string& structure) const;

    std::map<std::string, std::string> sent_by_;  // by structure
};

}  // namespace distribution_cart

#endif
