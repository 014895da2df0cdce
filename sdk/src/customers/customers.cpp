#include "customers/customers.hpp"

#include "customers/details.hpp"
#include "operations/wording.hpp"

#include <utility>

namespace willcall::customers {

namespace {

// What a salted hash is kept of in the journal: all the record says.
std::string content_of(const Record& record) {
    std::string content;
    for (const auto& [name, text] : facts_of(record))
        content.append(name).append("\n").append(text).append("\n");
    return content;
}

Failure password_alone() {
    return invalid("password: one signs in with an email address, so `email` is needed too")
        .at("password");
}

Answered<Customer> create(const Needs& needs, Call& call, const CreateCustomer& request) {
    Record record;
    static_cast<CustomerDetails<Plain>&>(record) =
        static_cast<const CustomerDetails<Plain>&>(request);
    record.kind = request.kind;
    if (!request.password.empty()) {
        if (record.email.empty()) throw password_alone();
        record.password = call.prepared;
        record.online = true;
    }
    settle_details(record, call.now);
    if (record.kind == CustomerKind::person && record.date_of_birth.empty() &&
        needs.needs_date_of_birth(call))
        throw invalid("date_of_birth: every new person's record needs it").at("date_of_birth");
    if (auto refused = refuse_taken(*call.connection, record)) return std::move(*refused);
    if (request.introduced_by) record.introduced_by = request.introduced_by->number;
    else if (call.caller->customer != 0) record.introduced_by = call.caller->customer;
    if (record.introduced_by) {
        const auto by = load(*call.connection, *record.introduced_by, "introduced_by");
        if (auto refused = refuse_inactive(by)) return std::move(*refused);
    }
    record.creator = call.caller->seller.id;
    record.channel = needs.channel_of(call);
    record.created = record.changed = call.now;
    record.id = call.make_id();
    insert(*call.connection, record);
    call.note.subject = record.id;
    call.note.content = content_of(record);
    return shown(std::move(record));
}

Answered<Customer> get(const Needs& needs, Call& call, const GetCustomer& request) {
    return shown(seen(needs, call, "/customers/get", request.id.number, "id"));
}

template <class T>
void assign(T& value, const std::optional<T>& asked) {
    if (asked) value = *asked;
}
// Of consents only those that are named.
void assign(std::map<std::string, bool>& value,
            const std::optional<std::map<std::string, bool>>& asked) {
    if (!asked) return;
    for (const auto& [purpose, given] : *asked) value.insert_or_assign(purpose, given);
}

void apply(const ChangeCustomer& request, Record& record) {
    constexpr auto whole = CustomerDetails<Plain>::details();
    constexpr auto asked = CustomerDetails<std::optional>::details();
    whole.with([&](const auto&... to) {
        asked.with(
            [&](const auto&... from) { (assign(record.*to.member, request.*from.member), ...); });
    });
}

Answered<Customer> change(const Needs& needs, Call& call, const ChangeCustomer& request) {
    const auto before = seen(needs, call, "/customers/change", request.id.number, "id");
    if (auto refused = refuse_inactive(before)) return std::move(*refused);
    if (request.version && *request.version != before.version)
        return refusal("customers.changed_since", "the record was changed since it was read",
                       {{"asked", *request.version}, {"version", before.version}});
    auto record = before;
    // A name that was made of its parts goes on being made of them.
    if (!request.name && record.name == name_of_parts(record)) record.name.clear();
    apply(request, record);
    if (request.password) {
        if (!request.password->empty() && record.email.empty()) throw password_alone();
        record.password = request.password->empty() ? std::nullopt : std::optional(call.prepared);
        if (!request.online) record.online = record.password.has_value();
    }
    settle_details(record, call.now);
    if (auto refused = refuse_taken(*call.connection, record)) return std::move(*refused);
    call.note.subject = record.id;
    call.note.content = content_of(record);
    call.note.nothing = !save(call, before, record);
    // Who may sign in no more is out at once.
    if (before.online && !record.online) call.moved.push_back("access");
    return shown(std::move(record));
}

}  // namespace

std::optional<Record> find_active(store::Connection& connection, std::int64_t id) {
    auto record = connection.find<Record>("where id = ? and state = 0", id);
    if (record) record->email = record->email_row.value_or("");
    return record;
}

Record seen(const Needs& needs, Call& call, std::string_view permission, std::int64_t id,
            const char* field) {
    auto record = load(*call.connection, id, field);
    if (!needs.sees(call, permission, id))
        throw not_found("there is no customer `" + id_text(id) + "`").at(field);
    return record;
}

std::vector<Operation> customers_operations(const Needs& needs) {
    const auto hashing = [hash = needs.hash_password](const std::string& password) {
        check_password(password);
        return password.empty() ? std::string() : hash(password);
    };
    return {
        prepared_by<CreateCustomer>(
            operation<CreateCustomer, Customer>("customers.create", "/customers/create",
                                                "makes the record of a customer", Handling::writes,
                                                with(needs, create)),
            [hashing](const CreateCustomer& request) { return hashing(request.password); }),
        prepared_by<ChangeCustomer>(
            operation<ChangeCustomer, Customer>(
                "customers.change", "/customers/change",
                "changes what is named of a customer's record, and nothing else", Handling::writes,
                with(needs, change)),
            [hashing](const ChangeCustomer& request) {
                return hashing(request.password.value_or(""));
            }),
        operation<GetCustomer, Customer>("customers.get", "/customers/get",
                                         "the record of a customer", Handling::reads,
                                         with(needs, get)),
    };
}

}  // namespace willcall::customers
