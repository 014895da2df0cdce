// willcall.policy and willcall.eligibility of a Python plugin.
#include "carried.hpp"

namespace willcall::python {
namespace {

willcall_status decide(void* self, willcall_call* call,
                       const willcall_permission_question* questions, std::uint64_t question_size,
                       willcall_permission_answer* answers, std::uint64_t answer_size,
                       std::uint64_t count) noexcept {
    const auto& instance = *static_cast<const Instance*>(self);
    return asked(instance, call, [&] {
        py::list given;
        for (std::uint64_t index = 0; index < count; ++index) {
            const auto& question = element(questions, question_size, index);
            given.append(py::make_tuple(text_of(question.permission), text_of(question.subject)));
        }
        // [(decision, scope, reason)], one for each question.
        const py::list said =
            instance.plugin->asks().attr("decide")(given, parties_of(instance, call));
        for (std::uint64_t index = 0; index < count; ++index) {
            const py::tuple one = said[static_cast<std::size_t>(index)];
            auto& answer = element(answers, answer_size, index);
            say(instance, call, index, one[2]);
            answer.decision = one[0].cast<std::int32_t>();
            answer.scope = one[1].cast<std::int32_t>();
        }
    });
}

willcall_status quotas(void* self, willcall_call* call) noexcept {
    const auto& instance = *static_cast<const Instance*>(self);
    return asked(instance, call, [&] {
        const py::dict declared = instance.plugin->asks().attr("quotas")();
        for (const auto& [key, capacity] : declared)
            instance.host->call->quota(call, borrowed(key), capacity.cast<std::int64_t>());
    });
}

void say_effects(const Instance& instance, willcall_call* call, std::uint64_t item,
                 const py::tuple& said) {
    const auto* service = instance.host->call;
    for (const auto& effect : py::list(said[2])) {
        const auto [offer, units, amount] =
            py::cast<std::tuple<py::str, std::int64_t, std::int64_t>>(effect);
        service->effect(call, item, borrowed(offer), units, amount);
    }
    for (const auto& claim : py::list(said[3])) {
        const auto [key, units, offer] =
            py::cast<std::tuple<py::str, std::int64_t, py::str>>(claim);
        service->claim(call, item, borrowed(key), units, borrowed(offer));
    }
    for (const auto& lock : py::list(said[4])) service->opens(call, item, borrowed(lock));
}

willcall_status judge(void* self, willcall_call* call, const willcall_sale_line* lines,
                      std::uint64_t line_size, willcall_verdict* verdicts,
                      std::uint64_t verdict_size, std::uint64_t count) noexcept {
    const auto& instance = *static_cast<const Instance*>(self);
    return asked(instance, call, [&] {
        py::list given;
        for (std::uint64_t index = 0; index < count; ++index) {
            const auto& line = element(lines, line_size, index);
            given.append(py::make_tuple(text_of(line.event), text_of(line.performance),
                                        text_of(line.ticket_type), line.starts, line.ends,
                                        line.quantity, line.price, text_of(line.product)));
        }
        // [(verdict, reason, effects, claims, locks)], one for each line.
        const py::list said =
            instance.plugin->asks().attr("judge")(given, parties_of(instance, call));
        for (std::uint64_t index = 0; index < count; ++index) {
            const py::tuple one = said[static_cast<std::size_t>(index)];
            say(instance, call, index, one[1]);
            say_effects(instance, call, index, one);
            element(verdicts, verdict_size, index).verdict = one[0].cast<std::int32_t>();
        }
    });
}

// None in place of a time that bounds nothing.
py::object bound_of(std::int64_t time) {
    if (time == WILLCALL_EARLIEST || time == WILLCALL_LATEST) return py::none();
    return py::int_(time);
}

willcall_status facilitate(void* self, willcall_call* call, willcall_verdict* verdict) noexcept {
    const auto& instance = *static_cast<const Instance*>(self);
    return asked(instance, call, [&] {
        std::uint64_t size = 0;
        std::uint64_t count = 0;
        const auto* first = instance.host->sales->relations(call, &size, &count);
        py::list relations;
        for (std::uint64_t index = 0; index < count; ++index) {
            const auto& one = element(first, size, index);
            relations.append(py::make_tuple(text_of(one.kind), one.by_facilitator == 1,
                                            bound_of(one.since), bound_of(one.until)));
        }
        // (verdict, reason)
        const py::tuple said =
            instance.plugin->asks().attr("facilitate")(parties_of(instance, call), relations);
        say(instance, call, 0, said[1]);
        verdict->verdict = said[0].cast<std::int32_t>();
    });
}

}  // namespace

const willcall_policy policy_table = {sizeof(willcall_policy), 0, create, destroy, decide};
const willcall_eligibility eligibility_table = {
    sizeof(willcall_eligibility), 0, create, destroy, quotas, judge, nullptr, facilitate};

}  // namespace willcall::python
