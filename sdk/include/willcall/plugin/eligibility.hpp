// willcall.eligibility in C++: derive from Eligibility and answer judge().
//
// Whatever throws refuses the line: a Refusal with its reason, anything else as a defect.
#ifndef WILLCALL_PLUGIN_ELIGIBILITY_HPP
#define WILLCALL_PLUGIN_ELIGIBILITY_HPP

#include <willcall/plugin/eligibility.h>
#include <willcall/plugin/sale.hpp>

namespace willcall::plugin {

class Eligibility : public Words {
public:
    using Quotas = plugin::Quotas;
    enum class Verdict : std::int32_t { unanswered, no_opinion, yes, no };

    // May the owner (parties()) have this line, and at which price?
    struct Line : SaleLine {
        Verdict refuse(std::string_view rule, std::string_view message,
                       Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return Verdict::no;
        }
        // The offer takes `amount` off each of `units` tickets of the line.
        void effect(std::string_view offer, std::int64_t units, Money amount) const {
            host_->call->effect(call_, item_, as_text(offer), units, amount.minor);
        }
        // The line may pass this lock.
        void opens(std::string_view lock) const { host_->call->opens(call_, item_, as_text(lock)); }
    };

    virtual ~Eligibility() = default;
    // Declares what is scarce. In a turn, when settings or tables have changed.
    virtual void quotas(const Quotas&) const {}
    // From any thread, concurrently; reads only.
    virtual Verdict judge(const Line& line) const = 0;
};

namespace door {

template <class P>
struct EligibilityDoor {
    static constexpr const char* id = WILLCALL_ELIGIBILITY;

    static willcall_status judge(void* instance, willcall_call* call,
                                 const willcall_sale_line* asked, std::uint64_t asked_size,
                                 willcall_verdict* verdicts, std::uint64_t verdict_size,
                                 std::uint64_t count) noexcept {
        return with<P>(instance, call, [&](const P& rule, const willcall_host& host) {
            for (std::uint64_t item = 0; item < count; ++item) {
                const auto line = sale_line<Eligibility::Line>(host, call, item,
                                                               element(asked, asked_size, item));
                const willcall_verdict said{static_cast<std::int32_t>(verdict(rule, line)), 0};
                put_element(verdicts, verdict_size, item, said);
            }
        });
    }
    static Eligibility::Verdict verdict(const Eligibility& rule, const Eligibility::Line& line) {
        try {
            return rule.judge(line);
        } catch (const Refusal& refusal) {
            line.reason(refusal);
            return Eligibility::Verdict::no;
        }
    }
    static const willcall_eligibility* table(const char*) {
        static constexpr willcall_eligibility made = {
            sizeof(willcall_eligibility), 0, create<P>, destroy<P>, quotas<P>, judge};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
