// Users as sellers: found by what their record says of them, letter by letter.
#ifndef WILLCALL_SELLERS_HPP
#define WILLCALL_SELLERS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct FindSellers {
    std::string login;
    std::string name;
    std::string employee_number;
    std::string external_id;

    static constexpr auto fields = in_order{
        field<"login">(&FindSellers::login, "exactly this login", at_most(254), can_be_left_out),
        field<"name">(&FindSellers::name, "exactly this display name, capitals and all",
                      at_most(200), can_be_left_out),
        field<"employee_number">(&FindSellers::employee_number, "exactly this employee number",
                                 at_most(64), can_be_left_out),
        field<"external_id">(&FindSellers::external_id, "exactly this external id", at_most(64),
                             can_be_left_out),
    };
};

struct OpenShiftFacts {
    Id id;
    std::string location;
    Time opened;

    static constexpr auto meaning = "an open shift, without a word of its money";
    static constexpr auto fields = in_order{
        field<"id">(&OpenShiftFacts::id, "its id"),
        field<"location">(&OpenShiftFacts::location, "key of the location"),
        field<"opened">(&OpenShiftFacts::opened, "when it began"),
    };
};

struct Seller {
    Id id;
    std::string login;
    std::string name;
    std::string employee_number;
    std::string external_id;
    std::string role;
    std::string channel;
    std::string channel_kind;
    bool on_behalf = false;
    std::vector<std::string> locations;
    bool uses_shifts = false;
    std::optional<OpenShiftFacts> shift;
    std::optional<Time> signed_in;
    bool disabled = false;

    static constexpr auto meaning = "a user as a seller";
    static constexpr auto fields = in_order{
        field<"id">(&Seller::id, "its id"),
        field<"login">(&Seller::login, "what the user signs in with"),
        field<"name">(&Seller::name, "display name"),
        field<"employee_number">(&Seller::employee_number, "tells namesakes apart"),
        field<"external_id">(&Seller::external_id, "in another system"),
        field<"role">(&Seller::role, "what the roles plugin knows"),
        field<"channel">(&Seller::channel, "key of the channel it sells through; empty: none"),
        field<"channel_kind">(&Seller::channel_kind, "plugin that runs the channel"),
        field<"on_behalf">(&Seller::on_behalf,
                           "whether the kind of channel lets others act for its sellers"),
        field<"locations">(&Seller::locations, "where shifts are opened; none: anywhere"),
        field<"uses_shifts">(&Seller::uses_shifts, "whether a sale needs an open shift"),
        field<"shift">(&Seller::shift, "the open one; absent: none is"),
        field<"signed_in">(&Seller::signed_in,
                           "since when a sign-in of the user's own lasts; absent: there is none"),
        field<"disabled">(&Seller::disabled, "whether the user may neither sign in nor sell"),
    };
};

struct SellersFound {
    std::vector<Seller> sellers;

    static constexpr auto meaning = "all sellers that were meant";
    static constexpr auto fields = in_order{
        field<"sellers">(&SellersFound::sellers, "by employee number, then by login"),
    };
};

}  // namespace willcall

#endif
