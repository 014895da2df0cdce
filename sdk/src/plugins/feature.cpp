// Operations of plugins: made known like the engine's own, and handled one request at a time.
#include "plugins/asking.hpp"

namespace willcall::plugins {

namespace {

// Errors that an operation answers its caller with, instead of failing.
bool is_answer(willcall_status status) {
    return status == WILLCALL_INVALID || status == WILLCALL_NOT_FOUND ||
           status == WILLCALL_CONFLICT || status == WILLCALL_UNAVAILABLE;
}

[[noreturn]] void throw_answered(const willcall_call& call, willcall_status status) {
    const auto& said = call.said;
    const bool own = !call.service_failure || call.service_status != status;
    if (call.lost || !own || !is_answer(status)) throw_failed(call, status);
    const auto& name = call.module->name;
    throw Failure(status,
                  said.failure.empty() ? "plugin `" + name + "` does not say why" : said.failure)
        .at(said.failure_field)
        .of_plugin(name);
}

Refusal own_refusal(willcall_call& call) {
    if (call.service_refusal && call.service_status == WILLCALL_REFUSED)
        return std::move(*call.service_refusal);
    Refusal refusal;
    for (auto& [item, reason] : call.said.reasons) refusal.reasons.push_back(std::move(reason));
    if (refusal.reasons.empty())
        refusal.reasons.push_back(plain_reason(*call.module, "refused",
                                               "refused, with no reason "
                                               "given"));
    return refusal;
}

}  // namespace

std::vector<Operation> feature_operations(const Module& module, const HandleFeature& handle) {
    std::vector<Operation> operations;
    for (std::uint64_t number = 0; number < module.operations.size(); ++number) {
        const auto& described = module.operations[number];
        Operation made;
        made.name = described.name;
        made.permission = described.permission;
        made.summary = text_or_empty(described.summary);
        made.plugin = module.name;
        made.handling =
            (described.flags & WILLCALL_OPERATION_WRITES) != 0 ? Handling::writes : Handling::reads;
        made.request = described.request;
        made.answer = described.answer;
        made.handle = [&module, number, handle](Call& call, const Value& request,
                                                willcall_writer& answer) {
            return handle(module, number, call, request, answer);
        };
        operations.push_back(std::move(made));
    }
    return operations;
}

Handled handle(const Feature& feature, const Surroundings& around, std::uint64_t number,
               const Value& request) {
    const auto& module = feature.module();
    willcall_call call(module, around);
    if (number >= module.operations.size()) throw_nonsense(call, "has no such operation");
    const auto& described = module.operations[number];
    call.may_write = around.in_turn && (described.flags & WILLCALL_OPERATION_WRITES) != 0;
    const auto status =
        called(call, feature.table().handle, feature.self(), &call, number, &request);
    Handled handled;
    if (call.lost || (status != WILLCALL_OK && status != WILLCALL_REFUSED))
        throw_answered(call, status);
    if (status == WILLCALL_REFUSED) handled.refusal = own_refusal(call);
    else if (around.answer != nullptr && !around.answer->complete())
        throw_nonsense(call,
                       std::string("did not write a whole answer to `") + described.name + '`');
    handled.wrote_tables = call.wrote;
    return handled;
}

}  // namespace willcall::plugins
