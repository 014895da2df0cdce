#include "sales/filling.hpp"

#include "operations/writing.hpp"

#include <algorithm>
#include <list>

namespace willcall::sales {

namespace {

using Performances = GivenBack::Performances;

// One of the baskets that are filled together.
struct Part {
    Part(store::Connection& turn, BasketToFill& of) : basket(of), said(said_of(of.row)) {
        asked.lines = &of.lines;
        asked.buyer = said.buyer ? &*said.buyer : nullptr;
        asked.owner = of.row.owner.value_or(0);
        asked.facilitator = of.row.facilitator.value_or(0);
        asked.promotion_codes = &said.promotion_codes;
        asked.read_owner = [this, &turn] { return read_owner(turn, asked.owner); };
        asked.look = [&turn]() -> store::Connection& { return turn; };
        asked.held = true;
    }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    bool names_all_seats() const {
        return std::ranges::none_of(quote.lines, [](const PricedLine& line) {
            return line.seats && line.seats->named.empty();
        });
    }
    // When this line of it may be released: with its contingent, where the basket stays longer.
    std::optional<std::int64_t> line_until(const PricedLine& line) const {
        if (line.contingent == nullptr || !line.contingent->release) return std::nullopt;
        const auto& basket_until = basket.row.until;
        if (basket_until && *basket_until <= *line.contingent->release) return std::nullopt;
        return line.contingent->release;
    }

    BasketToFill& basket;
    BasketSaid said;
    Asked asked;
    Quote quote;
    HeldBasket held;
    std::vector<LineClaim> claims;
    std::vector<LineOfSeats> wanted;
    std::optional<GivenBack> given_back;
    std::optional<SeatsTaken> seats;
};

class Filling {
public:
    Filling(const Needs& needs, Call& call, std::span<BasketToFill> baskets)
        : needs_(needs), call_(call), turn_(*call.connection) {
        for (auto& basket : baskets) parts_.emplace_back(turn_, basket);
    }

    std::optional<Refusal> fill() {
        // Whatever else was done in this turn was counted elsewhere.
        needs_.placing->forget();
        while (release(0) && any_lapsed(turn_, call_.now)) {}
        while (true) {
            for (auto& part : parts_)
                if (auto refused = quote_anew(part)) return refused;
            for (auto& part : parts_)
                if (auto refused = look_for_parties(turn_, part.asked, part.quote)) return refused;
            auto fallen = hold();
            if (!fallen) return std::nullopt;
            if (auto* refused = std::get_if<Refusal>(&*fallen)) return std::move(*refused);
            if (auto* ended = std::get_if<OfferEnded>(&*fallen))
                for (auto& part : parts_) part.asked.left[ended->quota] = ended->left;
            else release(std::get<Overdue>(*fallen).quota);
        }
    }

private:
    std::optional<Refusal> quote_anew(Part& part) {
        part.quote = {};
        // Who books for another is refused before anything is chosen.
        if (!part.basket.lines.empty() || part.asked.facilitator != 0)
            part.quote = make_quote(call_, needs_.snapshot_of(call_), *needs_.world, part.asked);
        if (part.quote.possible()) return std::nullopt;
        return Refusal{std::move(part.quote.reasons)};
    }

    bool release(std::int64_t quota) {
        stock::Ledger ledger;
        const bool any = needs_.placing->release_overdue(turn_, ledger, quota, call_.now,
                                                         needs_.snapshot_of(call_));
        if (any) needs_.placing->forget();
        return any;
    }

    // Of the seats held so far, and of those wanted. What is held by name is in the catalogue.
    Performances halls_of(const Part& part) const {
        auto halls = part.quote.halls();
        const auto& catalogue = *needs_.snapshot_of(call_)->catalogue;
        for (const auto& seat : part.held.seats)
            if (const auto* performance = catalogue.performance(seat.performance))
                halls.insert(performance);
        return halls;
    }

    // All decided in memory first, so that a refusal has touched nothing.
    std::optional<Placed> hold() {
        stock::Ledger ledger;
        give_all_back(ledger);
        std::vector<Part*> by_choice;
        by_choice.reserve(parts_.size());
        for (auto& part : parts_) by_choice.push_back(&part);
        // Who names a seat gets it; who takes the best there are takes them of the others.
        std::stable_partition(by_choice.begin(), by_choice.end(),
                              [](const Part* part) { return part->names_all_seats(); });
        std::optional<Placed> fallen;
        for (auto part = by_choice.begin(); !fallen && part != by_choice.end(); ++part)
            fallen = take(**part, ledger);
        if (!fallen) write(ledger);
        let_go(ledger, !fallen);
        return fallen;
    }

