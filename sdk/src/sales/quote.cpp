#include "sales/quote.hpp"

#include "operations/email_address.hpp"
#include "sales/contingents.hpp"
#include "sales/forms.hpp"
#include "sales/limits.hpp"
#include "sales/payments.hpp"
#include "sales/rules.hpp"
#include "sales/shifts.hpp"
#include "sales/windows.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

std::string field_of(std::int64_t line, const char* name) {
    return "lines[" + std::to_string(line) + "]." + name;
}

// Makes one quote; each step adds to it or says what speaks against the sale.
class Quoting {
public:
    Quoting(const Call& call, std::shared_ptr<const access::Snapshot> snapshot, const World& world,
            const Asked& asked)
        : call_(call), asked_(asked), questioning_(call, *snapshot, world) {
        quote_.snapshot = std::move(snapshot);
        questioning_.owner = asked.owner == 0 ? std::string() : id_text(asked.owner);
        questioning_.parties.owner = as_text(questioning_.owner);
        if (asked.facilitator != 0) questioning_.facilitator = id_text(asked.facilitator);
        questioning_.parties.facilitator = as_text(questioning_.facilitator);
    }

    Quote make() && {
        find_lines();
        const auto* channel = find_channel();
        if (!quote_.possible()) return std::move(quote_);
        check_windows(quote_, call_.now);
        find_contingents(quote_, call_.now);
        prepare_lines();
        ask_channel(*channel);
        opened_ = ask_rules(quote_, asked_, questioning_, sale_lines_);
        pass_locks();
        price();
        if (!asked_.held) ask_terms(*channel);
        if (quote_.terms.accepted) settle_terms();
        // First: what a line takes of its own contingent is not set aside from the lines beside it.
        claim_contingents(quote_);
        claim_catalogue();
        apply_limits(quote_, asked_);
        check_forms(quote_, asked_);
        return std::move(quote_);
    }

private:
    const catalogue::Catalogue& catalogue() const { return *quote_.snapshot->catalogue; }
    const plugins::Instances& instances() const { return *quote_.snapshot->instances; }
    void say(Reason reason) { quote_.reasons.push_back(std::move(reason)); }

    void find_lines() {
        constexpr std::size_t claims_each = 4;  // of the catalogue's quotas and the channel's
        quote_.lines.reserve(asked_.lines->size());
        quote_.claims.reserve(asked_.lines->size() * claims_each);
        std::int64_t number = 0;
        for (const auto& line : *asked_.lines) find_line(line, number++);
        // A line that is not there has no number of its own.
        if (quote_.lines.size() == asked_.lines->size())
            refuse_repeated_seats(quote_.seats(), quote_.reasons);
    }

    // How many tickets: as the line says, or one for each seat that it names.
    static std::int64_t quantity_of(const OrderLine& line, std::int64_t number) {
        const auto seats = static_cast<std::int64_t>(line.seats.size());
        if (seats == 0) return line.quantity.value_or(1);
        if (line.quantity.value_or(seats) == seats) return seats;
        throw invalid(field_of(number, "quantity") + ": must be left out, or one for each of the " +
                      std::to_string(seats) + " seats")
            .at(field_of(number, "quantity"));
    }

    static void check_count(std::size_t count, std::int64_t tickets, std::int64_t number,
                            const char* name) {
        if (count <= 1 || static_cast<std::int64_t>(count) == tickets) return;
        const auto field = field_of(number, name);
        throw invalid(field + ": must be none, one for all, or one for each ticket").at(field);
    }

    // Either a performance with a ticket type, or a product.
    static void check_named(const OrderLine& line, std::int64_t number) {
        const auto refuse = [&](const char* name, const char* why) {
            const auto field = field_of(number, name);
            throw invalid(field + ": " + why).at(field);
        };
        if (!line.product.empty()) {
            if (!line.performance.empty()) refuse("performance", "a product has none");
            if (!line.ticket_type.empty()) refuse("ticket_type", "a product has none");
            return;
        }
        if (line.performance.empty()) refuse("performance", "is missing");
        if (line.ticket_type.empty()) refuse("ticket_type", "is missing");
    }

