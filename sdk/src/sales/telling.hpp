// Who is told of a loss: whoever was told of the sale, and by the same way (decision 2).
#ifndef WILLCALL_SALES_TELLING_HPP
#define WILLCALL_SALES_TELLING_HPP

#include "access/snapshot.hpp"
#include "delivery/notices.hpp"
#include "delivery/outbox.hpp"
#include "operations/call.hpp"
#include "sales/lines.hpp"
#include "sales/rows.hpp"

#include <span>

namespace willcall::sales {

struct Needs;

// In a turn, before tickets get another issue or holder, and after the transaction that pays money
// back was written: notices are promised with what else the turn writes. Nobody is told where the
// channel that sold says so, where nothing was to be handed out, or where no carrier of that way
// brings notices.
class Telling {
public:
    Telling(store::Connection& turn, std::shared_ptr<const access::Snapshot> snapshot,
            const World& world, std::int64_t now, MakeId make_id)
        : turn_(turn),
          snapshot_(std::move(snapshot)),
          world_(world),
          now_(now),
          make_id_(std::move(make_id)) {}
    Telling(const Needs& needs, const Call& call);

    // Tickets of an order, as they were. Whoever was given some of them since is told of those, by
    // the delivery that brought them; the buyer is told of the others, and of the money that
    // `transaction` pays back.
    void of_tickets(const OrderRow& order, std::span<const TicketRow> tickets, NoticeReason reason,
                    std::optional<std::int64_t> transaction = {});
    // So many places of a contingent that were in a basket of this seller. They are added to what
    // waits to be told them already. Says in which notice; nothing where they are not told.
    std::optional<std::int64_t> of_places(std::int64_t seller, std::int64_t places);

private:
    // Tickets that one person had.
    struct Had {
        delivery::NoticeRow notice;
        std::string method;
        std::string recipient;
        bool begun = true;  // their delivery: before it is they know of nothing
        std::vector<delivery::DeliveryTicketRow> tickets;
    };
    const catalogue::Catalogue& catalogue() const { return *snapshot_->catalogue; }
    Had by_buyer(const OrderRow& order) const;
    std::vector<Had> by_whom(const OrderRow& order, std::span<const TicketRow> tickets) const;
    std::string method_for(const UserFacts& user, std::int64_t places) const;
    std::optional<std::int64_t> promise(Had& had, std::int64_t tickets);

    store::Connection& turn_;
    std::shared_ptr<const access::Snapshot> snapshot_;
    const World& world_;
    std::int64_t now_;
    MakeId make_id_;
};

}  // namespace willcall::sales

#endif
