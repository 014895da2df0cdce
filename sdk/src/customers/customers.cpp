#include "customers/customers.hpp"

#include "operations/email_address.hpp"

#include "operations/call.hpp"
#include "operations/wording.hpp"

namespace willcall::customers {

namespace {

constexpr std::size_t password_characters_least = 8;

Customer shown(CustomerRow row) {
    return {{row.id},
            std::move(row.name),
            row.email.value_or(""),
            std::move(row.postcode),
            {row.created}};
}

void check(const CreateCustomer& request) {
    if (!request.email.empty() && !is_email(request.email)) {
        throw invalid("email: must be an email address, not " + quoted(request.email)).at("email");
    }
    if (request.password.empty()) return;
    if (request.email.empty())
        throw invalid("password: one signs in with an email address, so `email` is needed too")
            .at("password");
    if (request.password.size() < password_characters_least)
        throw invalid("password: must have at least 8 characters").at("password");
}

Answered<Customer> create(Call& call, const CreateCustomer& request) {
    CustomerRow row;
    row.name = request.name;
    row.postcode = request.postcode;
    row.created = call.now;
    if (!request.email.empty()) {
        row.email = email_key(request.email);
        if (find_customer(*call.connection, *row.email))
            return refusal("customers.email_taken",
                           "another customer has the email address " + quoted(*row.email));
    }
    if (!request.password.empty()) row.password = call.prepared;
    row.id = call.make_id();
    call.connection->insert(row);
    call.note.subject = row.id;
    call.note.content = row.name + '\n' + row.email.value_or("") + '\n' + row.postcode;
    return shown(std::move(row));
}

Answered<Customer> get(Call& call, const GetCustomer& request) {
    auto row = find_customer(*call.connection, request.id.number);
    if (!row) throw not_found("there is no customer `" + id_text(request.id.number) + "`").at("id");
    return shown(std::move(*row));
}

}  // namespace

std::optional<CustomerRow> find_customer(store::Connection& connection, std::int64_t id) {
    return connection.find<CustomerRow>("where id = ?", id);
}

std::optional<CustomerRow> find_customer(store::Connection& connection, std::string_view email) {
    return connection.find<CustomerRow>("where email = ?", email_key(email));
}

std::vector<Operation>
customers_operations(std::function<std::string(const std::string&)> hash_password) {
    auto hashing = [hash = std::move(hash_password)](const CreateCustomer& request) {
        check(request);
        return request.password.empty() ? std::string() : hash(request.password);
    };
    return {
        prepared_by<CreateCustomer>(operation<CreateCustomer, Customer>(
                                        "customers.create", "/customers/create",
                                        "makes the record of a customer", Handling::writes, create),
                                    std::move(hashing)),
        operation<GetCustomer, Customer>("customers.get", "/customers/get",
                                         "the record of a customer", Handling::reads, get),
    };
}

}  // namespace willcall::customers
