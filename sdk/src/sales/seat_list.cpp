// seats.list: one row for each seat, straight from the plan; how it stands is read once.
#include "sales/seat_list.hpp"

#include "access/permissions.hpp"
#include "operations/reading.hpp"
#include "sales/basket_rows.hpp"
#include "sales/seat_map.hpp"
#include "stock/quotas.hpp"
#include "tables/operation.hpp"

#include <willcall/seat_list.hpp>

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace willcall::sales {

namespace {

struct SoldSeat {
    std::string seat, holder;
    std::int64_t ticket = 0, channel = 0;
    static constexpr auto columns =
        in_order{column<"seat">(&SoldSeat::seat), column<"holder">(&SoldSeat::holder),
                 column<"ticket">(&SoldSeat::ticket), column<"channel">(&SoldSeat::channel)};
};

struct HeldSeat {
    std::string seat, said;
    std::int64_t basket = 0, seller = 0;
    static constexpr auto columns =
        in_order{column<"seat">(&HeldSeat::seat), column<"said">(&HeldSeat::said),
                 column<"basket">(&HeldSeat::basket), column<"seller">(&HeldSeat::seller)};
};

// What of a seat the plan does not say.
struct Standing {
    SeatUse use = SeatUse::free;
    std::int64_t ticket = 0;
    const std::string* name = nullptr;
    const std::string* contingent = nullptr;
};

// What whoever looks is told of a seller's baskets.
struct BasketsOf {
    bool ours = false;   // of the same channel
    bool named = false;  // and whom they are for
};

// What was decided when it was asked for: rows are read later.
struct Listing {
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    std::string channel;
    std::int64_t seller = 0;
    bool sees_all = false;
    access::Scope scope = access::Scope::none;
    access::ScopeCondition seen;
    std::int64_t now = 0;
    ListSeats request;
};

class SeatRows final : public tables::Rows {
public:
    SeatRows(const Listing& of, store::Connection& connection, std::span<const std::size_t> chosen)
        : catalogue_(of.catalogue),
          performance_(*catalogue_->performance(of.request.performance)),
          plan_(*performance_.plan),
          channel_(of.channel),
          seller_(of.seller),
          sees_all_(of.sees_all),
          scope_(of.scope),
          request_(of.request),
          chosen_(chosen.begin(), chosen.end()),
          standing_(plan_.seats.size()) {
        for (const auto seat : performance_.blocked) standing_[seat].use = SeatUse::blocked;
        find_contingents(connection, of.now);
        read_sold(connection, of.seen);
        read_held(connection, of.now);
        find_order();
    }

    bool next(std::span<store::Cell> cells) override {
        while (at_ < order_.size() && !is_wanted(standing_[order_[at_].seat])) ++at_;
        if (at_ == order_.size()) return false;
        const auto& [index, zone, row] = order_[at_++];
        for (std::size_t at = 0; at < chosen_.size(); ++at)
            cells[at] = cell(chosen_[at], index, *zone, *row);
        return true;
    }

private:
    struct Ordered {
        seating::SeatIndex seat = 0;
        const std::string* zone = nullptr;
        const std::string* row = nullptr;
    };

    static store::Cell text(const std::string* value) {
        return {store::Cell::Type::text, true, 0,
                value == nullptr ? std::string_view() : std::string_view(*value)};
    }
    static store::Cell number(std::int64_t value) {
        return {store::Cell::Type::number, false, value, {}};
    }

    // In the order of ListedSeat.
    store::Cell cell(std::size_t column, seating::SeatIndex index, const std::string& zone,
                     const std::string& row) const {
        const auto& seat = plan_.seats[index];
        const auto& stands = standing_[index];
        switch (column) {
        case 0: return text(&seat.guid);
        case 1: return text(&zone);
        case 2: return text(&row);
        case 3: return text(&seat.number);
        case 4: return text(&plan_.categories[seat.category].name);
        case 5: return number(static_cast<std::int64_t>(stands.use));
        case 6: return text(stands.name);
        case 7: return text(stands.contingent);
        default: break;
        }
        if (stands.ticket == 0) return {store::Cell::Type::null, false, 0, {}};
        return number(stands.ticket);
    }

    bool is_wanted(const Standing& stands) const {
        if (!request_.uses.empty() &&
            std::ranges::find(request_.uses, stands.use) == request_.uses.end())
            return false;
        return request_.name.empty() || (stands.name != nullptr && *stands.name == request_.name);
    }

    void find_order() {
        order_.reserve(plan_.seats.size());
        for (const auto& zone : plan_.zones)
            for (const auto number : zone.rows)
                for (const auto seat : plan_.rows[number].seats)
                    order_.push_back({seat, &zone.name, &plan_.rows[number].number});
    }

    // Free seats that the channel may have: as long as something is left of its contingent.
    void find_contingents(store::Connection& connection, std::int64_t now) {
        for (const auto* one : catalogue_->contingents_of(performance_.id)) {
            if (one->channel != channel_ || one->released(now)) continue;
            const auto quota =
                stock::find_quota(connection, catalogue::contingent_quota(one->key), now);
            if (!quota || quota->left() == 0) continue;
            for (seating::SeatIndex seat = 0; seat < standing_.size(); ++seat) {
                auto& stands = standing_[seat];
                if (stands.use != SeatUse::free) continue;
                if (one->category && plan_.seats[seat].category != *one->category) continue;
                stands.use = SeatUse::contingent;
                stands.contingent = &one->key;
            }
        }
    }

    Standing* stands_of(const std::string& guid) {
        const auto seat = plan_.find(guid);
        if (!seat) return nullptr;
        standing_[*seat] = {};
        return &standing_[*seat];
    }

    // Where the scope hides the order, the ticket is 0. Who sees the whole channel pays nothing for
    // asking.
    std::vector<SoldSeat> sold_seats(store::Connection& connection,
                                     const access::ScopeCondition& seen) const {
        const auto sql = [](const std::string& ticket) {
            return "select s.seat, k.holder, " + ticket +
                   " as ticket, orders.channel from seats s join tickets k on k.id = s.ticket "
                   "join orders on orders.id = k.order_id where s.performance = ?";
        };
        if (sees_channel()) return connection.query<SoldSeat>(sql("k.id"), performance_.id);
        return connection.query<SoldSeat>(sql("case when " + seen.sql + " then k.id else 0 end"),
                                          seen.value, performance_.id);
    }

    void read_sold(store::Connection& connection, const access::ScopeCondition& seen) {
        const auto* channel = catalogue_->channel(channel_);
        const auto own = channel == nullptr ? 0 : channel->id;
        for (auto& row : sold_seats(connection, seen)) {
            auto* stands = stands_of(row.seat);
            if (stands == nullptr) continue;
            const bool mine = sees_all_ || row.channel == own;
            stands->use = mine ? SeatUse::distributed : SeatUse::taken;
            if (!mine || row.ticket == 0) continue;
            stands->ticket = row.ticket;
            stands->name = kept(std::move(row.holder));
        }
    }

    bool sees_channel() const {
        return scope_ == access::Scope::all || scope_ == access::Scope::channel;
    }

    // Baskets are no orders: everybody sees their own, and a colleague's where the scope has the
    // colleague in it.
    BasketsOf baskets_of(store::Connection& connection, std::int64_t seller) const {
        if (sees_all_) return {true, true};
        const auto user = catalogue::find_user(connection, seller);
        if (!user || user->channel != channel_) return {};
        if (seller == seller_ || sees_channel()) return {true, true};
        return {true,
                access::is_of_tree(scope_) && access::is_in_subtree(connection, seller_, seller)};
    }

    void read_held(store::Connection& connection, std::int64_t now) {
        std::unordered_map<std::int64_t, BasketsOf> of;              // by seller
        std::unordered_map<std::int64_t, const std::string*> names;  // by basket
        for (const auto& row : connection.query<HeldSeat>(
                 "select s.seat, b.said, b.id as basket, b.seller from seats s "
                 "join baskets b on b.id = s.basket where s.performance = ? and s.basket is not "
                 "null and (b.until is null or b.until > ?) and (s.until is null or s.until > ?)",
                 performance_.id, now, now)) {
            auto* stands = stands_of(row.seat);
            if (stands == nullptr) continue;
            const auto [seller, fresh] = of.try_emplace(row.seller);
            if (fresh) seller->second = baskets_of(connection, row.seller);
            stands->use = SeatUse::taken;
            if (!seller->second.ours) continue;
            const auto [name, unread] = names.try_emplace(row.basket, nullptr);
            if (unread) name->second = buyer_of(row.said);
            stands->use = name->second == nullptr ? SeatUse::cart : SeatUse::allocated;
            if (seller->second.named) stands->name = name->second;
        }
    }

    const std::string* buyer_of(const std::string& said) {
        if (said.empty()) return nullptr;
        auto buyer = read_json<BasketSaid>(said, {}).buyer;
        return buyer ? kept(std::move(buyer->name)) : nullptr;
    }

    const std::string* kept(std::string name) { return &names_.emplace_back(std::move(name)); }

    std::shared_ptr<const catalogue::Catalogue> catalogue_;
    const catalogue::PerformanceItem& performance_;
    const seating::Plan& plan_;
    std::string channel_;
    std::int64_t seller_;
    bool sees_all_;
    access::Scope scope_;
    ListSeats request_;
    std::vector<std::size_t> chosen_;
    std::vector<Standing> standing_;
    std::vector<Ordered> order_;
    std::deque<std::string> names_;
    std::size_t at_ = 0;
};

tables::Plan plan_of(const Needs& needs, const Call& call, ListSeats request) {
    shown_hall(needs, call, request.performance);
    const auto snapshot = needs.snapshot_of(call);
    const auto& caller = *call.caller;
    const auto* channel = snapshot->catalogue->channel(caller.seller.channel);
    const auto scope = needs.find_scope(call, "/seats/list");
    return {
        access::scope_word(scope),
        [of = Listing{snapshot->catalogue, caller.seller.channel, caller.seller.id,
                      caller.kind == SessionKind::host, scope,
                      access::scope_condition(scope, caller, channel == nullptr ? 0 : channel->id),
                      call.now, std::move(request)}](
            store::Connection& connection,
            std::span<const std::size_t> chosen) -> std::unique_ptr<tables::Rows> {
            return std::make_unique<SeatRows>(of, connection, chosen);
        },
        {}};
}

}  // namespace

Operation seat_list_operation(const Needs& needs) {
    const auto shapes = std::make_shared<const tables::Shapes>(
        tables::Face{"seats", {}, false}, *shape::of<ListSeats>(), *shape::of<ListedSeat>());
    return tables::table_operation(
        "seats.list", "/seats/list", "the seats of a performance, and who has which of one's own",
        shapes, [needs](Call& call, const Value& value) {
            return plan_of(needs, call, read<ListSeats>(value_service, &value));
        });
}

}  // namespace willcall::sales
