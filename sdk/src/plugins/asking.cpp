// What is asked on the way of a sale: policies, channels, rules. Where a plugin has nothing to say
// beside its answer, asking it costs no more than a call and the vectors of the answer.
#include "plugins/asking.hpp"

#include "plugins/services.hpp"

#include <array>

namespace willcall::plugins {

void throw_failed(const willcall_call& call, willcall_status status) {
    const auto& name = call.module->name;
    if (!call.lost && call.service_failure && call.service_status == status)
        throw Failure(*call.service_failure);
    auto why = call.said.failure;
    if (why.empty() && call.service_refusal) why = call.service_refusal->reasons.front().message;
    if (why.empty() && !call.said.reasons.empty()) why = call.said.reasons.back().second.message;
    if (why.empty()) why = "it ended with status " + std::to_string(status) + ", not saying why";
    if (call.lost) why = "what it said could not be kept";
    throw Failure(WILLCALL_PLUGIN, "plugin `" + name + "` failed: " + why)
        .at(call.said.failure_field)
        .of_plugin(name);
}

void throw_nonsense(const willcall_call& call, const std::string& what) {
    const auto& name = call.module->name;
    throw Failure(WILLCALL_PLUGIN, "plugin `" + name + "` failed: it " + what).of_plugin(name);
}

Reason plain_reason(const Module& module, const std::string& rule, std::string message) {
    Reason made;
    made.rule = module.name + '.' + rule;
    made.message = std::move(message);
    made.plugin = module.name;
    return made;
}

namespace {

// Answers of a plugin, all zero at first: on the stack for the orders people make.
template <class Answer>
class Answers {
public:
    explicit Answers(std::size_t count) {
        if (count > few_.size()) many_.resize(count);
    }
    Answer* data() { return many_.empty() ? few_.data() : many_.data(); }

private:
    std::array<Answer, 16> few_{};
    std::vector<Answer> many_;
};

std::vector<Reason> all_reasons(Said& said) {
    std::vector<Reason> reasons;
    reasons.reserve(said.reasons.size());
    for (auto& [item, reason] : said.reasons) reasons.push_back(std::move(reason));
    return reasons;
}

// Reasons say which line they are about; one for no line of this sale is about all of them.
void name_lines(Said& said, std::size_t count) {
    for (auto* all : {&said.reasons, &said.notes})
        for (auto& [item, reason] : *all)
            if (item < count) reason.line = static_cast<std::int64_t>(item);
}

bool has_reason(const Said& said, std::size_t line) {
    for (const auto& [item, reason] : said.reasons)
        if (item == line) return true;
    return false;
}

void add_plain_reason(const Module& module, Said& said, std::size_t line, const std::string& rule,
                      std::string message) {
    auto reason = plain_reason(module, rule, std::move(message));
    reason.line = static_cast<std::int64_t>(line);
    said.reasons.emplace_back(line, std::move(reason));
}

// A text of an answer.
std::string kept_of(const willcall_call& call, willcall_text text) {
    if (text.data != nullptr && text.size > text_size_max)
        throw_nonsense(call, "answers with a text that is too long");
    return kept(text);
}

// Claims are added up by others: one of -1 would give back what was never sold, and so would a sum
// that runs over. Of no more than this each, as many as fit into memory don't.
void check_claimed(const willcall_call& call, const std::string& key, std::int64_t units) {
    constexpr std::int64_t units_most = 1'000'000'000;
    if (units < 0 || units > units_most || key.empty())
        throw_nonsense(call, "claims " + std::to_string(units) + " of `" + key + "`, where 0 to " +
                                 std::to_string(units_most) + " of a key can be claimed at once");
}

// What was said of lines is believed by others, too.
void check_said(const willcall_call& call, std::span<const willcall_sale_line> lines) {
    const auto& said = call.said;
    const auto known = [&](std::uint64_t item) {
        if (item >= lines.size())
            throw_nonsense(call, "speaks of line " + std::to_string(item) + " of " +
                                     std::to_string(lines.size()));
    };
    for (const auto& claim : said.claims) {
        known(claim.item);
        check_claimed(call, claim.key, claim.units);
        if (claim.capacity.value_or(0) < 0)
            throw_nonsense(call, "claims `" + claim.key + "` of an owner who has " +
                                     std::to_string(*claim.capacity) + " of it");
    }
    for (const auto& effect : said.effects) {
        known(effect.item);
        if (effect.units < 0 || effect.units > lines[effect.item].quantity || effect.amount < 0 ||
            effect.offer.empty())
            throw_nonsense(call, "takes " + std::to_string(effect.amount) + " off " +
                                     std::to_string(effect.units) + " tickets by the offer `" +
                                     effect.offer + '`');
    }
    for (const auto& opened : said.opened) known(opened.item);
    constexpr std::int64_t all_of_it = 100'000;
    for (const auto& [item, name, amount, rate] : said.commissions) {
        known(item);
        if (amount < 0 || rate < 0 || rate > all_of_it || name.empty())
            throw_nonsense(call, "lets `" + name + "` keep " + std::to_string(amount) + " and " +
                                     std::to_string(rate) + " thousandths of a per cent");
    }
}

}  // namespace

PolicyAnswer ask(const Policy& policy, const Surroundings& around,
                 const willcall_permission_question& question) {
    willcall_call call(policy.module(), around);
    willcall_permission_answer said{};
    settle(call, called(call, policy.table().decide, policy.self(), &call, &question,
                        sizeof question, &said, sizeof said, 1));
    PolicyAnswer answer;
    // A number that means nothing may have meant no.
    const bool known = said.decision >= WILLCALL_NO_OPINION && said.decision <= WILLCALL_FORBID;
    answer.decision = known ? said.decision : WILLCALL_FORBID;
    answer.scope = said.scope;
    if (said.scope < WILLCALL_SCOPE_UNSAID || said.scope > WILLCALL_SCOPE_LEFT)
        answer.scope = WILLCALL_SCOPE_NONE;
    answer.reasons = all_reasons(call.said);
    if (answer.decision == WILLCALL_FORBID && answer.reasons.empty())
        answer.reasons.push_back(
            plain_reason(policy.module(), "forbidden", "forbidden, with no reason given"));
    return answer;
}

ChannelAnswer ask(const Channel& channel, const Surroundings& around,
                  std::span<const willcall_sale_line> lines) {
    willcall_call call(channel.module(), around);
    Answers<willcall_channel_answer> said(lines.size());
    settle(call, called(call, channel.table().lines, channel.self(), &call, lines.data(),
                        sizeof(willcall_sale_line), said.data(), sizeof(willcall_channel_answer),
                        lines.size()));
    check_said(call, lines);
    ChannelAnswer answer{std::vector<bool>(lines.size()), std::move(call.said)};
    name_lines(answer.said, lines.size());
    for (std::size_t line = 0; line < lines.size(); ++line) {
        answer.on_sale[line] = said.data()[line].on_sale == 1;
        if (!answer.on_sale[line] && !has_reason(answer.said, line))
            add_plain_reason(channel.module(), answer.said, line, "not_on_sale",
                             "not on sale here");
    }
    return answer;
}

namespace {

// What a channel said of an order or of a change, made safe to go by.
template <class Answer>
Terms terms_of(const Channel& channel, willcall_call& call, const Answer& said) {
    Terms terms;
    terms.accepted = said.accepted == 1;
    if (said.payment == WILLCALL_PAYMENT_DUE || said.payment == WILLCALL_PAYMENT_SKIPPED)
        terms.payment = said.payment;
    if (said.shift == WILLCALL_SHIFT_UNUSED) terms.shift = said.shift;
    terms.location = kept_of(call, said.location);
    terms.reasons = all_reasons(call.said);
    terms.claims = std::move(call.said.claims);
    if (terms.accepted && terms.payment == WILLCALL_PAYMENT_UNSAID) {
        terms.accepted = false;
        terms.reasons.push_back(plain_reason(channel.module(), "payment_unsaid",
                                             "the channel does not say how an order is paid"));
    }
    if (!terms.accepted && terms.reasons.empty())
        terms.reasons.push_back(
            plain_reason(channel.module(), "not_accepted", "the channel does not take this order"));
    return terms;
}

Terms no_changes(const Channel& channel) {
    Terms terms;
    terms.reasons.push_back(
        plain_reason(channel.module(), "no_changes", "here orders are sold, and nothing else"));
    return terms;
}

}  // namespace

Terms ask(const Channel& channel, const Surroundings& around, const willcall_sale& sale) {
    willcall_call call(channel.module(), around);
    willcall_terms said{};
    said.struct_size = sizeof said;
    settle(call, called(call, channel.table().terms, channel.self(), &call, &sale, &said));
    auto terms = terms_of(channel, call, said);
    terms.method = kept_of(call, said.method);
    terms.recipient = kept_of(call, said.recipient);
    return terms;
}

Terms ask(const Channel& channel, const Surroundings& around, const willcall_change& change) {
    if (channel.table().change == nullptr) return no_changes(channel);
    willcall_call call(channel.module(), around);
    willcall_change_terms said{};
    said.struct_size = sizeof said;
    settle(call, called(call, channel.table().change, channel.self(), &call, &change, &said));
    if (!call.said.claims.empty() && change.kind != WILLCALL_CHANGE_PAYMENT)
        throw_nonsense(call, "claims `" + call.said.claims.front().key +
                                 "` for a change that claims nothing");
    for (const auto& [line, key, units, offer, capacity] : call.said.claims) {
        check_claimed(call, key, units);
        if (line >= change.line_count || !offer.empty() || capacity)
            throw_nonsense(call, "claims " + std::to_string(units) + " of `" + key + "` for line " +
                                     std::to_string(line) + " of " +
                                     std::to_string(change.line_count));
    }
    return terms_of(channel, call, said);
}

SignInRules ask_sign_in(const Channel& channel, const Surroundings& around) {
    if (channel.table().sign_in == nullptr) return {};
    willcall_call call(channel.module(), around);
    willcall_sign_in said{};
    said.struct_size = sizeof said;
    settle(call, called(call, channel.table().sign_in, channel.self(), &call, &said));
    constexpr std::int64_t minutes_most = 525'600;
    if (said.idle_minutes < 0 || said.idle_minutes > minutes_most)
        throw_nonsense(call, "ends sessions after " + std::to_string(said.idle_minutes) +
                                 " minutes without use");
    // A number that means nothing may have meant one device.
    return {said.one_device != 0, said.take_over == 1, said.idle_minutes};
}

std::vector<bool> ask_shown(const Channel& channel, const Surroundings& around,
                            std::span<const std::string> events) {
    std::vector<bool> shown(events.size(), true);
    if (channel.table().shows == nullptr) return shown;
    willcall_call call(channel.module(), around);
    std::vector<willcall_text> keys;
    for (const auto& event : events) keys.push_back(as_text(event));
    std::vector<std::int32_t> said(events.size());
    settle(call, called(call, channel.table().shows, channel.self(), &call, keys.data(),
                        keys.size(), said.data()));
    for (std::size_t event = 0; event < said.size(); ++event) shown[event] = said[event] == 1;
    return shown;
}

std::vector<Reason> ask_warnings(const Module& module, const Surroundings& around,
                                 const std::string& key, const Value& settings) {
    willcall_call call(module, around);
    void* made = nullptr;
    const auto status = called(call, module.channel->create, &host(), &call, module.context,
                               as_text(key), &settings, &made);
    if (status != WILLCALL_OK || call.lost) return {};
    const Channel channel(module, *module.channel, made);
    return all_reasons(call.said);
}

bool meet(const Channel& channel, const Surroundings& around,
          std::span<const willcall_text> events) {
    if (channel.table().meet == nullptr || events.empty()) return false;
    willcall_call call(channel.module(), around);
    call.may_write = true;
    settle(call,
           called(call, channel.table().meet, channel.self(), &call, events.data(), events.size()));
    return call.wrote;
}

Handing ask_closing(const Channel& channel, const Surroundings& around) {
    if (channel.table().closing == nullptr) return {};
    willcall_call call(channel.module(), around);
    willcall_handing said{};
    said.struct_size = sizeof said;
    settle(call, called(call, channel.table().closing, channel.self(), &call, &said));
    return {kept_of(call, said.method), kept_of(call, said.recipient)};
}

std::vector<std::string> ask_standings(const Eligibility& rule, const Surroundings& around) {
    if (rule.table().recognise == nullptr) return {};
    willcall_call call(rule.module(), around);
    settle(call, called(call, rule.table().recognise, rule.self(), &call));
    return std::move(call.said.standings);
}

Facilitation ask_facilitation(const Eligibility& rule, const Surroundings& around) {
    Facilitation answer;
    if (rule.table().facilitate == nullptr) return answer;
    willcall_call call(rule.module(), around);
    willcall_verdict said{};
    settle(call, called(call, rule.table().facilitate, rule.self(), &call, &said));
    answer.verdict = said.verdict;
    if (said.verdict == WILLCALL_VERDICT_YES || said.verdict == WILLCALL_VERDICT_NO_OPINION)
        return answer;
    answer.verdict = WILLCALL_VERDICT_NO;
    answer.reasons = all_reasons(call.said);
    if (answer.reasons.empty())
        answer.reasons.push_back(plain_reason(rule.module(), "may_not_facilitate",
                                              "not by this customer, with no reason given"));
    return answer;
}

Judgement ask(const Eligibility& rule, const Surroundings& around,
              std::span<const willcall_sale_line> lines) {
    willcall_call call(rule.module(), around);
    Answers<willcall_verdict> said(lines.size());
    settle(call,
           called(call, rule.table().judge, rule.self(), &call, lines.data(),
                  sizeof(willcall_sale_line), said.data(), sizeof(willcall_verdict), lines.size()));
    check_said(call, lines);
    Judgement judgement{std::vector<std::int32_t>(lines.size()), std::move(call.said)};
    name_lines(judgement.said, lines.size());
    for (std::size_t line = 0; line < lines.size(); ++line) {
        auto& verdict = judgement.verdicts[line];
        verdict = said.data()[line].verdict;
        if (verdict < WILLCALL_VERDICT_UNANSWERED || verdict > WILLCALL_VERDICT_NO)
            verdict = WILLCALL_VERDICT_UNANSWERED;
        const bool no = verdict == WILLCALL_VERDICT_NO || verdict == WILLCALL_VERDICT_UNANSWERED;
        if (!no || has_reason(judgement.said, line)) continue;
        if (verdict == WILLCALL_VERDICT_NO)
            add_plain_reason(rule.module(), judgement.said, line, "not_eligible",
                             "not for this owner, with no reason given");
        else
            add_plain_reason(rule.module(), judgement.said, line, "unanswered",
                             "the rule of `" + rule.module().name + "` gave no answer");
    }
    return judgement;
}

}  // namespace willcall::plugins
