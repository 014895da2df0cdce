// Tables: answers read whole, as Arrow streams and as CSV.
#include "guarded.hpp"
#include "handles.hpp"
#include "options.hpp"
#include "tables/arrow.hpp"
#include "tables/csv.hpp"
#include "tables/stream.hpp"

#include <cerrno>

using namespace willcall;
using namespace willcall::capi;

namespace {

std::shared_ptr<tables::Stream> open_stream(const willcall_result* result) {
    const auto& handle = checked(result);
    if (!handle.asked) throw invalid("the result is no table");
    const auto& asked = *handle.asked;
    const Opened::Call call(*asked.opened);
    if (asked.kept) return std::make_shared<tables::Stream>(*asked.head, asked.kept);
    return call->open_table(asked.session, asked.operation, asked.request);
}

// What an Arrow stream lives on. It may outlive everything else, and be carried into a fork, where
// it is dead and touches nothing.
struct Streaming {
    std::uint32_t born = forks::generation();
    std::shared_ptr<Opened> opened;
    std::shared_ptr<tables::Stream> stream;
    std::string error;
};

Streaming& streaming(ArrowArrayStream* stream) {
    return *static_cast<Streaming*>(stream->private_data);
}

int errno_of(willcall_status status) {
    switch (status) {
    case WILLCALL_INVALID: return EINVAL;
    case WILLCALL_UNAVAILABLE: return ETIMEDOUT;
    default: return EIO;
    }
}

// Runs `work`; what it throws becomes a number and the stream's last error.
template <class Work>
int answered(ArrowArrayStream* stream, Work&& work) noexcept {
    auto& of = streaming(stream);
    try {
        of.error.clear();
        if (of.born != forks::generation())
            throw invalid("the stream belongs to the process this one was forked from");
        work(of);
        return 0;
    } catch (const Failure& failure) {
        of.error = failure.what();
        return errno_of(failure.status());
    } catch (const std::bad_alloc&) {
        return ENOMEM;
    } catch (const std::exception& defect) {
        of.error = defect.what();
        return EIO;
    }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* schema) {
    return answered(stream,
                    [&](Streaming& of) { tables::export_schema(of.stream->head(), *schema); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* array) {
    return answered(stream, [&](Streaming& of) {
        // While it runs, the engine is not closed.
        const Opened::Call call(*of.opened);
        tables::Batch batch(of.stream->head());
        of.stream->read([&](std::span<const store::Cell> cells) { batch.add(cells); },
                        [&] { return batch.full(); });
        // An array that is released already is the end.
        if (batch.size() == 0) *array = {};
        else batch.export_to(*array);
    });
}

const char* get_last_error(ArrowArrayStream* stream) {
    const auto& error = streaming(stream).error;
    return error.empty() ? nullptr : error.c_str();
}

void release(ArrowArrayStream* stream) {
    auto* const of = &streaming(stream);
    stream->release = nullptr;
    stream->private_data = nullptr;
    if (of->born != forks::generation()) return;
    delete of;
}

}  // namespace

willcall_status willcall_result_table(const willcall_result* result, ArrowArrayStream* stream,
                                      willcall_error** error) noexcept {
    return guarded(error, [&] {
        if (stream == nullptr) throw invalid("`stream` is NULL");
        auto made = std::make_unique<Streaming>();
        made->stream = open_stream(result);
        made->opened = result->asked->opened;
        *stream = {get_schema, get_next, get_last_error, release, made.release()};
        return WILLCALL_OK;
    });
}

willcall_status willcall_result_csv(const willcall_result* result, uint32_t flags,
                                    int32_t (*write)(void* user, const char* data,
                                                     uint64_t size) noexcept,
                                    void* user, willcall_error** error) noexcept {
    return guarded(error, [&] {
        if (write == nullptr) throw invalid("`write` is NULL");
        if ((flags & ~WILLCALL_CSV_BYTE_ORDER_MARK) != 0) throw invalid("`flags` are unknown");
        constexpr std::size_t piece = std::size_t{1} << 16U;
        const auto stream = open_stream(result);
        tables::Csv csv(stream->head());
        std::string text;
        csv.begin(text, (flags & WILLCALL_CSV_BYTE_ORDER_MARK) != 0);
        for (bool more = true; more;) {
            const Opened::Call call(*result->asked->opened);
            more = stream->read([&](std::span<const store::Cell> cells) { csv.add(text, cells); },
                                [&] { return text.size() >= piece; });
            if (write(user, text.data(), text.size()) != 0)
                throw invalid("whoever takes the CSV has stopped it");
            text.clear();
        }
        return WILLCALL_OK;
    });
}

willcall_status willcall_result_report(const willcall_result* result, const char* format,
                                       willcall_result** document,
                                       willcall_error** error) noexcept {
    return guarded(error, [&] {
        if (document == nullptr) throw invalid("`document` is NULL");
        const auto& handle = checked(result);
        if (!handle.asked) throw invalid("the result is no table");
        const auto& asked = *handle.asked;
        const Opened::Call call(*asked.opened);
        auto bytes = call->make_report(asked.session, asked.operation, asked.request,
                                       text(format, WILLCALL_NUL, "format"));
        *document = std::make_unique<willcall_result>(std::move(bytes), false).release();
        return WILLCALL_OK;
    });
}
