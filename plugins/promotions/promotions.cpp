// promotions: offers under conditions and limits, promotion codes that unlock them, who may pass
// locks, and what agents keep.
#include "offers.hpp"

#include "explain.hpp"

#include <willcall/plugin/plugin.hpp>

#include <unordered_map>

namespace promotions {

namespace {

std::string quota_of(const Code& code) { return "code/" + folded(code.code); }
std::string quota_of_owner(const Code& code) { return "own/code/" + folded(code.code); }
std::string quota_of(const LockOpener& opener) { return "lock/" + opener.lock; }

class Promotions final : public willcall::plugin::Eligibility {
public:
    using Settings = PromotionSettings;

    explicit Promotions(const Settings& settings) : offers_(settings) {
        check(settings);
        for (const auto& code : settings.codes) codes_.emplace(folded(code.code), code);
        for (const auto& opener : settings.locks)
            for (auto& code : openers_.emplace(opener.lock, opener).first->second.codes)
                code = folded(code);
        for (const auto& commission : settings.commissions)
            commissions_.push_back(
                {commission, InRange(commission), rate_of(commission.percent).value_or(0)});
    }

    void quotas(const Quotas& quotas) const override {
        offers_.quotas(quotas);
        for (const auto& [key, code] : codes_)
            if (code.uses) quotas.declare(quota_of(code), *code.uses);
        for (const auto& [lock, opener] : openers_)
            if (opener.limit) quotas.declare(quota_of(opener), *opener.limit);
    }

    void judge_all(const Judged& sale, std::span<const Line> lines,
                   std::span<Verdict> verdicts) const override {
        std::ranges::fill(verdicts, Verdict::no_opinion);
        const Facts facts(sale);
        GivenCodes given;
        // A code is the whole order's: its first line bears what speaks against it.
        for (const auto code : sale.codes())
            if (!take_code(sale, lines.front(), facts, code, given)) verdicts[0] = Verdict::no;
        offers_.apply(sale, lines, facts, given);
        open_locks(sale, lines, facts, given);
        for (const auto& [key, one] : given)
            if (one.used_by != nullptr) claim(*one.code, *one.used_by);
        for (const auto& line : lines) keep_commissions(line, facts);
    }

private:
    struct Kept {
        Commission commission;
        InRange range;
        std::int64_t rate = 0;
    };

    // Whether it may go on; each of the four ways not to is a rule of its own.
    bool take_code(const Judged& sale, const Line& line, const Facts& facts, std::string_view typed,
                   GivenCodes& given) const {
        const auto refuse = [&](const char* rule, const char* why,
                                willcall::plugin::Numbers numbers = {}) {
            line.reason(rule, "the promotion code `" + std::string(typed) + "` " + why, numbers);
            return false;
        };
        const auto found = codes_.find(folded(typed));
        if (found == codes_.end()) return refuse("promotions.code_unknown", "is not known");
        const auto& code = found->second;
        switch (unmet(code, facts)) {
        case Unmet::fine: break;
        case Unmet::too_early:
            return refuse("promotions.code_not_valid", "is not valid yet",
                          {{"from_wall", code.from->microseconds}});
        case Unmet::too_late:
            return refuse("promotions.code_not_valid", "has expired",
                          {{"until_wall", code.until->microseconds}});
        case Unmet::channel:
        case Unmet::owner:
            return refuse("promotions.code_not_for", "is not for this owner or channel");
        }
        if (code.per_owner && !sale.has_owner())
            return refuse("promotions.code_not_for", "is for owners who are known");
        const auto uses = code.uses.value_or(0);
        if ((code.uses && std::min(uses, sale.left(quota_of(code))) == 0) ||
            (code.per_owner && sale.left(quota_of_owner(code)) == 0))
            return refuse("promotions.code_used_up", "is used up",
                          {{"uses", code.uses ? uses : *code.per_owner}});
        given.try_emplace(found->first, GivenCode{&code, nullptr});
        return true;
    }

    // A code is used by orders, and given back with the tickets of the line that first needed it.
    static void claim(const Code& code, const Line& line) {
        const auto offer = "code " + code.code;
        if (code.uses) line.claim(quota_of(code), 1, offer);
        if (code.per_owner) line.claim_of_owner(quota_of_owner(code), *code.per_owner, 1, offer);
    }

    void open_locks(const Judged& sale, std::span<const Line> lines, const Facts& facts,
                    GivenCodes& given) const {
        Pools pools(sale);
        for (const auto& line : lines)
            for (const auto lock : line.locks)
                if (const auto found = openers_.find(std::string(lock)); found != openers_.end())
                    open(found->second, line, facts, given, pools);
    }

    static void open(const LockOpener& opener, const Line& line, const Facts& facts,
                     GivenCodes& given, Pools& pools) {
        const auto note = [&](const char* rule, const char* why,
                              willcall::plugin::Numbers numbers = {}) {
            line.note(rule, "the lock `" + opener.lock + "` " + why, numbers);
        };
        auto* const code = given_of(opener.codes, given);
        if (!opener.codes.empty() && code == nullptr)
            return note("promotions.lock_needs_code", "needs a promotion code");
        switch (unmet(opener, facts)) {
        case Unmet::fine: break;
        case Unmet::too_early: return note("promotions.lock_too_early", "does not open yet");
        case Unmet::too_late: return note("promotions.lock_too_late", "opens no more");
        case Unmet::channel:
        case Unmet::owner:
            return note("promotions.lock_not_for", "does not open for this owner or channel");
        }
        if (opener.limit) {
            auto& left = pools.of(quota_of(opener), *opener.limit);
            if (left < line.quantity)
                return note("promotions.lock_used_up", "opens for fewer tickets",
                            {{"asked", line.quantity}, {"left", left}});
            left -= line.quantity;
            line.claim(quota_of(opener), line.quantity, "lock " + opener.lock);
        }
        line.opens(opener.lock);
        if (code != nullptr && code->used_by == nullptr) code->used_by = &line;
    }

    void keep_commissions(const Line& line, const Facts& facts) const {
        for (const auto& [commission, range, rate] : commissions_) {
            const auto& channels = commission.channels;
            if (std::ranges::find(channels, facts.channel) == channels.end()) continue;
            if (range.holds(line))
                line.commission(commission.name, commission.amount.value_or(Money{}), rate);
        }
    }

    Offers offers_;
    std::unordered_map<std::string, Code> codes_;          // folded
    std::unordered_map<std::string, LockOpener> openers_;  // their codes folded
    std::vector<Kept> commissions_;
};

}  // namespace

}  // namespace promotions

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<promotions::Promotions, promotions::Explaining>(
        "promotions", "1.0.0", "offers, promotion codes, locks and commissions");
}
