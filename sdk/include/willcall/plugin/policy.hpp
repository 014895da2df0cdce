// willcall.policy in C++: derive from Policy and answer decide().
//
// Forbid beats permit, no permit means no; of the scopes the narrowest wins. Whatever throws counts
// as forbid: a Refusal with its reason, anything else as a defect named in the error.
#ifndef WILLCALL_PLUGIN_POLICY_HPP
#define WILLCALL_PLUGIN_POLICY_HPP

#include <willcall/plugin/door.hpp>
#include <willcall/plugin/policy.h>

namespace willcall::plugin {

class Policy : public Words {
public:
    enum class Opinion : std::int32_t { none, permit, forbid };
    // Which part of a list may be seen under this permission; of a subtree: what is one's own, and
    // of the users whom one invited, whom these invited, and so on.
    enum class Scope : std::int32_t {
        unsaid,
        all,
        channel,
        own,
        none,
        subtree,
        own_at_channel,
        left  // to other policies; the channel's where none says more
    };
    struct Decision {
        Opinion opinion = Opinion::none;
        Scope scope = Scope::unsaid;
    };

    // May the actor (parties()) do this, to that?
    struct Question : Call {
        std::string_view permission;  // "/orders/place"
        std::string_view subject;     // an id, key or login; empty: to nothing in particular

        Decision permit(Scope scope, std::string_view rule, std::string_view message,
                        Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return {Opinion::permit, scope};
        }
        Decision forbid(std::string_view rule, std::string_view message,
                        Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return {Opinion::forbid, Scope::unsaid};
        }
    };

    virtual ~Policy() = default;
    // From any thread, concurrently; reads only. `{}` is no opinion.
    virtual Decision decide(const Question& question) const = 0;
};

namespace door {

template <class P>
struct PolicyDoor {
    static constexpr const char* id = WILLCALL_POLICY;

    static willcall_status decide(void* instance, willcall_call* call,
                                  const willcall_permission_question* questions,
                                  std::uint64_t question_size, willcall_permission_answer* answers,
                                  std::uint64_t answer_size, std::uint64_t count) noexcept {
        return with<P>(instance, call, [&](const P& policy, const willcall_host& host) {
            for (std::uint64_t item = 0; item < count; ++item) {
                const auto asked = element(questions, question_size, item);
                const Policy::Question question{
                    {host, call, item}, as_view(asked.permission), as_view(asked.subject)};
                put_element(answers, answer_size, item, answer(policy, question));
            }
        });
    }
    static willcall_permission_answer answer(const Policy& policy,
                                             const Policy::Question& question) {
        try {
            const auto [opinion, scope] = policy.decide(question);
            return {static_cast<std::int32_t>(opinion), static_cast<std::int32_t>(scope)};
        } catch (const Refusal& refusal) {
            question.reason(refusal);
            return {WILLCALL_FORBID, WILLCALL_SCOPE_UNSAID};
        }
    }
    static const willcall_policy* table(const char*) {
        static constexpr willcall_policy made = {sizeof(willcall_policy), 0, create<P>, destroy<P>,
                                                 decide};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
