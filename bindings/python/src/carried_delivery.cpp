// willcall.delivery of a Python plugin.
#include "carried.hpp"

#include <willcall/plugin/content.hpp>
#include <willcall/plugin/values.hpp>

namespace willcall::python {
namespace {

// A described struct as plain Python values: money in minor units, times in microseconds.
template <class T>
py::object plain(const T& value) {
    if constexpr (Described<T>) {
        py::dict made;
        for_each_field<T>(
            [&](const auto& field) { made[field.name] = plain(value.*field.member); });
        return made;
    } else if constexpr (shape::is_optional<T>) {
        if (!value) return py::none();
        return plain(*value);
    } else if constexpr (shape::is_list<T>) {
        py::list made;
        for (const auto& one : value) made.append(plain(one));
        return made;
    } else if constexpr (std::is_same_v<T, std::string>) {
        return text_of(value);
    } else if constexpr (std::is_same_v<T, Id>) {
        return text_of(short_text(value));
    } else if constexpr (std::is_aggregate_v<T>) {
        const auto& [number] = value;
        return py::int_(number);
    } else {
        return py::cast(value);
    }
}

py::list documents_of(const willcall_job& job) {
    py::list made;
    for (std::uint64_t index = 0; index < job.document_count; ++index) {
        const auto& document = element(job.documents, job.document_size, index);
        made.append(py::make_tuple(
            text_of(document.kind), text_of(document.format), text_of(document.name),
            py::bytes(document.bytes.data, static_cast<std::size_t>(document.bytes.size)),
            text_of(document.title)));
    }
    return made;
}

}  // namespace

willcall_status deliver(void* self, willcall_call* call, const willcall_job* jobs,
                        std::uint64_t job_size, willcall_outcome* outcomes,
                        std::uint64_t outcome_size, std::uint64_t count) noexcept {
    const auto& instance = *static_cast<const Instance*>(self);
    return asked(instance, call, [&] {
        py::list given;
        for (std::uint64_t index = 0; index < count; ++index) {
            const auto& job = element(jobs, job_size, index);
            const auto content = read<DeliveryContent>(*instance.host->values, job.content);
            given.append(py::make_tuple(text_of(job.id), text_of(job.method),
                                        text_of(job.recipient), plain(content), documents_of(job),
                                        job.promised, job.first_try != 0));
        }
        // [(state, seconds, reason)], one for each job.
        const py::list said = instance.plugin->asks().attr("deliver")(given);
        for (std::uint64_t index = 0; index < count; ++index) {
            const py::tuple one = said[static_cast<std::size_t>(index)];
            auto& outcome = element(outcomes, outcome_size, index);
            outcome.state = one[0].cast<std::int32_t>();
            outcome.again_after_seconds = one[1].cast<std::int64_t>();
            say(instance, call, index, one[2]);
        }
    });
}

}  // namespace willcall::python
