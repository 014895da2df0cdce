// Operations of the engine, as much of their requests and answers as is wanted here.
#ifndef WILLCALL_FACILITATED_BOOKING_ENGINE_WORDS_HPP
#define WILLCALL_FACILITATED_BOOKING_ENGINE_WORDS_HPP

#include "settings.hpp"

namespace facilitated_booking::engine {

struct ById {
    Id id;
    static constexpr auto fields = in_order{field<"id">(&ById::id, "")};
};
// The same of an id that is known as a text only.
struct ByText {
    std::string id;
    static constexpr auto fields = in_order{field<"id">(&ByText::id, "")};
};

struct Customer {
    Id id;
    std::string name;
    static constexpr auto fields =
        in_order{field<"id">(&Customer::id, ""), field<"name">(&Customer::name, "")};
};

struct ListRelations {
    Id customer;
    std::optional<Id> after;
    std::int64_t most = 1'000;
    static constexpr auto fields = in_order{
        field<"customer">(&ListRelations::customer, ""),
        field<"after">(&ListRelations::after, ""),
        field<"most">(&ListRelations::most, ""),
    };
};

struct Relation {
    Id id;
    Id customer;
    std::string name;
    std::string kind;
    Id other;
    std::string other_name;
    std::optional<Time> since;
    std::optional<Time> until;
    static constexpr auto fields = in_order{
        field<"id">(&Relation::id, ""),       field<"customer">(&Relation::customer, ""),
        field<"name">(&Relation::name, ""),   field<"kind">(&Relation::kind, ""),
        field<"other">(&Relation::other, ""), field<"other_name">(&Relation::other_name, ""),
        field<"since">(&Relation::since, ""), field<"until">(&Relation::until, ""),
    };
};

struct Relations {
    std::vector<Relation> relations;
    bool more = false;
    static constexpr auto fields = in_order{
        field<"relations">(&Relations::relations, ""),
        field<"more">(&Relations::more, ""),
    };
};

struct Relate {
    Id customer;
    Id other;
    std::string kind;
    std::optional<Time> since;
    std::optional<Time> until;
    std::string email;
    static constexpr auto fields = in_order{
        field<"customer">(&Relate::customer, ""), field<"other">(&Relate::other, ""),
        field<"kind">(&Relate::kind, ""),         field<"since">(&Relate::since, ""),
        field<"until">(&Relate::until, ""),       field<"email">(&Relate::email, ""),
    };
};

struct Basket {
    std::optional<Id> owner;
    static constexpr auto fields = in_order{field<"owner">(&Basket::owner, "")};
};

struct Facilitate {
    Id id;
    Id facilitator;
    static constexpr auto fields = in_order{field<"id">(&Facilitate::id, ""),
                                            field<"facilitator">(&Facilitate::facilitator, "")};
};

}  // namespace facilitated_booking::engine

#endif
