// willcall.delivery in C++: derive from Delivery, say what it takes, and deliver it.
//
//     static constexpr auto takes = documents("confirmation", "text/plain");
//
// The delivery method is named as the plugin; several methods name themselves, each as often as it
// takes documents:
//
//     static constexpr auto takes = std::array{documents("folder", "ticket", "text/plain"), …};
#ifndef WILLCALL_PLUGIN_DELIVERY_HPP
#define WILLCALL_PLUGIN_DELIVERY_HPP

#include <willcall/plugin/content.hpp>
#include <willcall/plugin/delivery.h>
#include <willcall/plugin/door.hpp>

namespace willcall::plugin {

class Delivery : public Words {
public:
    static constexpr willcall_taken documents(const char* kind, const char* format) {
        return {nullptr, kind, format, 0, 0};
    }
    static constexpr willcall_taken documents(const char* method, const char* kind,
                                              const char* format) {
        return {method, kind, format, 0, 0};
    }
    // What the delivery does without where no plugin makes it.
    static constexpr willcall_taken if_made(willcall_taken taken) {
        taken.flags |= WILLCALL_TAKEN_IF_MADE;
        return taken;
    }

    // Stands in for the document before it: made only where no plugin makes that one.
    static constexpr willcall_taken otherwise(willcall_taken taken) {
        taken.flags |= WILLCALL_TAKEN_OTHERWISE;
        return taken;
    }
    // Not made: its bytes are a signed link, for which deliveries.fetch gives the document.
    static constexpr willcall_taken as_link(willcall_taken taken) {
        taken.flags |= WILLCALL_TAKEN_AS_LINK;
        return taken;
    }

    enum class State : std::int32_t { unsaid, delivered, try_later, failed };
    struct [[nodiscard]] Outcome {
        State state = State::unsaid;
        std::int64_t again_after_seconds = 0;  // with try_later; 0: the host decides
    };

    struct MadeDocument {
        std::string_view kind;
        std::string_view format;
        std::string_view name;  // a file name, safe on every system
        std::string_view bytes;
        std::string_view title;  // what its maker calls it; empty: nothing
    };

    // One thing to hand over. It may come again with the same id, after a crash or when an answer
    // was lost: handing over must be idempotent by that id.
    struct Job : Call {
        std::string_view id;
        std::string_view method;
        std::string_view recipient;
        std::vector<MadeDocument> documents;  // in the order of `takes`
        const willcall_value* value;
        Time promised;   // the same however often it is tried
        bool first_try;  // nobody ever began with it: no receiver needs to be asked for it

        // The document of this kind and format; nothing where it was not made.
        const MadeDocument* document(std::string_view kind, std::string_view format) const {
            for (const auto& one : documents)
                if (one.kind == kind && one.format == format) return &one;
            return nullptr;
        }

        // What it is about, or the part of it that a struct of your own describes.
        template <Described Content = DeliveryContent>
        Content content() const {
            return read<Content>(*host_->values, value);
        }
        // Handed over; `where` is kept with the delivery: a link, a file, a receipt.
        Outcome delivered(std::string_view where = {}) const {
            if (!where.empty()) reason("delivered", where);
            return {State::delivered, 0};
        }
        // Not now: the host tries again, not before `seconds` if it says so.
        Outcome try_later(std::string_view rule, std::string_view cause,
                          std::int64_t seconds = 0) const {
            reason(rule, cause);
            return {State::try_later, seconds};
        }
        // Never: listed as failed until somebody does something about it.
        Outcome failed(std::string_view rule, std::string_view cause) const {
            reason(rule, cause);
            return {State::failed, 0};
        }
    };

    virtual ~Delivery() = default;
    // On worker threads, concurrently; may block. A Refusal thrown is `failed`; anything else that
    // is thrown is tried again later and hurts no other job.
    virtual Outcome deliver(const Job& job) = 0;
    // Whether these settings suffice for a method that it takes documents for. Where they don't,
    // sales that would need it are refused.
    virtual bool carries(std::string_view /*method*/) const { return true; }
};

namespace door {

template <class P>
struct DeliveryDoor {
    static constexpr const char* id = WILLCALL_DELIVERY;

    static willcall_status deliver(void* instance, willcall_call* call, const willcall_job* jobs,
                                   std::uint64_t job_size, willcall_outcome* outcomes,
                                   std::uint64_t outcome_size, std::uint64_t count) noexcept {
        return with<P>(instance, call, [&](P& delivery, const willcall_host& host) {
            for (std::uint64_t item = 0; item < count; ++item) {
                const auto job = job_of(host, call, item, element(jobs, job_size, item));
                const auto [state, seconds] = outcome(delivery, job);
                const willcall_outcome said{static_cast<std::int32_t>(state), 0, seconds};
                put_element(outcomes, outcome_size, item, said);
            }
        });
    }
    static Delivery::Job job_of(const willcall_host& host, willcall_call* call, std::uint64_t item,
                                const willcall_job& job) {
        Delivery::Job made{
            {host, call, item}, as_view(job.id), as_view(job.method), as_view(job.recipient), {},
            job.content,        {job.promised},  job.first_try != 0};
        for (std::uint64_t number = 0; number < job.document_count; ++number) {
            const auto document = element(job.documents, job.document_size, number);
            made.documents.push_back({as_view(document.kind), as_view(document.format),
                                      as_view(document.name), as_view(document.bytes),
                                      as_view(document.title)});
        }
        return made;
    }
    static Delivery::Outcome outcome(Delivery& delivery, const Delivery::Job& job) {
        try {
            return delivery.deliver(job);
        } catch (const Refusal& refusal) {
            job.reason(refusal);
            return {Delivery::State::failed, 0};
        } catch (const std::exception& defect) {
            return job.try_later("plugin.failed", defect.what());
        } catch (...) {
            return job.try_later("plugin.failed", "it threw something that is no std::exception");
        }
    }

    static willcall_status carries(void* instance, willcall_call* call, willcall_text method,
                                   std::int32_t* carried) noexcept {
        return with<P>(instance, call, [&](const P& delivery, const willcall_host&) {
            *carried = delivery.carries(as_view(method)) ? 1 : 0;
        });
    }

    // What the class takes, each with its method.
    static auto taken(const char* name) {
        auto all = [] {
            if constexpr (requires { P::takes.size(); }) return P::takes;
            else return std::array{P::takes};
        }();
        for (auto& one : all)
            if (one.method == nullptr) one.method = name;
        return all;
    }
    static const willcall_delivery* table(const char* name) {
        static const auto takes = taken(name);
        static const willcall_delivery made = {sizeof(willcall_delivery),
                                               0,
                                               takes.data(),
                                               sizeof(willcall_taken),
                                               takes.size(),
                                               create<P>,
                                               destroy<P>,
                                               deliver,
                                               carries};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
