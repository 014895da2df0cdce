#include "sales/lines.hpp"

#include "sales/forms.hpp"

namespace willcall::sales {

namespace {

const std::string& holder_of(const PricedLine& line, std::int64_t ticket) {
    static const std::string nobody;
    const auto& holders = *line.holders;
    if (holders.empty()) return nobody;
    return holders[holders.size() == 1 ? 0 : static_cast<std::size_t>(ticket)];
}

}  // namespace

void add_lines(OrderRows& rows, const Quote& quote, const LinesAs& as, SeatsTaken& seats,
               const MakeId& make_id) {
    const auto order = rows.order.id;
    for (std::size_t index = 0; index < quote.lines.size(); ++index) {
        const auto& line = quote.lines[index];
        const auto number = as.first + static_cast<std::int64_t>(index);
        rows.lines.push_back({order, number, line.performance->id, line.ticket_type->id,
                              line.quantity, line.price, line.total, as.transaction});
        std::int64_t position = 0;
        for (const auto& effect : line.effects)
            rows.effects.push_back({order, number, position++, effect.offer, effect.units,
                                    effect.amount.minor, effect.reason});
        if (const auto& tax = line.ticket_type->tax)
            rows.taxes.push_back({order, number, tax->name, tax->rate, tax->on_top, line.tax});
        for (std::int64_t ticket = 0; ticket < line.quantity; ++ticket) {
            const auto id = make_id();
            const auto [price, tax] = line.ticket(ticket);
            rows.tickets.push_back({id, order, number, line.performance->id, line.ticket_type->id,
                                    price, holder_of(line, ticket), 1, as.state, tax,
                                    seats.give_to(id, index, ticket)});
            std::int64_t commission = 0;
            for (const auto kept : line.commissions_of(ticket)) {
                const auto& name = line.commissions[static_cast<std::size_t>(commission)].name;
                rows.commissions.push_back({id, commission++, name, kept});
            }
            for (const auto& [field, answer] : answers_of(line, ticket))
                rows.answers.push_back({id, field, answer});
        }
    }
}

void add_claims(std::vector<ClaimRow>& rows, std::int64_t order, std::int64_t first,
                std::span<const LineClaim> claims) {
    for (const auto& one : claims)
        rows.push_back({order, first + one.line, one.claim.quota, one.claim.units, one.offer});
}

void add_holds(std::vector<HoldRow>& rows, const RegistrationRow& registration,
               std::span<const LineClaim> claims) {
    for (const auto& one : claims)
        rows.push_back({registration.order, one.line, one.claim.quota, one.claim.units,
                        registration.until, one.offer});
}

}  // namespace willcall::sales