    void find_line(const OrderLine& line, std::int64_t number) {
        const auto quantity = quantity_of(line, number);
        check_count(line.holders.size(), quantity, number, "holders");
        check_count(line.answers.size(), quantity, number, "answers");
        check_named(line, number);
        const bool product = !line.product.empty();
        const auto* performance =
            catalogue().performance(product ? line.product : line.performance);
        if (performance == nullptr || !performance->event->published ||
            performance->event->product != product) {
            if (product)
                return say(against("orders.product_unknown",
                                   "no product `" + line.product + "` is on sale", number));
            return say(against("orders.performance_unknown",
                               "no performance `" + line.performance + "` is on sale", number));
        }
        const auto* type =
            catalogue().ticket_type(*performance->event, product ? line.product : line.ticket_type);
        if (type == nullptr)
            return say(against("orders.ticket_type_unknown",
                               "no ticket type `" + line.ticket_type + "` in `" +
                                   performance->event->key + "`",
                               number));
        if (call_.now >= performance->ends)
            return say(against("orders.performance_over", "`" + line.performance + "` is over",
                               number, {{"ended", performance->ends}}));
        quote_.lines.push_back(
            {performance, type, quantity, type->price, 0, {}, &line.holders, &line.answers});
        quote_.ticket_count += quantity;
        if (performance->plan)
            quote_.lines.back().seats =
                find_seats(line, number, *performance, *type, quote_.reasons);
        else if (!line.seats.empty())
            say(against("seats.none", "`" + line.performance + "` has no seats to choose", number));
    }

    const plugins::Channel* find_channel() {
        const auto& key = call_.caller->seller.channel;
        quote_.channel = catalogue().channel(key);
        if (quote_.channel == nullptr) {
            say(against("orders.no_channel",
                        "the seller `" + call_.caller->seller.login + "` has no sales channel"));
            return nullptr;
        }
        const auto& channel = channel_in(*quote_.snapshot, key);
        if (auto no = against_acting(*call_.caller, channel)) say(std::move(*no));
        return &channel;
    }

    void prepare_lines() {
        line_locks_.reserve(quote_.lines.size());
        sale_lines_.reserve(quote_.lines.size());
        for (const auto& line : quote_.lines) line_locks_.push_back(locks_of(line));
        for (std::size_t number = 0; number < quote_.lines.size(); ++number) {
            const auto& line = quote_.lines[number];
            const auto& key = line.performance->key;
            const bool product = line.performance->event->product;
            const auto nothing = as_text("");
            sale_lines_.push_back({as_text(line.performance->event->key),
                                   product ? nothing : as_text(key),
                                   product ? nothing : as_text(line.ticket_type->key),
                                   line.performance->starts, line.performance->ends, line.quantity,
                                   line.price, product ? as_text(key) : nothing,
                                   line_locks_[number].data(), line_locks_[number].size(),
                                   line.contingent ? as_text(line.contingent->key) : nothing,
                                   line.contingent ? line.contingent->release.value_or(0)
                                                   : line.released.value_or(0)});
        }
    }

    static std::vector<willcall_text> locks_of(const PricedLine& line) {
        std::vector<willcall_text> locks;
        if (!line.ticket_type->lock.empty()) locks.push_back(as_text(line.ticket_type->lock));
        if (!line.seats) return locks;
        const auto& keys = line.performance->lock_keys;
        for (std::size_t lock = 0; lock < keys.size(); ++lock) {
            const auto& named = line.seats->named;
            const bool met = named.empty() || std::ranges::any_of(named, [&](const auto seat) {
                                 return line.performance->locks[seat] == lock + 1;
                             });
            if (met && keys[lock] != line.ticket_type->lock) locks.push_back(as_text(keys[lock]));
        }
        return locks;
    }

