// A customer's record as it is kept: one row, its tags and consents, and the keys it is found by.
// Whatever changes one goes through `save`, which notes every field that is another afterwards.
#ifndef WILLCALL_CUSTOMERS_RECORD_HPP
#define WILLCALL_CUSTOMERS_RECORD_HPP

#include "operations/call.hpp"
#include "operations/failure.hpp"
#include "store/connection.hpp"

#include <willcall/customers.hpp>

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace willcall::customers {

struct Record : CustomerDetails<Plain> {
    std::int64_t id = 0;
    CustomerKind kind = CustomerKind::person;
    CustomerState state = CustomerState::active;
    std::optional<std::string> email_row;  // `email` as the unique column has it
    std::optional<std::string> password;   // Argon2id hash; nothing: signs in by no password
    std::optional<std::int64_t> introduced_by;
    std::optional<std::int64_t> merged_into;
    std::int64_t creator =
        0;  // who made it, and through which channel: whoever sees theirs sees it
    std::int64_t channel = 0;
    std::int64_t created = 0;
    std::int64_t changed = 0;
    std::int64_t version = 1;
    std::string alike, postcode_key, address_key;  // what likely duplicates share
    static constexpr const char* table = "customers";
    static constexpr auto columns = in_order{store::column<"id">(&Record::id),
                                             store::column<"kind">(&Record::kind),
                                             store::column<"state">(&Record::state),
                                             store::column<"name">(&Record::name),
                                             store::column<"title">(&Record::title),
                                             store::column<"first_name">(&Record::first_name),
                                             store::column<"last_name">(&Record::last_name),
                                             store::column<"email">(&Record::email_row),
                                             store::column<"phone">(&Record::phone),
                                             store::column<"mobile">(&Record::mobile),
                                             store::column<"address">(&Record::address),
                                             store::column<"town">(&Record::town),
                                             store::column<"postcode">(&Record::postcode),
                                             store::column<"country">(&Record::country),
                                             store::column<"date_of_birth">(&Record::date_of_birth),
                                             store::column<"language">(&Record::language),
                                             store::column<"number">(&Record::number),
                                             store::column<"online">(&Record::online),
                                             store::column<"password">(&Record::password),
                                             store::column<"introduced_by">(&Record::introduced_by),
                                             store::column<"merged_into">(&Record::merged_into),
                                             store::column<"creator">(&Record::creator),
                                             store::column<"channel">(&Record::channel),
                                             store::column<"created">(&Record::created),
                                             store::column<"changed">(&Record::changed),
                                             store::column<"version">(&Record::version),
                                             store::column<"alike">(&Record::alike),
                                             store::column<"postcode_key">(&Record::postcode_key),
                                             store::column<"address_key">(&Record::address_key)};
};

// What a record says, each thing by its name: `email`, `tags/patron`, `consents/news`; what it does
// not say is absent. Changes, merges and what undoes them are differences of two of these.
using Facts = std::map<std::string, std::string>;
Facts facts_of(const Record& record);
// Says one of them otherwise; empty: not any more.
void set_fact(Record& record, const std::string& name, const std::string& text);

// What a record is searched by.
enum class KeyKind : std::uint8_t { word, phone };
struct KeyRow {
    KeyKind kind = KeyKind::word;
    std::string key;
    std::int64_t customer = 0;
    static constexpr const char* table = "customer_keys";
    static constexpr auto columns =
        in_order{store::column<"kind">(&KeyRow::kind), store::column<"key">(&KeyRow::key),
                 store::column<"customer">(&KeyRow::customer)};
    friend auto operator<=>(const KeyRow&, const KeyRow&) = default;
};
// In their own order; none of a record that is not active.
std::vector<KeyRow> keys_of(const Record& record);
// Fills in what follows from the details.
void derive(Record& record);

struct ChangeRow {
    std::int64_t id = 0;
    std::int64_t customer = 0;
    std::int64_t at = 0;
    std::int64_t actor = 0;
    std::int64_t merge = 0;
    std::string field, before, after;
    static constexpr const char* table = "customer_changes";
    static constexpr auto columns = in_order{store::column<"id">(&ChangeRow::id),
                                             store::column<"customer">(&ChangeRow::customer),
                                             store::column<"at">(&ChangeRow::at),
                                             store::column<"actor">(&ChangeRow::actor),
                                             store::column<"merge">(&ChangeRow::merge),
                                             store::column<"field">(&ChangeRow::field),
                                             store::column<"before">(&ChangeRow::before),
                                             store::column<"after">(&ChangeRow::after)};
};

std::optional<Record> load(store::Connection& connection, std::int64_t id);
// Throws NOT_FOUND at `field` where there is none.
Record load(store::Connection& connection, std::int64_t id, const char* field);

// As much of a record as who names it for a sale has to know.
struct Standing {
    std::int64_t id = 0;
    CustomerState state = CustomerState::active;
    std::optional<std::int64_t> merged_into;
    std::int64_t version = 1;
    static constexpr const char* table = "customers";
    static constexpr auto columns =
        in_order{store::column<"id">(&Standing::id), store::column<"state">(&Standing::state),
                 store::column<"merged_into">(&Standing::merged_into),
                 store::column<"version">(&Standing::version)};
};
// Throws NOT_FOUND at `field` where there is none.
Standing find_standing(store::Connection& connection, std::int64_t id, const char* field);

// The refusal of whatever is asked of a record that is no customer of its own any more.
std::optional<Refusal> refuse_inactive(const Standing& standing);
std::optional<Refusal> refuse_inactive(const Record& record);
// The same of a record that is only named; throws NOT_FOUND at `field` where there is none.
std::optional<Refusal> refuse_inactive(store::Connection& connection, std::int64_t id,
                                       const char* field);
// The refusal of two records with one email address, or one number.
std::optional<Refusal> refuse_taken(store::Connection& turn, const Record& record);

void insert(store::Connection& turn, Record& record);
// Writes what is another than in `before`; whether anything was. `merge` is the merge that does it.
bool save(Call& call, const Record& before, Record& record, std::int64_t merge = 0);

// Leaves an id, and nothing else, of a record; also of what it said before.
void erase(Call& call, Record& record);

Customer shown(Record record);

}  // namespace willcall::customers

#endif
