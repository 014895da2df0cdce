// Operations of plugins: made known like the engine's own, and handled one request at a time.
#include "operations/reading.hpp"
#include "plugins/asking.hpp"
#include "tables/operation.hpp"

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

Operation feature_table(const Module& module, std::uint64_t number, const PlanFeature& plan) {
    const auto& described = module.operations[number];
    try {
        auto made = tables::table_operation(
            described.name, described.permission, text_or_empty(described.summary),
            std::make_shared<const tables::Shapes>(tables::Face{}, *described.request,
                                                   *described.answer),
            [&module, number, plan](Call& call, const Value& filters) {
                return plan(module, number, call, filters);
            });
        made.plugin = module.name;
        return made;
    } catch (const Failure& failure) {
        throw Failure(WILLCALL_PLUGIN,
                      std::string("the table `") + described.name + "`: " + failure.what())
            .of_plugin(module.name);
    }
}

}  // namespace

std::vector<Operation> feature_operations(const Module& module, const HandleFeature& handle,
                                          const PlanFeature& plan) {
    std::vector<Operation> operations;
    for (std::uint64_t number = 0; number < module.operations.size(); ++number) {
        const auto& described = module.operations[number];
        if ((described.flags & WILLCALL_OPERATION_TABLE) != 0) {
            operations.push_back(feature_table(module, number, plan));
            continue;
        }
        Operation made;
        made.name = described.name;
        made.permission = described.permission;
        made.summary = text_or_empty(described.summary);
        made.plugin = module.name;
        made.handling =
            (described.flags & WILLCALL_OPERATION_WRITES) != 0 ? Handling::writes : Handling::reads;
        made.journals_refusals = (described.flags & WILLCALL_OPERATION_JOURNALS_REFUSALS) != 0;
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
    if (call.interrupted) std::rethrow_exception(call.interrupted);
    Handled handled;
    if (call.lost || (status != WILLCALL_OK && status != WILLCALL_REFUSED))
        throw_answered(call, status);
    if (status == WILLCALL_REFUSED) handled.refusal = own_refusal(call);
    else if (around.answer != nullptr && !around.answer->complete())
        throw_nonsense(call,
                       std::string("did not write a whole answer to `") + described.name + '`');
    handled.wrote_tables = call.wrote;
    handled.subject = call.said.subject;
    return handled;
}

std::vector<Value> rows_after(const Feature& feature, const Surroundings& around,
                              std::uint64_t number, const Value& filters, const Value* last,
                              std::int32_t scope, const Dialect& dialect) {
    constexpr std::size_t rows_most = 1'000;
    const auto& module = feature.module();
    const auto& described = module.operations.at(number);
    willcall_writer writer(dialect.decimals);
    auto with_answer = around;
    with_answer.answer = &writer;
    willcall_call call(module, with_answer);
    const auto status =
        called(call, feature.table().rows, feature.self(), &call, number, &filters, last, scope);
    if (call.lost || status != WILLCALL_OK) throw_answered(call, status);
    const auto what = std::string("its rows of `") + described.name + "` ";
    if (!writer.complete()) throw_nonsense(call, "did not write " + what + "whole");
    auto list = parse_json(writer.text);
    if (list.written != Written::list || list.children.size() > rows_most)
        throw_nonsense(call, what + "are no list of at most 1000");
    for (auto& row : list.children) {
        try {
            validate(row, *described.answer, dialect);
        } catch (const Failure& failure) {
            throw_nonsense(call, what + "do not fit: " + failure.what());
        }
    }
    return std::move(list.children);
}

}  // namespace willcall::plugins
