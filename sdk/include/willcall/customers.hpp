// Customers: the people and organisations that tickets are bought by and for.
#ifndef WILLCALL_CUSTOMERS_HPP
#define WILLCALL_CUSTOMERS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

// Numbers are stored: append only.
enum class CustomerKind : std::uint8_t { person, organisation };
constexpr std::array<const char*, 3> words_of(CustomerKind) {
    return {"person", "organisation", nullptr};
}
enum class CustomerState : std::uint8_t { active, merged, erased };
constexpr std::array<const char*, 4> words_of(CustomerState) {
    return {"active", "merged", "erased", nullptr};
}

template <class T>
using Plain = T;

// What a record says of its customer, each field once: plain in a record, optional in what changes
// one.
template <template <class> class As>
struct CustomerDetails {
    As<std::string> name;
    As<std::string> title;
    As<std::string> first_name;
    As<std::string> last_name;
    As<std::string> email;
    As<std::string> phone;
    As<std::string> mobile;
    As<std::string> address;
    As<std::string> town;
    As<std::string> postcode;
    As<std::string> country;
    As<std::string> date_of_birth;
    As<std::string> language;
    As<std::string> number;
    As<bool> online{};
    As<std::vector<std::string>> tags;
    As<std::map<std::string, bool>> consents;

    // `presence` is can_be_left_out in a request.
    static constexpr auto details(FieldOption presence = {}) {
        using This = CustomerDetails;
        return in_order{
            field<"name">(&This::name, "as printed; made of a person's first and last name",
                          at_most(200), presence),
            field<"title">(&This::title, "before a person's name", at_most(40), presence),
            field<"first_name">(&This::first_name, "of a person", at_most(100), presence),
            field<"last_name">(&This::last_name, "of a person", at_most(100), presence),
            field<"email">(&This::email, "email address, unique; needed to be active online",
                           at_most(254), presence),
            field<"phone">(&This::phone, "telephone number", at_most(40), presence),
            field<"mobile">(&This::mobile, "mobile telephone number", at_most(40), presence),
            field<"address">(&This::address, "first line of the postal address", at_most(200),
                             presence),
            field<"town">(&This::town, "of the postal address", at_most(100), presence),
            field<"postcode">(&This::postcode, "postal code", at_most(20), presence),
            field<"country">(&This::country, "of the postal address", at_most(60), presence),
            field<"date_of_birth">(&This::date_of_birth, "of a person: 1984-02-29", at_most(10),
                                   presence),
            field<"language">(&This::language, "BCP 47 tag of documents and mails", at_most(35),
                              presence),
            field<"number">(&This::number, "the organisation's own number for them, unique",
                            at_most(40), presence),
            field<"online">(&This::online, "whether they may sign in", presence),
            field<"tags">(&This::tags, "words to find and to serve them by", at_most(100)),
            field<"consents">(&This::consents,
                              "what they agreed to (true) or took back; others stay as they are",
                              at_most(100)),
        };
    }
};

struct CreateCustomer : CustomerDetails<Plain> {
    CustomerKind kind = CustomerKind::person;
    std::optional<Id> introduced_by;
    std::string password;

    static constexpr auto fields = joined(
        in_order{
            field<"kind">(&CreateCustomer::kind, "person or organisation", can_be_left_out),
            field<"introduced_by">(&CreateCustomer::introduced_by,
                                   "customer who made the record for somebody else"),
            field<"password">(&CreateCustomer::password,
                              "for signing in: makes the customer active online", at_most(1'000),
                              can_be_left_out, secret),
        },
        details(can_be_left_out));
};

struct ChangeCustomer : CustomerDetails<std::optional> {
    Id id;
    std::optional<std::int64_t> version;
    std::optional<std::string> password;

