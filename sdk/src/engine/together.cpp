// Many calls on one thread: what each may do alone is done one after the other, and those that wait
// for a batch turn wait for it together.
#include "engine/state.hpp"

#include <deque>

namespace willcall {

namespace {

struct Begun {
    CallTogether* one = nullptr;
    Invocation call;
    std::unique_ptr<UnderWay> under_way;  // null: done
};

// What the call has to wait for; null where it is done, in whichever way.
store::Waiting* step(Begun& begun) {
    auto& one = *begun.one;
    try {
        if (auto* const waiting = begun.under_way->step()) return waiting;
        const auto decimals = begun.call.dialect.decimals;
        willcall_writer writer(decimals);
        auto refused = begun.under_way->answer(writer);
        one.answer = refused ? refused_answer(*refused, decimals)
                             : EngineAnswer{false, std::move(writer.text), {}, {}, {}, {}};
        one.answer.banner = begun.call.caller->banner;
    } catch (...) {
        one.failure = std::current_exception();
    }
    begun.under_way.reset();
    return nullptr;
}

}  // namespace

bool OpenEngine::joins_turns(std::string_view operation) const {
    const std::shared_lock lock(operations_mutex_);
    const auto found = operations_.all().find(operation);
    return found != operations_.all().end() && found->second.begin;
}

// Null where the call is done already.
std::unique_ptr<UnderWay> OpenEngine::begin_one(CallTogether& one, Invocation& call) {
    check_usable();
    const auto& operation = find(one.operation);
    if (!operation.begin) {
        one.answer = invoke(one.session, one.operation, one.request, one.options);
        return nullptr;
    }
    check_key(one.options.key);
    auto refused = prepare(call, one.session, one.request, one.options);
    if (!refused) refused = permit_before_turn(operation, call);
    if (refused) {
        one.answer = refused_answer(*refused, call.dialect.decimals);
        if (call.caller != nullptr) one.answer.banner = call.caller->banner;  // null: it is over
        return nullptr;
    }
    return operation.begin(call, validated(operation, call.request, call));
}

void OpenEngine::invoke_together(std::span<CallTogether> calls) {
    std::deque<Begun> all;  // a call under way knows where its own stands
    for (auto& one : calls) {
        auto& begun = all.emplace_back();
        begun.one = &one;
        try {
            begun.under_way = begin_one(one, begun.call);
        } catch (...) {
            one.failure = std::current_exception();
        }
    }
    std::vector<store::Waiting*> waiting;
    do {
        waiting.clear();
        for (auto& begun : all)
            if (begun.under_way)
                if (auto* const next = step(begun)) waiting.push_back(next);
        turns_->join(waiting);
    } while (!waiting.empty());
}

}  // namespace willcall
