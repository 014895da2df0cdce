// Notices: a delivery that tells somebody of a loss, or of a registration, in place of handing over
// an order's documents. It is promised in the turn that it tells of, and made of what that wrote.
#ifndef WILLCALL_DELIVERY_NOTICES_HPP
#define WILLCALL_DELIVERY_NOTICES_HPP

#include "catalogue/catalogue.hpp"
#include "plugins/instances.hpp"

#include <willcall/delivery.hpp>
#include <willcall/plugin/papers.hpp>

namespace willcall::delivery {

inline constexpr std::string_view notice_kind = "notice";

// What was lost stands in delivery_tickets, of an order, or in released_lines, of baskets.
struct NoticeRow {
    std::int64_t delivery = 0;
    NoticeReason reason = NoticeReason::cancelled;
    std::int64_t at = 0;
    std::optional<std::int64_t> order;        // absent: of baskets
    std::optional<std::int64_t> transaction;  // whose money it tells of
    std::optional<std::int64_t> seller;       // whose baskets
    std::optional<std::string> whom;          // absent: whoever the order says, or the seller
    std::string language;                     // empty: as the order says
    static constexpr const char* table = "notices";
    static constexpr auto columns =
        in_order{store::column<"delivery">(&NoticeRow::delivery),
                 store::column<"reason">(&NoticeRow::reason),
                 store::column<"at">(&NoticeRow::at),
                 store::column<"order_id">(&NoticeRow::order),
                 store::column<"transaction_id">(&NoticeRow::transaction),
                 store::column<"seller">(&NoticeRow::seller),
                 store::column<"whom">(&NoticeRow::whom),
                 store::column<"language">(&NoticeRow::language)};
};

// What a basket held of a contingent until its release.
struct ReleasedLineRow {
    std::int64_t basket = 0;
    std::int64_t position = 0;
    std::int64_t released = 0;
    std::int64_t performance = 0;
    std::int64_t ticket_type = 0;
    std::int64_t quantity = 0;
    std::string seat;                    // empty: none
    std::optional<std::int64_t> notice;  // that tells of it; absent: nobody is told
    static constexpr const char* table = "released_lines";
    static constexpr auto columns =
        in_order{store::column<"basket">(&ReleasedLineRow::basket),
                 store::column<"position">(&ReleasedLineRow::position),
                 store::column<"released">(&ReleasedLineRow::released),
                 store::column<"performance">(&ReleasedLineRow::performance),
                 store::column<"ticket_type">(&ReleasedLineRow::ticket_type),
                 store::column<"quantity">(&ReleasedLineRow::quantity),
                 store::column<"seat">(&ReleasedLineRow::seat),
                 store::column<"notice">(&ReleasedLineRow::notice)};
};

// The carriers of a method that bring notices which somebody makes, in the order they are tried.
// None: whoever was to be told that way is not.
std::vector<std::string> notice_carriers(const catalogue::Catalogue& catalogue,
                                         const plugins::Instances& instances,
                                         std::string_view method);

// Calls off the notice that an order is registered, where it was not handed over yet: by now the
// order is paid, or given up, and what comes of that is told otherwise.
void cancel_registered(store::Connection& turn, std::int64_t order);

// Throws a Failure where something it names is not in the store.
NoticeContent notice_content(store::Connection& reading, const catalogue::Catalogue& catalogue,
                             const NoticeRow& notice);

}  // namespace willcall::delivery

#endif
