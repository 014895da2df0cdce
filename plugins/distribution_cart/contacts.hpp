// What is asked of the address book, and what it answers.
#ifndef DISTRIBUTION_CART_CONTACTS_HPP
#define DISTRIBUTION_CART_CONTACTS_HPP

#include "rows.hpp"

namespace distribution_cart {

using willcall::at_most;
using willcall::between;
using willcall::can_be_left_out;
using willcall::multiline;

struct ContactSaid {
    std::string name;
    std::string email;
    std::string language;

    static constexpr auto meaning = "somebody who may be given tickets";
    static constexpr auto fields = in_order{
        field<"name">(&ContactSaid::name, "as printed", between(1, 200)),
        field<"email">(&ContactSaid::email, "where tickets are sent", at_most(254),
                       can_be_left_out),
        field<"language">(&ContactSaid::language,
                          "BCP 47 tag; the organisation's where it is left out", at_most(35),
                          can_be_left_out),
    };
};

struct ShownContact {
    std::int64_t contact = 0;
    std::string name;
    std::string email;
    std::string language;
    std::string added_by;
    std::vector<std::int64_t> like;

    static constexpr auto meaning = "an entry of the address book";
    static constexpr auto fields = in_order{
        field<"contact">(&ShownContact::contact, "its number"),
        field<"name">(&ShownContact::name, "as printed"),
        field<"email">(&ShownContact::email, "where tickets are sent"),
        field<"language">(&ShownContact::language, "of tickets and mails"),
        field<"added_by">(&ShownContact::added_by, "login of who added it"),
        field<"like">(&ShownContact::like,
                      "entries with the same email or the same name; of more than 20 with one "
                      "email, or one name, some"),
    };
};

struct AddContacts {
    std::vector<ContactSaid> contacts;

    static constexpr auto fields = in_order{
        field<"contacts">(&AddContacts::contacts, "to be added", between(1, 1'000)),
    };
};

enum class Broken { nothing, rest };
constexpr std::array<const char*, 3> words_of(Broken) { return {"nothing", "rest", nullptr}; }

struct ImportContacts {
    std::string csv;
    Broken broken = Broken::nothing;

    static constexpr auto fields = in_order{
        field<"csv">(&ImportContacts::csv,
                     "RFC 4180, with a first row that names its columns: name, email, language; "
                     "at most 10000 entries",
                     between(1, 1'048'576), multiline),
        field<"broken">(&ImportContacts::broken,
                        "what is added where rows are broken: nothing at all, or the rest",
                        can_be_left_out),
    };
};

struct BrokenRow {
    std::int64_t row = 0;
    std::string field;
    std::string message;

    static constexpr auto meaning = "a row that can't be taken";
    static constexpr auto fields = in_order{
        willcall::field<"row">(&BrokenRow::row, "its number; the one with the names is 1"),
        willcall::field<"field">(&BrokenRow::field, "the column; empty: all of it"),
        willcall::field<"message">(&BrokenRow::message, "what is wrong with it"),
    };
};

struct AddressBook {
    std::vector<ShownContact> contacts;
    std::vector<BrokenRow> broken;
    std::optional<std::int64_t> next;

    static constexpr auto meaning = "entries of a structure's address book";
    static constexpr auto fields = in_order{
        field<"contacts">(&AddressBook::contacts, "added, or listed"),
        field<"broken">(&AddressBook::broken, "rows of a list that could not be taken"),
        field<"next">(&AddressBook::next, "pass as `after` for the next page; absent at the end"),
    };
};

struct ListContacts {
    std::int64_t after = 0;
    std::int64_t most = 100;

    static constexpr auto fields = in_order{
        field<"after">(&ListContacts::after, "the last number of the page before", can_be_left_out),
        field<"most">(&ListContacts::most, "entries a page", between(1, 1'000), can_be_left_out),
    };
};

struct ForgetContacts {
    std::vector<std::int64_t> contacts;

    static constexpr auto fields = in_order{
        field<"contacts">(&ForgetContacts::contacts, "numbers of entries", between(1, 1'000)),
    };
};

}  // namespace distribution_cart

#endif
