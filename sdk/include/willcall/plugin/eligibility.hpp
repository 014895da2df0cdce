// willcall.eligibility in C++: derive from Eligibility and answer judge(), line by line, or
// judge_all(), where lines have to do with each other.
//
// Whatever throws refuses: of judge() a Refusal refuses the line with its reason, anything else is
// a defect.
#ifndef WILLCALL_PLUGIN_ELIGIBILITY_HPP
#define WILLCALL_PLUGIN_ELIGIBILITY_HPP

#include <willcall/plugin/eligibility.h>
#include <willcall/plugin/plugin.h>
#include <willcall/plugin/sale.hpp>

namespace willcall::plugin {

// Something the owner has bought and still has.
struct Holding {
    Id id;
    std::string_view product;
    Time since;
};

// The customer a sale is for; all of it empty where nobody says who.
struct Owner {
    std::vector<std::string_view> tags;
    std::vector<std::string_view> standings;  // what rules said that the owner counts as
    std::vector<Holding> holdings;            // oldest first
};

// What the owner and the facilitator are to each other.
struct Relation {
    std::string_view kind;
    bool by_facilitator = false;  // the facilitator is that to the owner; else the owner to them
    Time since;                   // valid from then on
    Time until;                   // no more from then on

    bool begins_later_than(Time moment) const { return moment < since; }
    bool ended_by(Time moment) const { return until <= moment; }
};

// What a rule may ask of, and say of, a whole sale.
class Judged : public Call {
public:
    using Call::Call;

    // The owner's, and nobody else's.
    Owner owner() const {
        const auto* said = service().owner(call_);
        const auto all = door::copied<willcall_owner>(said, said->struct_size);
        Owner owner;
        owner.tags.reserve(all.tag_count);
        owner.standings.reserve(all.standing_count);
        owner.holdings.reserve(all.holding_count);
        for (std::uint64_t at = 0; at < all.tag_count; ++at)
            owner.tags.push_back(as_view(all.tags[at]));
        for (std::uint64_t at = 0; at < all.standing_count; ++at)
            owner.standings.push_back(as_view(all.standings[at]));
        for (std::uint64_t at = 0; at < all.holding_count; ++at) {
            const auto one = door::element(all.holdings, all.holding_size, at);
            owner.holdings.push_back({{one.id}, as_view(one.product), {one.since}});
        }
        return owner;
    }
    // Whether anybody is said to be the owner.
    bool has_owner() const { return !parties().owner.empty(); }
    // Promotion codes as they were typed.
    std::vector<std::string_view> codes() const {
        std::uint64_t count = 0;
        const auto* first = service().codes(call_, &count);
        std::vector<std::string_view> codes;
        for (std::uint64_t at = 0; at < count; ++at) codes.push_back(as_view(first[at]));
        return codes;
    }
    // The most that this sale can take of a quota of this plugin, as far as it is known.
    std::int64_t left(std::string_view key) const { return service().left(call_, as_text(key)); }
    // Whether somebody asks why: what did not apply is then to be noted, too.
    bool explaining() const { return service().explaining(call_) != 0; }
    // Whether somebody books for the owner, and what the two are to each other, oldest first.
    bool has_facilitator() const { return !parties().facilitator.empty(); }
    std::vector<Relation> relations() const {
        std::uint64_t size = 0;
        std::uint64_t count = 0;
        const auto* first = related()(call_, &size, &count);
        std::vector<Relation> relations;
        for (std::uint64_t at = 0; at < count; ++at) {
            const auto one = door::element(first, size, at);
            relations.push_back(
                {as_view(one.kind), one.by_facilitator == 1, {one.since}, {one.until}});
        }
        return relations;
    }
    // The owner's: "1984-02-29"; empty: not known.
    std::string_view date_of_birth() const {
        if (!WILLCALL_HAS(&service(), willcall_sale_service, date_of_birth))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall tells nobody's age");
        return as_view(service().date_of_birth(call_));
    }
    // In recognise(): the owner counts as this.
    void standing(std::string_view word) const { service().standing(call_, as_text(word)); }

protected:
    const willcall_sale_service& service() const { return of(*host_); }
    static const willcall_sale_service& of(const willcall_host& host) {
        if (!WILLCALL_HAS(&host, willcall_host, sales))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall has no sale service");
        return *host.sales;
    }

private:
    decltype(willcall_sale_service::relations) related() const {
        if (!WILLCALL_HAS(&service(), willcall_sale_service, relations))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall tells no relationships");
        return service().relations;
    }
};

class Eligibility : public Words {
public:
    using Quotas = plugin::Quotas;
    using Judged = plugin::Judged;
    using Owner = plugin::Owner;
    enum class Verdict : std::int32_t { unanswered, no_opinion, yes, no };