    void ask_channel(const plugins::Channel& channel) {
        plugins::SaleJudged sale;
        sale.occasion = asked_.occasion();
        if (asked_.promotion_codes != nullptr)
            for (const auto& code : *asked_.promotion_codes) sale.codes.push_back(as_text(code));
        questioning_.around.sale = &sale;
        auto answer = plugins::ask(channel, questioning_.around, sale_lines_);
        questioning_.around.sale = nullptr;
        // A channel has no offers: where it has too little left the order is refused.
        for (const auto& claim : answer.said.claims)
            add_claim(quote_, static_cast<std::int64_t>(claim.item),
                      plugins::quota_key(channel.module().name, claim.key), claim.units);
        for (std::size_t line = 0; line < answer.on_sale.size(); ++line)
            if (!answer.on_sale[line]) take_reasons(answer.said, line);
    }

    // A lock that no rule opened keeps a ticket type, and seats that a line names; the best seats
    // there are don't count those behind it.
    void pass_locks() {
        for (std::size_t number = 0; number < quote_.lines.size(); ++number) {
            auto& line = quote_.lines[number];
            const auto at = static_cast<std::int64_t>(number);
            const auto& lock = line.ticket_type->lock;
            const auto before = quote_.reasons.size();
            if (!lock.empty() && !opened_[number].contains(lock)) {
                const auto name = catalogue().locks.find(lock);
                say(against("lock.closed",
                            "nothing opens the lock `" +
                                (name == catalogue().locks.end() ? lock : name->second) +
                                "` of the ticket type `" + line.ticket_type->key + '`',
                            at));
            }
            if (line.seats)
                open_locks(*line.seats, opened_[number], at, *line.performance, quote_.reasons);
            if (quote_.reasons.size() == before || asked_.explain) continue;
            // Whoever might have opened it may say why it did not.
            for (const auto& note : quote_.notes)
                if (note.line == at) say(note);
        }
    }

    void take_reasons(const plugins::Said& said, std::size_t line) {
        for (const auto& [item, reason] : said.reasons)
            if (item == line) say(reason);
    }

    void claim_catalogue() {
        for (std::size_t number = 0; number < quote_.lines.size(); ++number) {
            const auto& line = quote_.lines[number];
            const auto at = static_cast<std::int64_t>(number);
            add_claim(quote_, at, catalogue::performance_quota(line.performance->key),
                      line.quantity);
            if (line.ticket_type->quota)
                add_claim(
                    quote_, at,
                    catalogue::ticket_type_quota(line.performance->key, line.ticket_type->key),
                    line.quantity);
        }
    }

    void price() {
        for (auto& line : quote_.lines) {
            for (std::int64_t index = 0; index < line.quantity; ++index) {
                const auto ticket = line.ticket(index);
                line.total += ticket.price;
                line.tax += ticket.tax;
            }
            quote_.total += line.total;
        }
    }

    void ask_terms(const plugins::Channel& channel) {
        willcall_sale sale{};
        sale.struct_size = sizeof sale;
        if (asked_.delivery != nullptr) {
            sale.method = as_text(asked_.delivery->method);
            sale.recipient = as_text(asked_.delivery->to);
        }
        if (asked_.buyer != nullptr) sale.buyer_email = as_text(asked_.buyer->email);
        sale.total = quote_.total;
        sale.ticket_count = quote_.ticket_count;
        quote_.terms = plugins::ask(channel, questioning_.around, sale);
        refuse_unless_accepted(quote_.terms);
        if (asked_.registration) ask_for_registration(channel);
    }

    void ask_for_registration(const plugins::Channel& channel) {
        willcall_change change{};
        change.struct_size = sizeof change;
        change.kind = WILLCALL_CHANGE_REGISTRATION;
        change.ticket_count = quote_.ticket_count;
        change.value = quote_.total;
        change.placed = call_.now;
        change.sold_at = as_text(quote_.channel->key);
        refuse_unless_accepted(plugins::ask(channel, questioning_.around, change));
    }

    void refuse_unless_accepted(const plugins::Terms& terms) {
        if (terms.accepted) return;
        for (auto reason : terms.reasons) {
            reason.line.reset();
            say(std::move(reason));
        }
    }

