// Queues: operations submitted, and taken when they are done.
#include "guarded.hpp"
#include "handles.hpp"
#include "options.hpp"

using namespace willcall;
using namespace willcall::capi;

namespace {

constexpr willcall_queue_options usual = WILLCALL_QUEUE_OPTIONS_INIT;
constexpr auto first_size = WILLCALL_UPTO(willcall_queue_options, capacity);
constexpr auto first_completion_size = WILLCALL_UPTO(willcall_completion, error);
constexpr int workers_most = 64;
constexpr std::uint64_t capacity_most = 1'000'000;

void check_range(const char* what, std::uint64_t given, std::uint64_t most) {
    if (given < 1 || given > most)
        throw invalid(std::string("a queue has 1 to ") + std::to_string(most) + " of `" + what +
                      "`, not " + std::to_string(static_cast<std::int64_t>(given)))
            .at(what);
}

}  // namespace

willcall_status willcall_queue_open(willcall_engine* engine, const willcall_queue_options* options,
                                    willcall_queue** queue, willcall_error** error) noexcept {
    return guarded(error, [&] {
        const auto& opened = checked(engine).opened;
        const Opened::Call call(*opened);
        if (queue == nullptr) throw invalid("`queue` is NULL");
        const auto given = options_of(options, usual, first_size);
        check_range("workers", static_cast<std::uint64_t>(std::int64_t{given.workers}),
                    workers_most);
        check_range("capacity", given.capacity, capacity_most);
        auto made = std::make_unique<willcall_queue>();
        made->opened = opened;
        made->work = std::make_unique<WorkQueue>(opened, static_cast<std::size_t>(given.capacity),
                                                 given.workers);
        *queue = made.release();
        return WILLCALL_OK;
    });
}

void willcall_queue_close(willcall_queue* queue) noexcept { end(queue); }

willcall_status willcall_submit(willcall_queue* queue, uint64_t tag, willcall_session* session,
                                const char* operation, const char* request, uint64_t size,
                                const willcall_call_options* options,
                                willcall_error** error) noexcept {
    return guarded(error, [&] {
        auto& submitting = checked(queue);
        const auto& asking = checked(session);
        if (asking.opened != submitting.opened)
            throw invalid("the session belongs to another engine than the queue");
        const Opened::Call call(*submitting.opened);
        const auto given = call_options(options);
        Submission made;
        made.tag = tag;
        made.session = asking.signed_in.id;
        made.operation = text(operation, WILLCALL_NUL, "operation");
        made.request = request == nullptr ? std::string_view("{}") : text(request, size, "request");
        made.key = given.key;
        made.deadline = given.deadline;
        const bool joins = call->joins_turns(made.operation);
        submitting.work->submit(std::move(made), joins);
        return WILLCALL_OK;
    });
}

willcall_status willcall_queue_next(willcall_queue* queue, int64_t timeout,
                                    willcall_completion* completion,
                                    willcall_error** error) noexcept {
    return guarded(error, [&] {
        auto& taking = checked(queue);
        if (completion == nullptr) throw invalid("`completion` is NULL");
        if (completion->struct_size < first_completion_size)
            throw invalid("`struct_size` of the completion is " +
                          std::to_string(completion->struct_size) +
                          "; begin with WILLCALL_COMPLETION_INIT")
                .at("struct_size");
        auto taken = taking.work->next(std::chrono::microseconds(timeout));
        if (!taken) throw Failure(WILLCALL_UNAVAILABLE, "nothing was done in time");
        completion->status = taken->status;
        completion->tag = taken->tag;
        completion->result = taken->result.release();
        completion->error = taken->error.release();
        return WILLCALL_OK;
    });
}

uint64_t willcall_queue_count(willcall_queue* queue) noexcept {
    std::uint64_t count = 0;
    guarded(nullptr, [&] {
        count = checked(queue).work->count();
        return WILLCALL_OK;
    });
    return count;
}

willcall_status willcall_queue_descriptor(willcall_queue* queue, int32_t* descriptor,
                                          willcall_error** error) noexcept {
    return guarded(error, [&] {
        auto& watched = checked(queue);
        if (descriptor == nullptr) throw invalid("`descriptor` is NULL");
        *descriptor = watched.work->descriptor();
        return WILLCALL_OK;
    });
}
