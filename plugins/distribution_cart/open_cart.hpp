// A relay's cart in one turn: opened by somebody of the same structure, changed, and saved with the
// baskets that hold its places.
#ifndef DISTRIBUTION_CART_OPEN_CART_HPP
#define DISTRIBUTION_CART_OPEN_CART_HPP

#include "requests.hpp"

#include <map>
#include <set>

namespace distribution_cart {

using willcall::plugin::Call;
using willcall::plugin::Failure;
using willcall::plugin::Refusal;
using willcall::plugin::Turn;

// Throws where the season has switched the cart off.
void must_be_on(const Call& call);
// The structure of who calls. Throws where they have none.
std::string structure_of(const Call& call);
// Whose cart is meant: the login as the engine compares logins; without one the caller's own, or
// that of the seller whom they act for.
std::string relay_of(const Call& call, std::string login);

// All rows of a table in an order; they may be many.
template <class Row>
std::vector<Row> all_rows(const Call& call, const willcall::plugin::Where& where) {
    constexpr std::uint64_t page = 1'000;
    std::vector<Row> rows;
    for (;;) {
        auto more = call.scan<Row>(where, page, rows.empty() ? nullptr : &rows.back());
        const bool last = more.size() < page;
        std::ranges::move(more, std::back_inserter(rows));
        if (last) return rows;
    }
}

ShownPlace shown(const Place& place, Time now);
ShownGuest shown(const Guest& guest);
// Released with its contingent, whether or not anybody has missed it.
bool is_released(const Place& place, Time now);

struct HeldBasket;  // as the engine says it

class OpenCart {
public:
    // Opens the cart of `relay`, as relay_of() has it. What is done from here on is a sale of that
    // relay; throws where they are, and were, of another structure. Who has none may say which.
    OpenCart(const Turn& turn, const std::string& relay, std::string structure = {});

    const Turn& turn() const { return turn_; }
    const std::string& structure() const { return row_.structure; }
    const std::string& relay() const { return row_.relay; }

    // Throws where there is none, or they were forgotten.
    Guest& guest(std::int64_t number);
    Place& place(std::int64_t number);
    // Of a guest, or of nobody: those that are held and not released.
    std::vector<Place*> held(std::int64_t guest);
    // Tickets that others have and this guest is to have.
    std::vector<Place*> awaited(std::int64_t guest);
    // Every place of a guest, in whatever state.
    std::vector<Place*> all_of(std::int64_t guest);

    Guest& add_guest(const Contact& contact);
    Place& add_place(const CartLine& line, std::string seat);
    // The place is this guest's from now on, and both baskets are filled anew.
    void give(Place& place, std::int64_t guest, Did did);
    // The ticket is this guest's from now on.
    void hand_over(Place& place, std::int64_t guest, PlaceState state, Did did);
    void note(Place& place, Did did);
    void drop(Place& place);
    void drop(Guest& guest);
    // It was placed: what is allocated next is held in another.
    void end_basket(Guest& guest);
    // Its basket is filled anew.
    void touch(std::int64_t guest) { touched_.insert(guest); }
    // Places that have no seat yet are seated next to each other.
    void seat_together(std::int64_t guest) { together_.insert(guest); }

    // Fills the baskets of whoever was touched, all of them or none, and writes what changed.
    // Throws the refusal of the engine.
    void save();
    // What changed, as it is now.
    std::vector<ShownPlace> changed() const;

private:
    struct Wanted;
    Guest& find_guest(std::int64_t number);
    void load(std::int64_t guest);
    Place& keep(Place row);
    void assign(Place& place, std::int64_t guest);
    Wanted wanted_of(std::int64_t guest);
    void fill();
    bool leave_lost_baskets(const std::vector<Wanted>& all);
    void take_over(const Wanted& wanted, const HeldBasket& held);

    Turn turn_;
    CartRow row_;
    std::string by_;
    std::map<std::int64_t, Guest> guests_;
    std::map<std::int64_t, Place> places_;
    std::map<std::int64_t, std::set<std::int64_t>> of_guest_;  // places that are loaded
    std::set<std::int64_t> loaded_;
    std::set<std::int64_t> changed_;  // places
    std::set<std::int64_t> arrived_;  // places that are in another basket yet, or in none
    std::set<std::int64_t> changed_guests_;
    std::set<std::int64_t> touched_;
    std::set<std::int64_t> together_;
    std::vector<std::int64_t> dropped_;
    std::vector<Step> steps_;
};

}  // namespace distribution_cart

#endif