    void give_all_back(stock::Ledger& ledger) {
        std::vector<std::int64_t> quotas;
        std::vector<stock::Wanted> limits;
        for (auto& part : parts_) {
            part.held = read_held(turn_, part.basket.row);
            std::ranges::copy(quotas_of(part.quote), std::back_inserter(quotas));
            for (const auto& hold : part.held.holds) quotas.push_back(hold.quota);
            std::ranges::copy(limits_of(part.quote), std::back_inserter(limits));
        }
        ledger.load(turn_, std::move(quotas), limits, call_.make_id);
        auto& halls = needs_.placing->halls();
        for (auto& part : parts_)
            for (const auto* performance : halls_of(part)) halls.load(turn_, *performance);
        for (auto& part : parts_) part.given_back.emplace(part.held, halls_of(part), ledger, halls);
    }

    std::optional<Placed> take(Part& part, stock::Ledger& ledger) {
        auto& halls = needs_.placing->halls();
        const auto& aside = part.quote.set_aside;
        part.claims = all_claims(part.quote, ledger);
        const auto claims = claims_of(part.claims);
        if (const auto* quota = ledger.take(claims, stock::Taken::held, aside)) {
            const auto claimed = std::exchange(part.claims, {});
            return fallen_short(turn_, claimed, *quota, call_.now,
                                ledger.set_aside(quota->id, aside, claims));
        }
        part.wanted = part.quote.seats(&ledger);
        part.seats.emplace(halls, part.wanted);
        if (part.seats->against().empty()) return std::nullopt;
        if (const auto quota = overdue_quota(turn_, ledger, part.claims, call_.now))
            return Overdue{*quota};
        return Refusal{part.seats->against()};
    }

    // In this order: what was taken in memory goes before what was given back comes again.
    void let_go(stock::Ledger& ledger, bool kept) {
        for (auto& part : parts_) {
            if (!kept) ledger.give_back(claims_of(part.claims), stock::Taken::held);
            part.claims.clear();
            part.seats.reset();
        }
        for (auto& part : parts_) part.given_back.reset();
    }

    void write(stock::Ledger& ledger) {
        for (auto& part : parts_) part.given_back->keep();
        ledger.write(turn_);
        for (auto& part : parts_) delete_held(turn_, part.basket.row.id);
        std::vector<BasketLineRow> lines;
        std::vector<HoldRow> holds;
        for (auto& part : parts_) {
            auto& row = part.basket.row;
            if (part.quote.channel != nullptr)
                row.until = held_until(*part.quote.snapshot, *part.quote.channel, call_.now);
            write_down(part, lines, holds);
        }
        turn_.insert_all(lines);
        turn_.insert_all(holds);
        for (auto& part : parts_) part.seats->keep();
        needs_.placing->halls().write(turn_, call_.make_id);
    }

    void write_down(Part& part, std::vector<BasketLineRow>& rows, std::vector<HoldRow>& holds) {
        const auto& [row, lines] = part.basket;
        for (std::size_t index = 0; index < part.quote.lines.size(); ++index) {
            const auto& line = part.quote.lines[index];
            auto kept = lines[index];
            kept.quantity = line.quantity;
            kept.seats = part.seats->hold_for(row.id, index, part.line_until(line));
            rows.push_back({row.id, static_cast<std::int64_t>(index), line.performance->id,
                            line.quantity, write_json(kept, call_.dialect.decimals),
                            part.line_until(line)});
        }
        for (const auto& [line, claim, offer, limit] : part.claims) {
            const auto own = part.line_until(part.quote.lines[static_cast<std::size_t>(line)]);
            holds.push_back({row.id, line, claim.quota, claim.units, own ? own : row.until, offer});
        }
    }

    const Needs& needs_;
    Call& call_;
    store::Connection& turn_;
    std::list<Part> parts_;
};

}  // namespace

std::optional<std::int64_t> held_until(const access::Snapshot& snapshot,
                                       const catalogue::ChannelItem& channel, std::int64_t now) {
    const auto flags = channel_in(snapshot, channel.key).module().channel->flags;
    if (channel.basket_minutes == 0 || (flags & WILLCALL_CHANNEL_KEEPS_BASKETS) != 0)
        return std::nullopt;
    return now + channel.basket_minutes * 60'000'000;
}

std::optional<Refusal> fill_baskets(const Needs& needs, Call& call,
                                    std::span<BasketToFill> baskets) {
    return Filling(needs, call, baskets).fill();
}

}  // namespace willcall::sales