    void settle_terms() {
        const auto& terms = quote_.terms;
        if (asked_.registration) settle_registration();
        else settle_payment();
        quote_.needs_shift = terms.shift == WILLCALL_SHIFT_BY_ROLE && !asked_.registration &&
                             uses_shifts(call_, *quote_.snapshot, *questioning_.around.world);
        if (!terms.location.empty()) {
            quote_.location = catalogue().location(terms.location);
            if (quote_.location == nullptr)
                throw Failure(WILLCALL_PLUGIN,
                              "the channel sells at an unknown location `" + terms.location + "`");
        }
        if (asked_.on_paper) quote_.terms.method.clear();
        if (!terms.method.empty()) settle_delivery();
    }

    // It takes no money, so it needs no shift and draws no number before it is paid (decision 6).
    void settle_registration() {
        for (const auto& line : quote_.lines) {
            const auto minutes = line.performance->event->registrations_end;
            if (!minutes) continue;
            const auto until = line.performance->starts - *minutes * 60'000'000;
            quote_.held_until = std::min(until, quote_.held_until.value_or(until));
        }
        if (quote_.held_until && *quote_.held_until <= call_.now)
            say(against("orders.registration_closed", "registrations were taken until then", {},
                        {{"until", *quote_.held_until}}));
    }

    void settle_payment() {
        const auto paid = asked_.payments == nullptr ? 0 : sum_of(*asked_.payments);
        if (quote_.terms.payment == WILLCALL_PAYMENT_SKIPPED) {
            quote_.to_settle = quote_.total;
            if (paid != 0) say(against("payment.skipped", "no payment is taken in this channel"));
        } else if (asked_.payments != nullptr && paid != quote_.total) {
            say(against("payment.differs", "the payments do not equal the total", {},
                        {{"total", quote_.total}, {"paid", paid}}));
        }
    }

    void settle_delivery() {
        for (const auto& carrier : catalogue().carriers(quote_.terms.method))
            if (quote_.carrier.empty() && instances().carrier(carrier) != nullptr)
                quote_.carrier = carrier;
        if (quote_.carrier.empty())
            say(against("delivery.no_carrier",
                        "nothing here delivers by `" + quote_.terms.method + "`"));
        else if (quote_.terms.method == "email" && !is_email(quote_.terms.recipient))
            say(against("delivery.no_address", "an email address is needed"));
    }

    const Call& call_;
    const Asked& asked_;
    access::Questioning questioning_;
    std::vector<willcall_sale_line> sale_lines_;
    std::vector<std::vector<willcall_text>> line_locks_;  // that each may meet
    Opened opened_;
    Quote quote_;
};

}  // namespace

Reason against(std::string rule, std::string message, std::optional<std::int64_t> line,
               std::map<std::string, std::int64_t> numbers) {
    Reason reason;
    reason.rule = std::move(rule);
    reason.message = std::move(message);
    reason.line = line;
    reason.numbers = std::move(numbers);
    return reason;
}

const plugins::Channel& channel_in(const access::Snapshot& snapshot, const std::string& key) {
    const auto& instances = *snapshot.instances;
    if (const auto broken = instances.broken_channels.find(key);
        broken != instances.broken_channels.end())
        plugins::Instances::throw_broken(broken->second);
    const auto found = instances.channels.find(key);
    if (found == instances.channels.end())
        throw Failure(WILLCALL_INTERNAL, "no instance of the channel `" + key + "`");
    return found->second;
}

bool lets_others_act(const plugins::Channel& channel) {
    return (channel.table().flags & WILLCALL_CHANNEL_ON_BEHALF) != 0;
}

std::optional<Reason> against_acting(const Caller& caller, const plugins::Channel& channel) {
    if (!caller.acts_for_another() || lets_others_act(channel)) return std::nullopt;
    return against("channel.no_on_behalf", "channels of the kind `" + channel.module().name +
                                               "` let nobody act for their sellers");
}

Quote make_quote(const Call& call, std::shared_ptr<const access::Snapshot> snapshot,
                 const World& world, const Asked& asked) {
    return Quoting(call, std::move(snapshot), world, asked).make();
}

}  // namespace willcall::sales