    // May the owner (parties()) have this line, and at which price?
    struct Line : SaleLine {
        Verdict refuse(std::string_view rule, std::string_view message,
                       Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return Verdict::no;
        }
        // The offer takes `amount` off each of `units` tickets of the line; the order says why.
        void effect(std::string_view offer, std::int64_t units, Money amount,
                    std::string_view why = {}) const {
            host_->call->effect(call_, item_, as_text(offer), units, amount.minor);
            if (!why.empty()) host_->sales->because(call_, as_text(why));
        }
        // The line may pass this lock.
        void opens(std::string_view lock) const { host_->call->opens(call_, item_, as_text(lock)); }
        // As claim(), of a quota that this owner has alone.
        void claim_of_owner(std::string_view key, std::int64_t capacity, std::int64_t units,
                            std::string_view offer = {}) const {
            host_->sales->claim_of_owner(call_, item_, as_text(key), capacity, units,
                                         as_text(offer));
        }
        // As reason(), of what decides nothing by itself.
        void note(std::string_view rule, std::string_view message, Numbers numbers = {}) const {
            host_->sales->note(call_, item_, as_text(rule), as_text(message));
            for (const auto& [name, value] : numbers)
                host_->call->number(call_, as_text(name), value);
        }
        // Whoever sells it keeps so much of each ticket, and so many thousandths of a per cent.
        void commission(std::string_view name, Money amount, std::int64_t rate) const {
            host_->sales->commission(call_, item_, as_text(name), amount.minor, rate);
        }
    };

    // May the facilitator book for the owner?
    struct Facilitation : Judged {
        using Judged::Judged;
        Verdict refuse(std::string_view rule, std::string_view message,
                       Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return Verdict::no;
        }
    };

    virtual ~Eligibility() = default;
    // Declares what is scarce. In a turn, when settings or tables have changed.
    virtual void quotas(const Quotas&) const {}
    // As what the owner counts; asked when the first rule wants to know. From any thread; reads
    // only.
    virtual void recognise(const Judged&) const {}
    // Whether a customer may book for another: no rule that says no, and one that says yes. Asked
    // before any rule judges. From any thread; reads only.
    virtual Verdict facilitate(const Facilitation&) const { return Verdict::no_opinion; }
    // Of each line, whether the owner may have it. From any thread, concurrently; reads only.
    virtual void judge_all(const Judged&, std::span<const Line> lines,
                           std::span<Verdict> verdicts) const {
        for (std::size_t number = 0; number < lines.size(); ++number) {
            try {
                verdicts[number] = judge(lines[number]);
            } catch (const Refusal& refusal) {
                lines[number].reason(refusal);
                verdicts[number] = Verdict::no;
            }
        }
    }
    // The same of one line by itself.
    virtual Verdict judge(const Line&) const { return Verdict::unanswered; }
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
            std::vector<Eligibility::Line> lines;
            lines.reserve(count);
            for (std::uint64_t item = 0; item < count; ++item)
                lines.push_back(sale_line<Eligibility::Line>(host, call, item,
                                                             element(asked, asked_size, item)));
            std::vector<Eligibility::Verdict> said(count, Eligibility::Verdict::unanswered);
            const Eligibility& asked_rule = rule;
            asked_rule.judge_all(Judged(host, call), lines, said);
            for (std::uint64_t item = 0; item < count; ++item)
                put_element(verdicts, verdict_size, item,
                            willcall_verdict{static_cast<std::int32_t>(said[item]), 0});
        });
    }
    static willcall_status recognise(void* instance, willcall_call* call) noexcept {
        return with<P>(instance, call, [&](const P& rule, const willcall_host& host) {
            rule.recognise(Judged(host, call));
        });
    }
    static willcall_status facilitate(void* instance, willcall_call* call,
                                      willcall_verdict* verdict) noexcept {
        return with<P>(instance, call, [&](const P& rule, const willcall_host& host) {
            const Eligibility& asked_rule = rule;
            const Eligibility::Facilitation asked(host, call);
            auto said = Eligibility::Verdict::no;
            try {
                said = asked_rule.facilitate(asked);
            } catch (const Refusal& refusal) {
                asked.reason(refusal);
            }
            verdict->verdict = static_cast<std::int32_t>(said);
        });
    }
    static const willcall_eligibility* table(const char*) {
        static constexpr willcall_eligibility made = {sizeof(willcall_eligibility),
                                                      0,
                                                      create<P>,
                                                      destroy<P>,
                                                      quotas<P>,
                                                      judge,
                                                      recognise,
                                                      facilitate};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
