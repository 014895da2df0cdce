#include "delivery/notices.hpp"

#include "delivery/content.hpp"
#include "delivery/outbox.hpp"
#include "delivery/parcel.hpp"
#include "operations/reading.hpp"

#include <algorithm>

namespace willcall::delivery {

namespace {

// Of a ticket that was lost, or of places.
struct LostFacts {
    std::int64_t performance = 0, ticket_type = 0, quantity = 0;
    std::string seat;
    static constexpr auto columns = in_order{store::column<"performance">(&LostFacts::performance),
                                             store::column<"ticket_type">(&LostFacts::ticket_type),
                                             store::column<"quantity">(&LostFacts::quantity),
                                             store::column<"seat">(&LostFacts::seat)};
};

std::vector<LostFacts> lost_by(store::Connection& reading, const NoticeRow& notice) {
    if (notice.order)
        return reading.query<LostFacts>(
            "select k.performance, k.ticket_type, cast(1 as bigint) as quantity, k.seat "
            "from delivery_tickets d join tickets k on k.id = d.ticket where d.delivery = ? "
            "order by k.order_id, k.line, k.id",
            notice.delivery);
    return reading.query<LostFacts>("select performance, ticket_type, quantity, seat "
                                    "from released_lines where notice = ? "
                                    "order by basket, position",
                                    notice.delivery);
}

template <class Item>
const Item& known(const Item* item, const char* what, const NoticeRow& notice) {
    if (item == nullptr)
        throw Failure(WILLCALL_STORE, "the notice `" + id_text(notice.delivery) + "` names a " +
                                          what + " that is not in the store");
    return *item;
}

NoticeLine line_of(const catalogue::Catalogue& catalogue, const NoticeRow& notice,
                   const LostFacts& lost) {
    const auto& performance = known(catalogue.performance(lost.performance), "performance", notice);
    NoticeLine line;
    line.event = performance.event->name;
    line.place = performance.event->place;
    if (!performance.event->product) {
        line.starts_text = catalogue.wall_text(performance.starts);
        line.starts = Time{performance.starts};
        line.starts_wall = catalogue.on_wall(performance.starts);
    }
    line.ticket_type = known(catalogue.ticket_type(lost.ticket_type), "ticket type", notice).name;
    return line;
}

NoticeSeat seat_of(const catalogue::PerformanceItem& performance, const std::string& guid) {
    const auto index = performance.plan ? performance.plan->find(guid) : std::nullopt;
    if (!index) return {{}, {}, guid};
    auto seat = performance.plan->shown(*index);
    return {std::move(seat.zone), std::move(seat.row), std::move(seat.number)};
}

// What is alike in one line, in the order of the first of each.
std::vector<NoticeLine> lines_of(store::Connection& reading, const catalogue::Catalogue& catalogue,
                                 const NoticeRow& notice) {
    std::vector<NoticeLine> lines;
    std::vector<std::pair<std::int64_t, std::int64_t>> kinds;
    for (const auto& lost : lost_by(reading, notice)) {
        const std::pair kind(lost.performance, lost.ticket_type);
        const auto at = static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin());
        if (at == kinds.size()) {
            kinds.push_back(kind);
            lines.push_back(line_of(catalogue, notice, lost));
        }
        lines[at].quantity += lost.quantity;
        if (!lost.seat.empty())
            lines[at].seats.push_back(seat_of(*catalogue.performance(lost.performance), lost.seat));
    }
    return lines;
}

std::optional<Money> paid_back(store::Connection& reading, const NoticeRow& notice) {
    if (!notice.transaction) return std::nullopt;
    const auto paid =
        reading.number("select paid from transactions where id = ?", *notice.transaction)
            .value_or(0);
    return paid < 0 ? std::optional(Money{-paid}) : std::nullopt;
}

}  // namespace

std::vector<std::string> notice_carriers(const catalogue::Catalogue& catalogue,
                                         const plugins::Instances& instances,
                                         std::string_view method) {
    auto carriers = catalogue.carriers(method);
    std::erase_if(carriers, [&](const std::string& carrier) {
        const auto* const plugin = instances.carrier(carrier);
        return plugin == nullptr ||
               std::ranges::none_of(plugin->module().takes, [&](const auto& taken) {
                   return carrier == taken.method && taken.kind == notice_kind &&
                          is_made(instances, taken.kind, taken.format);
               });
    });
    return carriers;
}

void cancel_registered(store::Connection& turn, std::int64_t order) {
    turn.execute(cancel_where + "id in (select delivery from notices where order_id = ? "
                                "and reason = ?)",
                 order, NoticeReason::registered);
}

NoticeContent notice_content(store::Connection& reading, const catalogue::Catalogue& catalogue,
                             const NoticeRow& notice) {
    NoticeContent content;
    content.organiser = catalogue.organisation.name;
    content.language = catalogue.organisation.language;
    if (notice.order) {
        auto told = told_of_order(reading, catalogue, *notice.order);
        content.order = Id{*notice.order};
        content.number = std::move(told.number);
        content.language = std::move(told.language);
        content.whom = std::move(told.name);
    } else if (const auto seller = catalogue::find_user(reading, notice.seller.value_or(0))) {
        content.whom = seller->name;
    }
    if (notice.whom) content.whom = *notice.whom;
    if (!notice.language.empty()) content.language = notice.language;
    content.reason = words_of(notice.reason)[static_cast<std::size_t>(notice.reason)];
    content.at = {notice.at};
    content.at_wall = catalogue.on_wall(notice.at);
    content.paid_back = paid_back(reading, notice);
    if (notice.reason == NoticeReason::registered)
        if (const auto until = reading.number("select until from registrations where order_id = ?",
                                              notice.order.value_or(0))) {
            content.until = Time{*until};
            content.until_wall = catalogue.on_wall(*until);
        }
    content.lines = lines_of(reading, catalogue, notice);
    return content;
}

}  // namespace willcall::delivery
