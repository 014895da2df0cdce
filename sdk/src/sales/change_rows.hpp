// What happened to orders after they were placed, as it stands in the store.
#ifndef WILLCALL_SALES_CHANGE_ROWS_HPP
#define WILLCALL_SALES_CHANGE_ROWS_HPP

#include "store/row.hpp"

#include <willcall/orders.hpp>

#include <optional>
#include <string>

namespace willcall::sales {

using store::column;

// sold - ended + fee = paid + to_settle, always.
struct TransactionRow {
    std::int64_t id = 0;
    std::int64_t order = 0;
    std::int64_t position = 0;  // among those of its order; ids of two engines don't say
    TransactionKind kind = TransactionKind::payment;
    std::optional<std::string> number;
    std::optional<std::int64_t> serial;
    std::int64_t at = 0;
    std::int64_t session = 0;
    std::int64_t actor = 0;
    std::int64_t seller = 0;
    std::int64_t channel = 0;
    std::optional<std::int64_t> location;
    std::optional<std::int64_t> shift;
    std::int64_t sold = 0;
    std::int64_t ended = 0;
    std::int64_t fee = 0;
    std::int64_t paid = 0;
    std::int64_t to_settle = 0;
    std::string note;
    static constexpr const char* table = "transactions";
    static constexpr auto columns = in_order{column<"id">(&TransactionRow::id),
                                             column<"order_id">(&TransactionRow::order),
                                             column<"position">(&TransactionRow::position),
                                             column<"kind">(&TransactionRow::kind),
                                             column<"number">(&TransactionRow::number),
                                             column<"serial">(&TransactionRow::serial),
                                             column<"at">(&TransactionRow::at),
                                             column<"session">(&TransactionRow::session),
                                             column<"actor">(&TransactionRow::actor),
                                             column<"seller">(&TransactionRow::seller),
                                             column<"channel">(&TransactionRow::channel),
                                             column<"location">(&TransactionRow::location),
                                             column<"shift">(&TransactionRow::shift),
                                             column<"sold">(&TransactionRow::sold),
                                             column<"ended">(&TransactionRow::ended),
                                             column<"fee">(&TransactionRow::fee),
                                             column<"paid">(&TransactionRow::paid),
                                             column<"to_settle">(&TransactionRow::to_settle),
                                             column<"note">(&TransactionRow::note)};
};

struct EndedTicketRow {
    std::int64_t ticket = 0;
    std::int64_t transaction = 0;
    static constexpr const char* table = "ended_tickets";
    static constexpr auto columns =
        in_order{column<"ticket">(&EndedTicketRow::ticket),
                 column<"transaction_id">(&EndedTicketRow::transaction)};
};

struct ReleaseRow {
    std::int64_t transaction = 0;
    std::int64_t order = 0;
    std::int64_t line = 0;
    std::int64_t quota = 0;
    std::int64_t units = 0;
    std::string offer;  // as in claims
    static constexpr const char* table = "releases";
    static constexpr auto columns = in_order{column<"transaction_id">(&ReleaseRow::transaction),
                                             column<"order_id">(&ReleaseRow::order),
                                             column<"line">(&ReleaseRow::line),
                                             column<"quota">(&ReleaseRow::quota),
                                             column<"units">(&ReleaseRow::units),
                                             column<"offer">(&ReleaseRow::offer)};
};

struct HoldRow {
    std::int64_t holder = 0;  // the registration or basket it belongs to
    std::int64_t line = 0;
    std::int64_t quota = 0;
    std::int64_t units = 0;
    std::optional<std::int64_t> until;  // may be released from then on
    std::string offer;                  // as in claims
    static constexpr const char* table = "holds";
    static constexpr auto columns =
        in_order{column<"holder">(&HoldRow::holder), column<"line">(&HoldRow::line),
                 column<"quota">(&HoldRow::quota),   column<"units">(&HoldRow::units),
                 column<"until">(&HoldRow::until),   column<"offer">(&HoldRow::offer)};
};

// Numbers are stored: append only.
enum class RegistrationState { open, paid, cancelled, released };

struct RegistrationRow {
    std::int64_t order = 0;
    RegistrationState state = RegistrationState::open;
    std::optional<std::int64_t> until;        // may be released from then on
    std::optional<std::int64_t> transaction;  // that ended it
    static constexpr const char* table = "registrations";
    static constexpr auto columns =
        in_order{column<"order_id">(&RegistrationRow::order),
                 column<"state">(&RegistrationRow::state), column<"until">(&RegistrationRow::until),
                 column<"transaction_id">(&RegistrationRow::transaction)};
};

}  // namespace willcall::sales

#endif
