#include "sales/filling.hpp"

#include "operations/writing.hpp"

namespace willcall::sales {

namespace {

using Performances = GivenBack::Performances;

class Filling {
public:
    Filling(const Needs& needs, Call& call, BasketRow& row, std::vector<OrderLine> lines)
        : needs_(needs), call_(call), turn_(*call.connection), row_(row), lines_(std::move(lines)) {
        said_ = said_of(row);
        asked_.lines = &lines_;
        asked_.buyer = said_.buyer ? &*said_.buyer : nullptr;
        asked_.owner = row.owner.value_or(0);
        asked_.facilitator = row.facilitator.value_or(0);
        asked_.promotion_codes = &said_.promotion_codes;
        asked_.read_owner = [this] { return read_owner(turn_, asked_.owner); };
        asked_.look = [this]() -> store::Connection& { return turn_; };
        asked_.held = true;
    }

    std::optional<Refusal> fill() {
        // Whatever else was done in this turn was counted elsewhere.
        needs_.placing->forget();
        release(0);
        Quote quote;
        if (auto refused = look_for_parties(turn_, asked_, quote)) return refused;
        while (true) {
            // Who books for another is refused before anything is chosen.
            if (!lines_.empty() || asked_.facilitator != 0)
                quote = make_quote(call_, needs_.snapshot_of(call_), *needs_.world, asked_);
            if (!quote.possible()) return Refusal{std::move(quote.reasons)};
            auto fallen = hold(quote);
            if (!fallen) return std::nullopt;
            if (auto* refused = std::get_if<Refusal>(&*fallen)) return std::move(*refused);
            if (auto* ended = std::get_if<OfferEnded>(&*fallen))
                asked_.left[ended->quota] = ended->left;
            else release(std::get<Overdue>(*fallen).quota);
        }
    }

private:
    void release(std::int64_t quota) {
        stock::Ledger ledger;
        if (needs_.placing->release_overdue(turn_, ledger, quota, call_.now))
            needs_.placing->forget();
    }

    // Of the seats held so far, and of those wanted. What is held by name is in the catalogue.
    Performances halls_of(const HeldBasket& held, const Quote& quote) const {
        auto halls = quote.halls();
        const auto& catalogue = *needs_.snapshot_of(call_)->catalogue;
        for (const auto& seat : held.seats)
            if (const auto* performance = catalogue.performance(seat.performance))
                halls.insert(performance);
        return halls;
    }

    // All decided in memory first, so that a refusal has touched nothing.
    std::optional<Placed> hold(const Quote& quote) {
        const auto held = read_held(turn_, row_);
        stock::Ledger ledger;
        auto quotas = quotas_of(quote);
        for (const auto& hold : held.holds) quotas.push_back(hold.quota);
        ledger.load(turn_, std::move(quotas), limits_of(quote), call_.make_id);
        auto& halls = needs_.placing->halls();
        const auto performances = halls_of(held, quote);
        for (const auto* performance : performances) halls.load(turn_, *performance);
        GivenBack given_back(held, performances, ledger, halls);
        const auto claims = all_claims(quote, ledger);
        if (const auto* quota = ledger.take(claims_of(claims), stock::Taken::held))
            return fallen_short(turn_, claims, *quota, call_.now);
        const auto wanted = quote.seats();
        SeatsTaken seats(halls, wanted);
        if (!seats.against().empty()) {
            ledger.give_back(claims_of(claims), stock::Taken::held);
            if (const auto quota = overdue_quota(turn_, ledger, claims, call_.now))
                return Overdue{*quota};
            return Refusal{seats.against()};
        }
        given_back.keep();
        ledger.write(turn_);
        delete_held(turn_, row_.id);
        if (quote.channel != nullptr) row_.until = held_until(*quote.channel, call_.now);
        write(quote, claims, seats);
        seats.keep();
        halls.write(turn_, call_.make_id);
        return std::nullopt;
    }

    void write(const Quote& quote, const std::vector<LineClaim>& claims, SeatsTaken& seats) {
        std::vector<BasketLineRow> rows;
        for (std::size_t index = 0; index < quote.lines.size(); ++index) {
            const auto& line = quote.lines[index];
            auto kept = lines_[index];
            kept.quantity = line.quantity;
            kept.seats = seats.hold_for(row_.id, index);
            rows.push_back({row_.id, static_cast<std::int64_t>(index), line.performance->id,
                            line.quantity, write_json(kept, call_.dialect.decimals)});
        }
        turn_.insert_all(rows);
        std::vector<HoldRow> holds;
        for (const auto& [line, claim, offer, limit] : claims)
            holds.push_back({row_.id, line, claim.quota, claim.units, row_.until, offer});
        turn_.insert_all(holds);
    }

    const Needs& needs_;
    Call& call_;
    store::Connection& turn_;
    BasketRow& row_;
    std::vector<OrderLine> lines_;
    BasketSaid said_;
    Asked asked_;
};

}  // namespace

std::optional<std::int64_t> held_until(const catalogue::ChannelItem& channel, std::int64_t now) {
    if (channel.basket_minutes == 0) return std::nullopt;
    return now + channel.basket_minutes * 60'000'000;
}

std::optional<Refusal> fill_basket(const Needs& needs, Call& call, BasketRow& row,
                                   std::vector<OrderLine> lines) {
    return Filling(needs, call, row, std::move(lines)).fill();
}

}  // namespace willcall::sales
