#include "candidates.hpp"

namespace {

using willcall::plugin::Failure;
using willcall::plugin::Refusal;

// As `sellers.find` takes it; an empty one is not asked by.
struct Filters {
    std::string login;
    std::string name;
    std::string employee_number;
    std::string external_id;
    static constexpr auto fields = willcall::in_order{
        willcall::field<"login">(&Filters::login, "login"),
        willcall::field<"name">(&Filters::name, "display name"),
        willcall::field<"employee_number">(&Filters::employee_number, "employee number"),
        willcall::field<"external_id">(&Filters::external_id, "external id"),
    };
};

struct Found {
    std::vector<Candidate> sellers;
    static constexpr auto fields = willcall::in_order{
        willcall::field<"sellers">(&Found::sellers, "all that were meant"),
    };
};

std::vector<Candidate> find(const willcall::plugin::Call& call, const Filters& filters) {
    return call.invoke_as_plugin<Found>("sellers.find", filters).sellers;
}

}  // namespace

std::vector<Candidate> find_candidates(const willcall::plugin::Call& call,
                                       const FindCandidates& request) {
    const auto given =
        !request.name.empty() + !request.employee_number.empty() + !request.external_id.empty();
    if (given == 0)
        throw Refusal("sell_on_behalf.no_filter",
                      "say a display name, an employee number or an external id");
    if (given > 1)
        throw Refusal("sell_on_behalf.several_filters",
                      "say one of display name, employee number and external id",
                      {{"filters", given}});
    return find(call, {{}, request.name, request.employee_number, request.external_id});
}

Candidate find_candidate(const willcall::plugin::Call& call, const std::string& login) {
    auto found = find(call, {login, {}, {}, {}});
    if (found.empty()) throw Failure(WILLCALL_NOT_FOUND, "no user `" + login + '`', "login");
    return std::move(found.front());
}