    static constexpr auto fields = joined(
        in_order{
            field<"id">(&ChangeCustomer::id, "whose record"),
            field<"version">(&ChangeCustomer::version, "change it only if this is still its own"),
            field<"password">(&ChangeCustomer::password, "for signing in; empty: none any more",
                              at_most(1'000), secret),
        },
        details());
};

struct GetCustomer {
    Id id;

    static constexpr auto fields = in_order{
        field<"id">(&GetCustomer::id, "whose record"),
    };
};

struct Customer : CustomerDetails<Plain> {
    Id id;
    CustomerKind kind = CustomerKind::person;
    CustomerState state = CustomerState::active;
    std::optional<Id> introduced_by;
    std::optional<Id> merged_into;
    Time created;
    Time changed;
    std::int64_t version = 0;

    static constexpr auto meaning = "a person or organisation";
    static constexpr auto fields = joined(
        in_order{
            field<"id">(&Customer::id, "its id"),
            field<"kind">(&Customer::kind, "person or organisation"),
            field<"state">(&Customer::state, "active, merged into another, or erased"),
        },
        details(),
        in_order{
            field<"introduced_by">(&Customer::introduced_by,
                                   "customer who made the record for somebody else"),
            field<"merged_into">(&Customer::merged_into, "the customer it is part of now"),
            field<"created">(&Customer::created, "since when"),
            field<"changed">(&Customer::changed, "when it was last changed"),
            field<"version">(&Customer::version, "goes up with every change"),
        });
};

struct ListCustomers {
    std::string name;
    std::string email;
    std::string phone;
    std::string number;
    std::string postcode;
    std::string tag;
    std::optional<CustomerKind> kind;
    std::optional<bool> online;
    std::optional<Id> after;

    static constexpr auto fields = in_order{
        field<"name">(&ListCustomers::name,
                      "only with these words, or words that begin so, in the name; neither case "
                      "nor accents count",
                      at_most(200), can_be_left_out),
        field<"email">(&ListCustomers::email, "only with an email address that begins so",
                       at_most(254), can_be_left_out),
        field<"phone">(&ListCustomers::phone,
                       "only with a telephone number that ends so, however it is written",
                       at_most(40), can_be_left_out),
        field<"number">(&ListCustomers::number, "only with this number, or this id", at_most(40),
                        can_be_left_out),
        field<"postcode">(&ListCustomers::postcode, "only with this postal code", at_most(20),
                          can_be_left_out),
        field<"tag">(&ListCustomers::tag, "only with this tag", at_most(64), can_be_left_out),
        field<"kind">(&ListCustomers::kind, "only persons, or only organisations"),
        field<"online">(&ListCustomers::online, "only those who may sign in, or who may not"),
        field<"after">(&ListCustomers::after, "the last id of the page before"),
    };
};

struct ListedCustomer {
    Id id;
    CustomerKind kind = CustomerKind::person;
    std::string name;
    std::string email;
    std::string phone;
    std::string mobile;
    std::string address;
    std::string town;
    std::string postcode;
    std::string number;
    bool online = false;
    Time created;

    static constexpr auto meaning = "a customer in a list";
    static constexpr auto fields = in_order{
        field<"id">(&ListedCustomer::id, "its id"),
        field<"kind">(&ListedCustomer::kind, "person or organisation"),
        field<"name">(&ListedCustomer::name, "as printed"),
        field<"email">(&ListedCustomer::email, "email address"),
        field<"phone">(&ListedCustomer::phone, "telephone number"),
        field<"mobile">(&ListedCustomer::mobile, "mobile telephone number"),
        field<"address">(&ListedCustomer::address, "first line of the postal address"),
        field<"town">(&ListedCustomer::town, "of the postal address"),
        field<"postcode">(&ListedCustomer::postcode, "postal code"),
        field<"number">(&ListedCustomer::number, "the organisation's own number for them"),
        field<"online">(&ListedCustomer::online, "whether they may sign in"),
        field<"created">(&ListedCustomer::created, "since when"),
    };
};

}  // namespace willcall

#endif
