// What the plugin keeps: address books, carts with their guests and places, and what was done.
// Everything belongs to a structure, by the key of its channel.
#ifndef DISTRIBUTION_CART_ROWS_HPP
#define DISTRIBUTION_CART_ROWS_HPP

#include <willcall/plugin/plugin.hpp>

namespace distribution_cart {

using willcall::field;
using willcall::Id;
using willcall::in_order;
using willcall::Time;
using willcall::plugin::Table;

// Of its structure's address book.
struct Contact {
    std::string structure;
    std::int64_t contact = 0;
    std::string name;
    std::string email;
    std::string language;
    std::string folded;   // name and email as they are compared
    std::string address;  // the email as it is compared
    std::string added_by;
    Time added;

    static constexpr auto fields = in_order{
        field<"structure">(&Contact::structure, "key of the channel"),
        field<"contact">(&Contact::contact, "number in the address book"),
        field<"name">(&Contact::name, "as printed"),
        field<"email">(&Contact::email, "where tickets are sent"),
        field<"language">(&Contact::language, "of tickets and mails"),
        field<"folded">(&Contact::folded, "the name as it is compared"),
        field<"address">(&Contact::address, "the email as it is compared"),
        field<"added_by">(&Contact::added_by, "login"),
        field<"added">(&Contact::added, "when"),
    };
    static constexpr Table table{
        .name = "contacts",
        .key = {"structure", "contact"},
        .indexes = {{.name = "by_name", .columns = {"structure", "folded"}},
                    {.name = "by_address", .columns = {"structure", "address"}}},
        .read_when_asked = true,
        .personal = {"name", "email", "folded", "address"}};
    // Whom customers.erase has forgotten.
    bool is_forgotten() const { return name.empty(); }
};

// One relay's, with the last numbers that guests, places and steps of it were given.
struct CartRow {
    std::string structure;
    std::string relay;
    Id pool;  // basket of what is allocated to nobody
    std::int64_t guests = 0, places = 0, steps = 0;

    static constexpr auto fields = in_order{
        field<"structure">(&CartRow::structure, "key of the channel"),
        field<"relay">(&CartRow::relay, "login"),
        field<"pool">(&CartRow::pool, "basket"),
        field<"guests">(&CartRow::guests, "the last number"),
        field<"places">(&CartRow::places, "the last number"),
        field<"steps">(&CartRow::steps, "the last number"),
    };
    static constexpr Table table{
        .name = "carts", .key = {"structure", "relay"}, .read_when_asked = true};
};

// The next number of a structure's address book.
struct BookRow {
    std::string structure;
    std::int64_t counted = 0;

    static constexpr auto fields = in_order{
        field<"structure">(&BookRow::structure, "key of the channel"),
        field<"counted">(&BookRow::counted, "the last number"),
    };
    static constexpr Table table{.name = "books", .key = {"structure"}, .read_when_asked = true};
};

// A guest of a cart, as the address book said when they were added.
struct Guest {
    std::string structure;
    std::string relay;
    std::int64_t guest = 0;
    std::int64_t contact = 0;
    std::string name;
    std::string email;
    std::string language;
    Id basket;  // of what is allocated to them; 0: none is open
    std::string added_by;
    Time added;

