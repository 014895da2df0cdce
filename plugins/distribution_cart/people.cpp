// Operations on the address book and on the guests of a cart.
#include "address_book.hpp"
#include "feature.hpp"

#include <set>

namespace distribution_cart {

using willcall::plugin::in_key;

AddressBook Feature::add_contacts(const AddContacts& request, Turn turn) const {
    must_be_on(turn);
    OpenBook book(turn, structure_of(turn));
    AddressBook answer;
    std::vector<Contact> added;
    for (const auto& said : request.contacts) added.push_back(book.add(said));
    book.save();
    Alike alike(turn);
    for (const auto& one : added) answer.contacts.push_back(alike.show(one));
    return answer;
}

AddressBook Feature::import_contacts(const ImportContacts& request, Turn turn) const {
    must_be_on(turn);
    OpenBook book(turn, structure_of(turn));
    auto list = read_list(request.csv);
    AddressBook answer;
    answer.broken = std::move(list.broken);
    if (!answer.broken.empty() && request.broken == Broken::nothing) return answer;
    std::vector<Contact> added;
    for (const auto& said : list.contacts) added.push_back(book.add(said));
    book.save();
    Alike alike(turn);
    for (const auto& one : added) answer.contacts.push_back(alike.show(one));
    return answer;
}

AddressBook Feature::list_contacts(const ListContacts& request, Call call) const {
    must_be_on(call);
    const auto structure = structure_of(call);
    Contact after;
    after.structure = structure;
    after.contact = request.after;
    const auto most = static_cast<std::uint64_t>(request.most);
    const auto rows = call.scan<Contact>(in_key(structure), most + 1, &after);
    AddressBook answer;
    if (rows.size() > most) answer.next = rows[most - 1].contact;
    Alike alike(call);
    for (const auto& row : std::span(rows).first(std::min<std::size_t>(most, rows.size())))
        if (!row.is_forgotten()) answer.contacts.push_back(alike.show(row));
    return answer;
}

AddressBook Feature::forget_contacts(const ForgetContacts& request, Turn turn) const {
    must_be_on(turn);
    OpenBook book(turn, structure_of(turn));
    for (const auto number : request.contacts) book.forget(number);
    return {};
}

CartChanged Feature::add_guests(const AddGuests& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    OpenBook book(turn, cart.structure());
    CartChanged answer;
    for (const auto number : request.contacts)
        answer.guests.push_back(shown(cart.add_guest(book.get(number))));
    for (const auto& said : request.guests)
        answer.guests.push_back(shown(cart.add_guest(book.find_or_add(said))));
    if (answer.guests.empty())
        throw Refusal("distribution_cart.nobody_chosen", "no guest is named");
    book.save();
    cart.save();
    return answer;
}

CartChanged Feature::remove_guests(const NamedGuests& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    const std::set<std::int64_t> guests(request.guests.begin(), request.guests.end());
    for (const auto number : guests) {
        auto& guest = cart.guest(number);
        for (auto* place : cart.all_of(number)) {
            if (place->state == PlaceState::distributed)
                throw Refusal("distribution_cart.guest_has_tickets",
                              "`" + guest.name + "` has tickets, which are taken back first");
            cart.give(*place, 0, Did::moved);
        }
        for (auto* place : cart.awaited(number)) {
            place->to = 0;
            cart.note(*place, Did::promised_on);
        }
    }
    cart.save();
    CartChanged answer{{}, cart.changed()};
    for (const auto number : guests) cart.drop(cart.guest(number));
    return answer;
}

}  // namespace distribution_cart
