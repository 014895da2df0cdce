#include "reports/narrowing.hpp"

#include "access/permissions.hpp"
#include "operations/failure.hpp"
#include "operations/wording.hpp"

namespace willcall::reports {

namespace {

using catalogue::Catalogue;

template <class Items>
[[noreturn]] void throw_missing(const char* field, const std::string& key, const Items& items) {
    std::vector<std::string_view> keys;
    keys.reserve(items.size());
    for (const auto& item : items) keys.emplace_back(item->key);
    auto sentence = std::string(field) + ": there is no " + field + ' ' + quoted(key);
    if (const auto meant = did_you_mean(key, keys); !meant.empty()) sentence += "; " + meant;
    throw not_found(std::move(sentence)).at(field);
}

[[noreturn]] void throw_no_seller(const std::string& login) {
    throw not_found("seller: there is no user " + quoted(login)).at("seller");
}

// Whether a scope that goes by seller has this one in it.
bool is_seen(access::Scope scope, std::int64_t seller, const Call& call) {
    const auto own = call.caller->seller.id;
    if (scope == access::Scope::own || scope == access::Scope::own_at_channel) return seller == own;
    return !access::is_of_tree(scope) || access::is_in_subtree(*call.connection, own, seller);
}

std::optional<std::int64_t> end_of(const char* field, const std::optional<Time>& instant,
                                   const std::optional<LocalTime>& wall,
                                   const Catalogue& catalogue) {
    const std::string other = std::string(field) + "_wall";
    if (instant && wall) throw invalid(other + ": give it or `" + field + "`, not both").at(other);
    if (instant) return instant->microseconds;
    if (!wall) return std::nullopt;
    const auto& zone = catalogue.organisation.timezone;
    try {
        return catalogue::from_wall(*wall, zone.empty() ? "UTC" : zone);
    } catch (const Failure& failure) {
        throw Failure(failure.status(), other + ": " + failure.what()).at(other);
    }
}

// Ids are ours: they stand in the statement itself.
std::string list_of(const std::vector<std::int64_t>& ids) {
    std::string list;
    for (const auto id : ids) list += (list.empty() ? "(" : ", ") + std::to_string(id);
    return list.empty() ? "(0)" : list + ')';
}

void narrow_performances(Query& query, const std::string& event, const std::string& performance,
                         const char* column, const Catalogue& catalogue) {
    const auto* only = asked_event(catalogue, event);
    const auto* one = performance.empty() ? nullptr : catalogue.performance(performance);
    if (!performance.empty() && one == nullptr)
        throw_missing("performance", performance, catalogue.performances);
    if (only == nullptr && one == nullptr) return;
    std::vector<std::int64_t> ids;
    for (const auto& item : catalogue.performances)
        if ((only == nullptr || item->event == only) && (one == nullptr || item.get() == one))
            ids.push_back(item->id);
    if (column != nullptr) query.where(std::string(column) + " in " + list_of(ids));
    else
        query.where("exists (select 1 from order_lines where order_lines.order_id = orders.id and "
                    "order_lines.performance in " +
                    list_of(ids) + ')');
}

}  // namespace

Span span_of(const SoldFilter& filter, const Catalogue& catalogue) {
    Span span;
    span.from = end_of("from", filter.from, filter.from_wall, catalogue);
    span.to = end_of("to", filter.to, filter.to_wall, catalogue);
    if (span.from && span.to && *span.to <= *span.from) {
        const std::string field = filter.to ? "to" : "to_wall";
        throw invalid(field + ": must be later than `" + (filter.from ? "from" : "from_wall") + "`")
            .at(field);
    }
    return span;
}

void narrow(Query& query, access::Scope scope, const Call& call, const Catalogue& catalogue,
            Walk walk) {
    if (scope == access::Scope::all) return;
    const auto* channel = catalogue.channel(call.caller->seller.channel);
    const auto seen =
        access::scope_condition(scope, *call.caller, channel == nullptr ? 0 : channel->id, walk);
    query.where(seen.sql, seen.value);
}

const catalogue::EventItem* asked_event(const Catalogue& catalogue, const std::string& key) {
    if (key.empty()) return nullptr;
    if (const auto* event = catalogue.event(key)) return event;
    throw_missing("event", key, catalogue.events);
}

std::int64_t asked_seller(Call& call, const std::string& login) {
    const auto user = catalogue::find_user(*call.connection, login);
    if (!user) throw_no_seller(login);
    return user->id;
}

void narrow(Query& query, access::Scope scope, const SoldFilter& filter, const char* performance,
            Call& call, const Catalogue& catalogue, Walk walk) {
    narrow(query, scope, call, catalogue, walk);
    const auto span = span_of(filter, catalogue);
    if (span.from) query.where("orders.placed >= ?", *span.from);
    if (span.to) query.where("orders.placed < ?", *span.to);
    narrow_performances(query, filter.event, filter.performance, performance, catalogue);
    if (!filter.channel.empty()) {
        const auto* channel = catalogue.channel(filter.channel);
        if (channel == nullptr) throw_missing("channel", filter.channel, catalogue.channels);
        query.where(access::equals("orders.channel", walk), channel->id);
    }
    if (filter.seller.empty()) return;
    const auto seller = asked_seller(call, filter.seller);
    if (!is_seen(scope, seller, call)) throw_no_seller(filter.seller);
    query.where(access::equals("orders.seller", walk), seller);
}

}  // namespace willcall::reports
