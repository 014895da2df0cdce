#include "sales/rules.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace willcall::sales {

namespace {

// The owner as rules see one: read when somebody asks, with what was said of them so far.
class OwnerSeen {
public:
    OwnerSeen(Quote& quote, const Asked& asked) : quote_(quote), asked_(asked) {}

    void add_standing(std::string word) {
        standings_.insert(std::move(word));
        seen_ = {};
    }

    const willcall_owner& seen() {
        if (seen_.struct_size == 0) see();
        return seen_;
    }

private:
    void see() {
        if (!quote_.owner && asked_.owner != 0 && asked_.read_owner)
            quote_.owner = asked_.read_owner();
        tags_.clear();
        words_.clear();
        holdings_.clear();
        if (quote_.owner) {
            for (const auto& tag : quote_.owner->tags) tags_.push_back(as_text(tag));
            for (const auto& held : quote_.owner->products)
                if (const auto* product = quote_.snapshot->catalogue->performance(held.product))
                    holdings_.push_back({held.id, as_text(product->key), held.since});
        }
        for (const auto& word : standings_) words_.push_back(as_text(word));
        seen_ = {sizeof(willcall_owner), 0,
                 tags_.data(),           tags_.size(),
                 words_.data(),          words_.size(),
                 holdings_.data(),       sizeof(willcall_holding),
                 holdings_.size()};
    }

    Quote& quote_;
    const Asked& asked_;
    std::set<std::string> standings_;
    std::vector<willcall_text> tags_;
    std::vector<willcall_text> words_;
    std::vector<willcall_holding> holdings_;
    willcall_owner seen_{};  // of the size 0: not looked at yet
};

// What owner and facilitator are to each other, read when somebody asks.
class RelationsSeen {
public:
    RelationsSeen(Quote& quote, const Asked& asked) : quote_(quote), asked_(asked) {}

    std::span<const willcall_relation> seen() {
        if (asked_.facilitator == 0 || !asked_.look) return {};
        if (!quote_.relations) {
            quote_.relations = read_relations(asked_.look(), asked_.owner, asked_.facilitator);
            for (const auto& one : *quote_.relations)
                seen_.push_back({as_text(one.kind), one.since.value_or(WILLCALL_EARLIEST),
                                 one.until.value_or(WILLCALL_LATEST),
                                 one.customer == asked_.facilitator ? 1 : 0, 0});
        }
        return seen_;
    }

private:
    Quote& quote_;
    const Asked& asked_;
    std::vector<willcall_relation> seen_;
};

class Rules {
public:
    Rules(Quote& quote, const Asked& asked, access::Questioning& questioning,
          std::span<const willcall_sale_line> lines)
        : quote_(quote),
          asked_(asked),
          around_(questioning.around),
          lines_(lines),
          owner_(quote, asked),
          relations_(quote, asked),
          opened_(lines.size()) {
        if (asked.promotion_codes != nullptr)
            for (const auto& code : *asked.promotion_codes) sale_.codes.push_back(as_text(code));
        sale_.occasion = asked.occasion();
        sale_.explaining = asked.explain;
        sale_.left = &asked.left;
        sale_.owner = [this]() -> const willcall_owner& { return owner(); };
        sale_.relations = [this] { return relations_.seen(); };
        sale_.date_of_birth = [this] { return date_of_birth(); };
        around_.sale = &sale_;
    }
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;
    ~Rules() { around_.sale = nullptr; }

    Opened ask() && {
        const auto& instances = *quote_.snapshot->instances;
        // A rule that could not even be made must not be sold past.
        for (const auto& [plugin, failure] : instances.broken_rules)
            plugins::Instances::throw_broken(failure);
        // What somebody booked for another stays so, whatever it is exchanged for.
        if (asked_.facilitator != 0 && asked_.beside == nullptr) ask_whether_facilitated(instances);
        for (const auto& rule : instances.eligibilities) {
            const auto judged = judge(rule);
            take_verdicts(judged);
            take(rule.module().name, judged.said);
        }
        return std::move(opened_);
    }

private:
    // A plugin learns no more than that its question failed; why is known here.
    plugins::Judgement judge(const plugins::Eligibility& rule) {
        try {
            return plugins::ask(rule, around_, lines_);
        } catch (const Failure&) {
            if (owner_failure_) std::rethrow_exception(owner_failure_);
            throw;
        }
    }

    const willcall_owner& owner() {
        try {
            if (asked_.owner != 0 && !std::exchange(recognised_, true)) recognise();
            return owner_.seen();
        } catch (...) {
            if (!owner_failure_) owner_failure_ = std::current_exception();
            throw;
        }
    }

    // Once the first rule asks for the owner all of them say as what the owner counts; meanwhile
    // each sees what was said so far.
    void recognise() {
        for (const auto& rule : quote_.snapshot->instances->eligibilities)
            for (auto& word : plugins::ask_standings(rule, around_))
                owner_.add_standing(std::move(word));
    }

    // Nobody books for another whom no rule lets.
    void ask_whether_facilitated(const plugins::Instances& instances) {
        bool let = false;
        const auto before = quote_.reasons.size();
        for (const auto& rule : instances.eligibilities) {
            auto answer = plugins::ask_facilitation(rule, around_);
            let = let || answer.verdict == WILLCALL_VERDICT_YES;
            std::ranges::move(answer.reasons, std::back_inserter(quote_.reasons));
        }
        if (!let && quote_.reasons.size() == before)
            quote_.reasons.push_back(
                against("facilitator.not_let", "nothing lets this customer book for the owner"));
    }

