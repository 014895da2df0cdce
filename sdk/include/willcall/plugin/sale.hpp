// The sale in C++, as channels and eligibility rules see it.
#ifndef WILLCALL_PLUGIN_SALE_HPP
#define WILLCALL_PLUGIN_SALE_HPP

#include <willcall/plugin/door.hpp>
#include <willcall/plugin/sale.h>

namespace willcall::plugin {

enum class Occasion : std::int32_t {
    sale = WILLCALL_OCCASION_SALE,  // and what a basket holds
    registration = WILLCALL_OCCASION_REGISTRATION,
    exchange = WILLCALL_OCCASION_EXCHANGE
};

// One line of the order asked about.
struct SaleLine : Call {
    std::string_view event;  // keys of the catalogue
    std::string_view performance;
    std::string_view ticket_type;
    Time starts;  // of the performance
    Time ends;
    std::int64_t quantity;     // tickets, at least 1
    Money price;               // of one ticket, before offers
    std::string_view product;  // empty: tickets for a performance; else its key, and its event's
    std::vector<std::string_view> locks;  // that it has to pass, or may meet
    // Of the channel, for the performance, which the line draws from; empty: none.
    std::string_view contingent = {};
    // When it is open to everybody; without a contingent: when the channel's was. Zero: never.
    Time release = {};

    // Takes `units` of a quota that quotas() declared: a shortage refuses the sale, or, where an
    // offer is named, has it judged anew, with what is left().
    void claim(std::string_view key, std::int64_t units, std::string_view offer = {}) const {
        host_->call->claim(call_, item_, as_text(key), units, as_text(offer));
    }
    // What the tickets are wanted for.
    Occasion occasion() const {
        if (!WILLCALL_HAS(host_->sales, willcall_sale_service, occasion))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall tells no occasions");
        return static_cast<Occasion>(host_->sales->occasion(call_));
    }
    // Whether promotion codes came with the order.
    bool with_codes() const {
        std::uint64_t count = 0;
        host_->sales->codes(call_, &count);
        return count > 0;
    }
};

// Where a plugin declares its quotas: whatever is scarce and sold. The host asks whenever the
// settings or tables of the plugin have changed.
class Quotas : public Call {
public:
    using Call::Call;
    // `key` is unique in the plugin, so a channel's own begins with the key of the channel;
    // `capacity` is the most that may be sold and held.
    void declare(std::string_view key, std::int64_t capacity) const {
        host_->call->quota(call_, as_text(key), capacity);
    }
    // The same of what is spent: it does not come back with tickets that are given back.
    void declare_spent(std::string_view key, std::int64_t capacity) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, spent))
            throw Failure(WILLCALL_PLUGIN, "in this version of willcall nothing can be spent");
        declare(key, capacity);
        host_->call->spent(call_);
    }
};

namespace door {

template <class Line>
Line sale_line(const willcall_host& host, willcall_call* call, std::uint64_t item,
               const willcall_sale_line& line) {
    std::vector<std::string_view> locks;
    for (std::uint64_t lock = 0; lock < line.lock_count; ++lock)
        locks.push_back(as_view(line.locks[lock]));
    return {{{host, call, item},
             as_view(line.event),
             as_view(line.performance),
             as_view(line.ticket_type),
             {line.starts},
             {line.ends},
             line.quantity,
             {line.price},
             as_view(line.product),
             std::move(locks),
             as_view(line.contingent),
             {line.release}}};
}

template <class P>
willcall_status quotas(void* instance, willcall_call* call) noexcept {
    return with<P>(instance, call, [&](const P& plugin, const willcall_host& host) {
        plugin.quotas(Quotas(host, call));
    });
}

}  // namespace door
}  // namespace willcall::plugin

#endif
