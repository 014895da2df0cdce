// What delivery workers ask: documents to be made and handed over.
#include "plugins/asking.hpp"

namespace willcall::plugins {

MadeDocument make_document(const Document& maker, const Surroundings& around, std::uint64_t number,
                           const Value& content) {
    willcall_call call(maker.module(), around);
    if (number >= maker.module().makes.size()) throw_nonsense(call, "makes no such document");
    const auto status = called(call, maker.table().make, maker.self(), &call, number, &content);
    if (status == WILLCALL_REFUSED && !call.service_failure && !call.said.reasons.empty())
        throw Failure(WILLCALL_REFUSED, call.said.reasons.back().second.message)
            .of_plugin(maker.module().name);
    settle(call, status);
    return {std::move(call.said.bytes), std::move(call.said.title)};
}

std::vector<Outcome> hand_over(const Delivery& carrier, const Surroundings& around,
                               std::span<const willcall_job> jobs) {
    willcall_call call(carrier.module(), around);
    std::vector<willcall_outcome> said(jobs.size());
    settle(call, called(call, carrier.table().deliver, carrier.self(), &call, jobs.data(),
                        sizeof(willcall_job), said.data(), sizeof(willcall_outcome), jobs.size()));
    std::vector<Outcome> outcomes(jobs.size());
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        auto& outcome = outcomes[job];
        if (said[job].state >= WILLCALL_DELIVERED && said[job].state <= WILLCALL_FAILED)
            outcome.state = said[job].state;
        outcome.again_after_seconds = std::max<std::int64_t>(0, said[job].again_after_seconds);
    }
    for (const auto& [job, reason] : call.said.reasons) {
        if (job >= outcomes.size()) continue;
        auto& detail = outcomes[job].detail;
        detail += (detail.empty() ? "" : "; ") + reason.message;
    }
    return outcomes;
}

}  // namespace willcall::plugins
