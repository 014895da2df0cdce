// What a basket holds from now on: decided in an exclusive turn, and written.
#ifndef WILLCALL_SALES_FILLING_HPP
#define WILLCALL_SALES_FILLING_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// How long what is put into a basket now is held in this channel; nothing: for good.
std::optional<std::int64_t> held_until(const access::Snapshot& snapshot,
                                       const catalogue::ChannelItem& channel, std::int64_t now);

struct BasketToFill {
    BasketRow row;  // says by now for whom it is
    std::vector<OrderLine> lines;
};

// What their lines want is held for the baskets; what any of them held before is in nobody's way.
// Where that can't be, says why: then all hold what they held. The rows themselves are the caller's
// to write.
std::optional<Refusal> fill_baskets(const Needs& needs, Call& call,
                                    std::span<BasketToFill> baskets);

}  // namespace willcall::sales

#endif