    static constexpr auto fields = in_order{
        field<"structure">(&Guest::structure, "key of the channel"),
        field<"relay">(&Guest::relay, "login"),
        field<"guest">(&Guest::guest, "number in the cart"),
        field<"contact">(&Guest::contact, "number in the address book"),
        field<"name">(&Guest::name, "as printed"),
        field<"email">(&Guest::email, "where tickets are sent"),
        field<"language">(&Guest::language, "of tickets and mails"),
        field<"basket">(&Guest::basket, "of what is allocated to them"),
        field<"added_by">(&Guest::added_by, "login"),
        field<"added">(&Guest::added, "when"),
    };
    static constexpr Table table{
        .name = "guests",
        .key = {"structure", "relay", "guest"},
        .indexes = {{.name = "by_contact", .columns = {"structure", "relay", "contact"}}},
        .read_when_asked = true,
        .personal = {"name", "email"}};
    // Whom customers.erase has forgotten: their tickets stay theirs.
    bool is_forgotten() const { return name.empty(); }
};

// Words are stored: append only. A held place is in the cart, allocated to a guest or to nobody; a
// distributed one is a guest's ticket; one that was taken back is the relay's.
enum class PlaceState { held, distributed, taken_back };
constexpr std::array<const char*, 4> words_of(PlaceState) {
    return {"held", "distributed", "taken_back", nullptr};
}

struct Place {
    std::string structure;
    std::string relay;
    std::int64_t place = 0;
    std::int64_t guest = 0;  // 0: nobody
    std::string performance;
    std::string ticket_type;
    std::string seat;  // guid; empty: none, or not chosen yet
    PlaceState state = PlaceState::held;
    std::int64_t to = 0;  // guest who is to have its ticket instead; 0: nobody
    std::optional<Time> until;
    Id order;
    Id ticket;
    std::string added_by;
    std::string changed_by;
    Time changed;

    static constexpr auto fields = in_order{
        field<"structure">(&Place::structure, "key of the channel"),
        field<"relay">(&Place::relay, "login"),
        field<"place">(&Place::place, "number in the cart"),
        field<"guest">(&Place::guest, "number in the cart"),
        field<"performance">(&Place::performance, "key"),
        field<"ticket_type">(&Place::ticket_type, "key"),
        field<"seat">(&Place::seat, "guid"),
        field<"state">(&Place::state, "how it stands"),
        field<"to">(&Place::to, "guest who is to have it"),
        field<"until">(&Place::until, "released then"),
        field<"order">(&Place::order, "it was distributed with"),
        field<"ticket">(&Place::ticket, "it is"),
        field<"added_by">(&Place::added_by, "login"),
        field<"changed_by">(&Place::changed_by, "login"),
        field<"changed">(&Place::changed, "when"),
    };
    static constexpr Table table{
        .name = "places",
        .key = {"structure", "relay", "place"},
        .indexes = {{.name = "by_guest", .columns = {"structure", "relay", "guest"}},
                    {.name = "by_next", .columns = {"structure", "relay", "to"}},
                    {.name = "by_ticket", .columns = {"ticket"}}},
        .read_when_asked = true};
};

// Words are stored: append only.
enum class Did {
    added,
    allocated,
    moved,
    swapped,
    removed,
    distributed,
    promised_on,
    distributed_on,
    taken_back,
    given_back
};
constexpr std::array<const char*, 11> words_of(Did) {
    return {"added",       "allocated",      "moved",      "swapped",    "removed", "distributed",
            "promised_on", "distributed_on", "taken_back", "given_back", nullptr};
}

// What was done with a place, and by whom: kept for good.
struct Step {
    std::string structure;
    std::string relay;
    std::int64_t step = 0;
    Time at;
    std::string by;
    Did did = Did::added;
    std::int64_t place = 0;
    std::int64_t guest = 0;  // whose it is since; 0: nobody's
    Id ticket;

    static constexpr auto fields = in_order{
        field<"structure">(&Step::structure, "key of the channel"),
        field<"relay">(&Step::relay, "login"),
        field<"step">(&Step::step, "number in the cart"),
        field<"at">(&Step::at, "when"),
        field<"by">(&Step::by, "login of who did it"),
        field<"did">(&Step::did, "what"),
        field<"place">(&Step::place, "number in the cart"),
        field<"guest">(&Step::guest, "whose it is since"),
        field<"ticket">(&Step::ticket, "if it is one"),
    };
    static constexpr Table table{
        .name = "steps",
        .key = {"structure", "relay", "step"},
        .indexes = {{.name = "steps_of_place", .columns = {"structure", "relay", "place"}}},
        .read_when_asked = true};
};

}  // namespace distribution_cart

#endif
