// What a basket holds from now on: decided in an exclusive turn, and written.
#ifndef WILLCALL_SALES_FILLING_HPP
#define WILLCALL_SALES_FILLING_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// How long what is put into a basket now is held in this channel; nothing: for good.
std::optional<std::int64_t> held_until(const catalogue::ChannelItem& channel, std::int64_t now);

// What its lines want is held for the basket, whose row says by now for whom; what it held before
// is not in the way. Where that can't be, says why: then it holds what it held. The row itself is
// the caller's to write.
std::optional<Refusal> fill_basket(const Needs& needs, Call& call, BasketRow& row,
                                   std::vector<OrderLine> lines);

}  // namespace willcall::sales

#endif