    std::string_view date_of_birth() {
        if (asked_.owner == 0 || !asked_.look) return {};
        if (!quote_.date_of_birth)
            quote_.date_of_birth = read_date_of_birth(asked_.look(), asked_.owner);
        return *quote_.date_of_birth;
    }

    // Whoever says no has said why.
    void take_verdicts(const plugins::Judgement& judged) {
        for (std::size_t line = 0; line < judged.verdicts.size(); ++line) {
            const auto verdict = judged.verdicts[line];
            if (verdict == WILLCALL_VERDICT_YES || verdict == WILLCALL_VERDICT_NO_OPINION) continue;
            for (const auto& [item, reason] : judged.said.reasons)
                if (item == line) quote_.reasons.push_back(reason);
        }
    }

    void take(const std::string& plugin, const plugins::Said& said) {
        const auto ended = ended_by(plugin, said);
        for (const auto& claim : said.claims)
            if (!ended.contains(claim.offer)) take_claim(plugin, claim);
        for (const auto& effect : said.effects)
            if (!ended.contains(effect.offer)) take_effect(effect);
        for (const auto& [line, lock] : said.opened) opened_[line].insert(lock);
        for (const auto& [item, note] : said.notes) quote_.notes.push_back(note);
        for (const auto& [item, name, amount, rate] : said.commissions)
            quote_.lines[item].commissions.push_back({name, amount, rate});
    }

    // Offers that a rule still takes more for than is left, though it was told how much that is.
    std::set<std::string> ended_by(const std::string& plugin, const plugins::Said& said) const {
        std::set<std::string> ended;
        if (asked_.left.empty()) return ended;
        // Whatever is taken without an offer leaves less to them, be it by the channel.
        auto taken = taken_of_short();
        for (const auto& claim : said.claims)
            taken[plugins::quota_key(plugin, claim.key)] += claim.units;
        for (const auto& claim : said.claims) {
            const auto key = plugins::quota_key(plugin, claim.key);
            const auto left = asked_.left.find(key);
            if (!claim.offer.empty() && left != asked_.left.end() && taken[key] > left->second)
                ended.insert(claim.offer);
        }
        return ended;
    }

    std::map<std::string, std::int64_t> taken_of_short() const {
        std::map<std::string, std::int64_t> taken;
        const auto& ids = quote_.snapshot->quota_ids;
        for (const auto& [key, left] : asked_.left)
            if (const auto id = ids.find(key); id != ids.end())
                for (const auto& one : quote_.claims)
                    if (one.claim.quota == id->second) taken[key] += one.claim.units;
        return taken;
    }

    void take_claim(const std::string& plugin, const plugins::Said::Claim& claim) {
        const auto line = static_cast<std::int64_t>(claim.item);
        auto key = plugins::quota_key(plugin, claim.key);
        if (!claim.capacity) return add_claim(quote_, line, key, claim.units, claim.offer);
        if (asked_.owner == 0) return;
        key = catalogue::owner_quota("customer/" + id_text(asked_.owner), key);
        const auto same = std::ranges::find_if(quote_.owner_claims, [&](const OwnerClaim& other) {
            return other.line == line && other.limit.key == key && other.offer == claim.offer;
        });
        if (same != quote_.owner_claims.end()) same->units += claim.units;
        else
            quote_.owner_claims.push_back(
                {line, {key, *claim.capacity}, claim.units, {}, claim.offer});
    }

    void take_effect(const plugins::Said::Effect& effect) {
        auto& line = quote_.lines[effect.item];
        // A ticket gets one offer: the first that takes it.
        auto free = line.quantity;
        for (const auto& other : line.effects) free -= other.units;
        const auto units = std::min(effect.units, free);
        const auto amount = std::min(effect.amount, line.price);
        if (units > 0) line.effects.push_back({effect.offer, units, {amount}, effect.why});
    }

    Quote& quote_;
    const Asked& asked_;
    plugins::Surroundings& around_;
    std::span<const willcall_sale_line> lines_;
    OwnerSeen owner_;
    RelationsSeen relations_;
    bool recognised_ = false;
    std::exception_ptr owner_failure_;  // why the owner could not be told
    plugins::SaleJudged sale_;
    Opened opened_;
};

}  // namespace

Opened ask_rules(Quote& quote, const Asked& asked, access::Questioning& questioning,
                 std::span<const willcall_sale_line> lines) {
    return Rules(quote, asked, questioning, lines).ask();
}

void add_claim(Quote& quote, std::int64_t line, const std::string& key, std::int64_t units,
               const std::string& offer) {
    const auto found = quote.snapshot->quota_ids.find(key);
    if (found == quote.snapshot->quota_ids.end())
        throw Failure(WILLCALL_PLUGIN, "a claim on the quota `" + key + "`, which nobody declared");
    const auto same = std::ranges::find_if(quote.claims, [&](const LineClaim& other) {
        return other.line == line && other.claim.quota == found->second && other.offer == offer;
    });
    if (same == quote.claims.end())
        quote.claims.push_back({line, {found->second, units}, offer, {}});
    else same->claim.units += units;
}

}  // namespace willcall::sales
