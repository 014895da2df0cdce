#include "customers/relations.hpp"

#include "operations/email_address.hpp"
#include "operations/wording.hpp"

#include <willcall/customer_relations.hpp>

namespace willcall::customers {

namespace {

std::optional<std::int64_t> instant(const std::optional<Time>& time) {
    return time ? std::optional(time->microseconds) : std::nullopt;
}

Answered<CustomerRelation> relate(const Needs& needs, Call& call, const RelateCustomers& request) {
    const auto& [one, two, kind, since, until, email] = request;
    if (one == two) throw invalid("other: must be another customer").at("other");
    if (since && until && *until < *since)
        throw invalid("until: must not be before `since`").at("until");
    if (!email.empty() && !is_email(email))
        throw invalid("email: must be an email address, not " + quoted(email)).at("email");
    auto& turn = *call.connection;
    const auto customer = seen(needs, call, "/customers/relate", one.number, "customer");
    const auto other = seen(needs, call, "/customers/relate", two.number, "other");
    for (const auto* record : {&customer, &other})
        if (auto refused = refuse_inactive(*record)) return std::move(*refused);
    if (turn.number("select id from customer_relations where customer = ? and other = ? "
                    "and kind = ?",
                    customer.id, other.id, kind))
        return refusal("customers.related", "they are related as " + quoted(kind) + " already");
    const RelationRow row{call.make_id(), customer.id,    other.id,        kind,
                          instant(since), instant(until), email_key(email)};
    turn.insert(row);
    call.note.subject = row.id;
    return CustomerRelation{{row.id},   {customer.id}, customer.name, kind,     {other.id},
                            other.name, since,         until,         row.email};
}

Answered<CustomerRelation> unrelate(const Needs& needs, Call& call,
                                    const UnrelateCustomers& request) {
    auto& turn = *call.connection;
    const auto row = turn.find<RelationRow>("where id = ?", request.id.number);
    if (!row)
        throw not_found("there is no relationship `" + id_text(request.id.number) + "`").at("id");
    const auto customer = seen(needs, call, "/customers/unrelate", row->customer, "id");
    const auto other = load(turn, row->other, "id");
    turn.execute("delete from customer_relations where id = ?", row->id);
    call.note.subject = row->id;
    const auto time = [](const std::optional<std::int64_t>& microseconds) {
        return microseconds ? std::optional(Time{*microseconds}) : std::nullopt;
    };
    return CustomerRelation{{row->id},  {customer.id},    customer.name,    row->kind, {other.id},
                            other.name, time(row->since), time(row->until), row->email};
}

}  // namespace

std::string relation_version(store::Connection& reading, std::int64_t one, std::int64_t other) {
    constexpr auto between = "from customer_relations where (customer = ? and other = ?) "
                             "or (customer = ? and other = ?)";
    const auto ask = [&](const char* what) {
        const auto found =
            reading.number(std::string("select ") + what + between, one, other, other, one);
        return std::to_string(found.value_or(0));
    };
    return ask("count(*) ") + '.' + ask("max(id) ");
}

std::vector<Operation> relation_operations(const Needs& needs) {
    return {
        operation<RelateCustomers, CustomerRelation>("customers.relate", "/customers/relate",
                                                     "says what one customer is to another",
                                                     Handling::writes, with(needs, relate)),
        operation<UnrelateCustomers, CustomerRelation>("customers.unrelate", "/customers/unrelate",
                                                       "takes a relationship back",
                                                       Handling::writes, with(needs, unrelate)),
    };
}

}  // namespace willcall::customers
