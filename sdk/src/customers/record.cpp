#include "customers/record.hpp"

#include "customers/names.hpp"
#include "operations/reading.hpp"
#include "operations/wording.hpp"

#include <algorithm>
#include <set>

namespace willcall::customers {

namespace {

struct TagRow {
    std::int64_t customer = 0;
    std::string tag;
    static constexpr const char* table = "customer_tags";
    static constexpr auto columns =
        in_order{store::column<"customer">(&TagRow::customer), store::column<"tag">(&TagRow::tag)};
};

struct ConsentRow {
    std::int64_t customer = 0;
    std::string purpose;
    bool given = false;
    static constexpr const char* table = "customer_consents";
    static constexpr auto columns = in_order{store::column<"customer">(&ConsentRow::customer),
                                             store::column<"purpose">(&ConsentRow::purpose),
                                             store::column<"given">(&ConsentRow::given)};
};

// Facts of a field, by its type: `name`, and what follows it after a slash.
void tell(Facts& facts, const std::string& name, const std::string& value) {
    if (!value.empty()) facts.emplace(name, value);
}
void tell(Facts& facts, const std::string& name, bool value) {
    if (value) facts.emplace(name, "yes");
}
void tell(Facts& facts, const std::string& name, const std::vector<std::string>& values) {
    for (const auto& value : values) facts.emplace(name + '/' + value, "yes");
}
void tell(Facts& facts, const std::string& name, const std::map<std::string, bool>& values) {
    for (const auto& [key, value] : values)
        facts.emplace(name + '/' + key, value ? "given" : "taken back");
}

void put(std::string& value, const std::string&, const std::string& text) { value = text; }
void put(bool& value, const std::string&, const std::string& text) { value = !text.empty(); }
void put(std::vector<std::string>& values, const std::string& key, const std::string& text) {
    std::erase(values, key);
    if (!text.empty()) values.push_back(key);
    std::ranges::sort(values);
}
void put(std::map<std::string, bool>& values, const std::string& key, const std::string& text) {
    if (text.empty()) values.erase(key);
    else values.insert_or_assign(key, text == "given");
}

template <class Visit>
void for_each_detail(Visit&& visit) {
    CustomerDetails<Plain>::details().each(visit);
}

void write_around(store::Connection& turn, const Record& record) {
    std::vector<TagRow> tags;
    for (const auto& tag : record.tags) tags.push_back({record.id, tag});
    turn.insert_all(tags);
    std::vector<ConsentRow> consents;
    for (const auto& [purpose, given] : record.consents)
        consents.push_back({record.id, purpose, given});
    turn.insert_all(consents);
    turn.insert_all(keys_of(record));
}

void delete_around(store::Connection& turn, std::int64_t customer) {
    for (const char* const table : {"customer_tags", "customer_consents", "customer_keys"})
        turn.execute(std::string("delete from ") + table + " where customer = ?", customer);
}

void update_row(store::Connection& turn, const Record& record) {
    static const std::string sql = [] {
        std::string text;
        Record::columns.each([&](const auto& one) {
            text += text.empty() ? "update customers set " : ", ";
            text.append(one.name).append(" = ?");
        });
        return text + " where id = ?";
    }();
    Record::columns.with(
        [&](const auto&... one) { turn.execute(sql, (record.*one.member)..., record.id); });
}

bool note_changes(Call& call, const Facts& before, const Facts& after, const Record& record,
                  std::int64_t merge) {
    std::set<std::string> names;
    for (const auto* facts : {&before, &after})
        for (const auto& [name, text] : *facts) names.insert(name);
    std::vector<ChangeRow> changes;
    const auto text_in = [](const Facts& facts, const std::string& name) {
        const auto found = facts.find(name);
        return found == facts.end() ? std::string() : found->second;
    };
    for (const auto& name : names) {
        auto was = text_in(before, name);
        auto is = text_in(after, name);
        if (was != is)
            changes.push_back({call.make_id(), record.id, call.now, call.caller->actor.id, merge,
                               name, std::move(was), std::move(is)});
    }
    call.connection->insert_all(changes);
    return !changes.empty();
}

}  // namespace

void derive(Record& record) {
    record.email_row = record.email.empty() ? std::nullopt : std::optional(record.email);
    record.alike = alike_key(record.kind == CustomerKind::person, record.first_name,
                             record.last_name, record.name);
    record.postcode_key = joined(words_of(record.postcode));
    record.address_key = joined(words_of(record.address), " ");
}

std::vector<KeyRow> keys_of(const Record& record) {
    if (record.state != CustomerState::active) return {};
    std::set<KeyRow> keys;
    for (const auto* text : {&record.name, &record.first_name, &record.last_name})
        for (auto& word : words_of(*text)) keys.insert({KeyKind::word, std::move(word), record.id});
    for (const auto* text : {&record.phone, &record.mobile})
        if (auto key = phone_key(*text); !key.empty())
            keys.insert({KeyKind::phone, std::move(key), record.id});
    return {keys.begin(), keys.end()};
}

Facts facts_of(const Record& record) {
    Facts facts;
    for_each_detail([&](const auto& one) { tell(facts, one.name, record.*one.member); });
    return facts;
}

void set_fact(Record& record, const std::string& name, const std::string& text) {
    const auto slash = name.find('/');
    const auto head = name.substr(0, slash);
    const auto key = slash == name.npos ? std::string() : name.substr(slash + 1);
    for_each_detail([&](const auto& one) {
        if (head == one.name) put(record.*one.member, key, text);
    });
}

std::optional<Record> load(store::Connection& connection, std::int64_t id) {
    auto record = connection.find<Record>("where id = ?", id);
    if (!record) return std::nullopt;
    record->email = record->email_row.value_or("");
    for (auto& row : connection.select<TagRow>("where customer = ? order by tag", id))
        record->tags.push_back(std::move(row.tag));
    for (auto& row : connection.select<ConsentRow>("where customer = ?", id))
        record->consents.emplace(std::move(row.purpose), row.given);
    return record;
}

Record load(store::Connection& connection, std::int64_t id, const char* field) {
    auto record = load(connection, id);
    if (!record) throw not_found("there is no customer `" + id_text(id) + "`").at(field);
    return std::move(*record);
}

std::optional<Refusal> refuse_inactive(const Standing& standing) {
    const auto who = "the customer `" + id_text(standing.id) + '`';
    switch (standing.state) {
    case CustomerState::merged:
        return refusal("customers.merged",
                       who + " is part of `" + id_text(standing.merged_into.value_or(0)) + "` now");
    case CustomerState::erased: return refusal("customers.erased", who + " was erased");
    case CustomerState::active: break;
    }
    return std::nullopt;
}

std::optional<Refusal> refuse_inactive(const Record& record) {
    return refuse_inactive(Standing{record.id, record.state, record.merged_into, record.version});
}

Standing find_standing(store::Connection& connection, std::int64_t id, const char* field) {
    auto standing = connection.find<Standing>("where id = ?", id);
    if (!standing) throw not_found("no customer `" + id_text(id) + "`").at(field);
    return *standing;
}

std::optional<Refusal> refuse_inactive(store::Connection& connection, std::int64_t id,
                                       const char* field) {
    return refuse_inactive(find_standing(connection, id, field));
}

std::optional<Refusal> refuse_taken(store::Connection& turn, const Record& record) {
    if (!record.email.empty() && turn.number("select id from customers where email = ? and id <> ?",
                                             record.email, record.id))
        return refusal("customers.email_taken",
                       "another customer has the email address " + quoted(record.email));
    if (!record.number.empty() &&
        turn.number("select id from customers where number = ? and id <> ?", record.number,
                    record.id))
        return refusal("customers.number_taken",
                       "another customer has the number " + quoted(record.number));
    return std::nullopt;
}

void insert(store::Connection& turn, Record& record) {
    derive(record);
    turn.insert(record);
    write_around(turn, record);
}

bool save(Call& call, const Record& before, Record& record, std::int64_t merge) {
    auto was = facts_of(before);
    auto is = facts_of(record);
    // That it was changed is history, what it is is nobody's to read.
    bool changed = before.password != record.password || before.state != record.state;
    if (before.password != record.password && before.state == record.state)
        call.connection->insert(ChangeRow{call.make_id(), record.id, call.now,
                                          call.caller->actor.id, merge, "password", "", ""});
    changed |= note_changes(call, was, is, record, merge);
    if (!changed) return false;
    derive(record);
    record.changed = call.now;
    ++record.version;
    auto& turn = *call.connection;
    update_row(turn, record);
    delete_around(turn, record.id);
    write_around(turn, record);
    return true;
}

void erase(Call& call, Record& record) {
    Record nobody;
    nobody.id = record.id;
    nobody.kind = record.kind;
    nobody.state = CustomerState::erased;
    nobody.introduced_by = record.introduced_by;
    nobody.creator = record.creator;
    nobody.channel = record.channel;
    nobody.created = record.created;
    nobody.changed = call.now;
    nobody.version = record.version + 1;
    record = std::move(nobody);
    auto& turn = *call.connection;
    update_row(turn, record);
    delete_around(turn, record.id);
    for (const char* const side : {"customer", "other"})
        turn.execute(std::string("delete from customer_relations where ") + side + " = ?",
                     record.id);
    // That something was changed stays, and who did it; which tag and which purpose may tell a lot.
    // The same of what they had brought to another's record by a merge that was undone since.
    for (const char* const theirs :
         {"customer = ?", "merge in (select id from customer_merges where absorbed = ?)"})
        turn.execute(std::string("update customer_changes set field = '', before = '', after = '' "
                                 "where ") +
                         theirs,
                     record.id);
}

Customer shown(Record record) {
    Customer customer;
    static_cast<CustomerDetails<Plain>&>(customer) =
        std::move(static_cast<CustomerDetails<Plain>&>(record));
    customer.id = {record.id};
    customer.kind = record.kind;
    customer.state = record.state;
    if (record.introduced_by) customer.introduced_by = Id{*record.introduced_by};
    if (record.merged_into) customer.merged_into = Id{*record.merged_into};
    customer.created = {record.created};
    customer.changed = {record.changed};
    customer.version = record.version;
    return customer;
}

}  // namespace willcall::customers
