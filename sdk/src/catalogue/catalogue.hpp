// The catalogue: what is sold, where and by which channels, as one immutable snapshot. A new one is
// made when the epoch "catalogue" has moved; holders of the old one keep it.
#ifndef WILLCALL_CATALOGUE_CATALOGUE_HPP
#define WILLCALL_CATALOGUE_CATALOGUE_HPP

#include "operations/call.hpp"
#include "operations/value.hpp"
#include "seating/hall.hpp"
#include "store/connection.hpp"

#include <willcall/season.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace willcall::catalogue {

// A row of the table `items`: one thing of the season, its content as JSON.
struct ItemRow {
    std::int64_t id = 0;
    std::string kind;
    std::int64_t parent = 0;
    std::string key;
    std::string content;
    std::string filed;
    static constexpr const char* table = "items";
    static constexpr auto columns = in_order{
        store::column<"id">(&ItemRow::id),           store::column<"kind">(&ItemRow::kind),
        store::column<"parent">(&ItemRow::parent),   store::column<"key">(&ItemRow::key),
        store::column<"content">(&ItemRow::content), store::column<"filed">(&ItemRow::filed)};
};

// A plan as it came: never changed, found by its digest.
struct PlanRow {
    std::string digest;
    std::string content;  // JSON
    static constexpr const char* table = "seating_plans";
    static constexpr auto columns = in_order{store::column<"digest">(&PlanRow::digest),
                                             store::column<"content">(&PlanRow::content)};
};
using Plans = std::map<std::string, std::shared_ptr<const seating::Plan>, std::less<>>;

struct LocationItem {
    std::int64_t id = 0;
    std::string key;
    std::string name;
    std::string prefix;
    std::int64_t width = 6;
};

struct TaxItem {
    std::string name;
    std::int64_t rate = 0;  // thousandths of a per cent
    bool on_top = false;
};
// Nothing where the text is no rate.
std::optional<std::int64_t> tax_rate(std::string_view text);
std::string tax_rate_text(std::int64_t rate);  // "8.875"

// When something is on sale. What is absent bounds nothing.
struct WindowItem {
    std::optional<std::int64_t> opens, closes;                // microseconds UTC
    std::optional<std::int64_t> opens_before, closes_before;  // minutes before the start
};

struct EventItem {
    std::int64_t id = 0;
    std::string key;
    std::string name;
    std::string place;
    bool published = true;
    std::optional<std::int64_t> registrations_end;  // minutes before the start; absent: never
    Limits limits;
    std::optional<TaxItem> tax;
    std::vector<ChannelForm> forms;
    bool product = false;  // it has one performance, without a time, and one ticket type
    WindowItem sale;
    std::map<std::string, WindowItem, std::less<>> sales;  // in place of it, by channel
    const WindowItem& sale_in(std::string_view channel) const;
};

struct PerformanceItem {
    std::int64_t id = 0;
    std::string key;
    const EventItem* event = nullptr;
    std::int64_t starts = 0;  // microseconds UTC
    std::int64_t ends = 0;
    std::int64_t capacity = 0;                  // without what is blocked
    std::shared_ptr<const seating::Plan> plan;  // null: no seats
    std::vector<seating::SeatIndex> blocked;    // in order
    seating::Locks locks;                       // of seats: by their places in `lock_keys`, from 1
    std::vector<std::string> lock_keys;
    Limits limits;
    WindowItem sale;
};

struct TicketTypeItem {
    std::int64_t id = 0;
    std::string key;
    const EventItem* event = nullptr;
    std::string name;
    std::int64_t price = 0;
    std::optional<std::int64_t> quota;  // per performance
    std::string category;               // of seats; empty: any
    std::string lock;                   // empty: none
    Limits limits;
    std::optional<TaxItem> tax;  // its own, or the event's
    std::vector<FormField> form;
    WindowItem sale;
    // What is asked of its tickets in a channel.
    const std::vector<FormField>& form_in(std::string_view channel) const;
};

struct ChannelItem {
    std::int64_t id = 0;
    std::string key;
    std::string kind;
    std::string name;
    std::string settings;              // JSON, validated when it was applied
    std::int64_t basket_minutes = 15;  // 0: baskets are held for good
    WindowItem sale;
    bool notices = true;  // whoever loses something that it sold is told
};

// Places of a performance that are set aside for a channel.
struct ContingentItem {
    std::int64_t id = 0;
    std::string key;
    std::string channel;
    const PerformanceItem* performance = nullptr;
    std::optional<std::uint32_t> category;  // of seats; none: any
    std::int64_t places = 0;
    std::optional<std::int64_t> release;  // open to everybody from then on

    bool released(std::int64_t now) const { return release && *release <= now; }
};

// A quota the catalogue itself asks for.
struct WantedQuota {
    std::string key;
    std::int64_t capacity = 0;
};
std::string performance_quota(std::string_view performance);
std::string ticket_type_quota(std::string_view performance, std::string_view ticket_type);
std::string contingent_quota(std::string_view contingent);
// Of what one owner may have of something: such quotas are made when they are first asked for.
std::string owner_quota(std::string_view owner, std::string_view of);
inline constexpr std::string_view owner_quotas = "owner/";

class Catalogue {
public:
    // Reads the whole catalogue (not the users) as of `epoch`; plans that are known already, by
    // digest, are not read again.
    static std::shared_ptr<const Catalogue> load(store::Connection& connection, std::int64_t epoch,
                                                 const Plans& known = {});

    std::int64_t epoch = 0;
    Organisation organisation;  // empty name: no season was applied yet
    int decimals = 2;
    // In the season's order: as the file had them, what joined it later at the end of its list.
    std::vector<std::unique_ptr<const LocationItem>> locations;
    // A product is an event, a performance and a ticket type of one key and one id.
    std::vector<std::unique_ptr<const EventItem>> events;
    std::vector<std::unique_ptr<const PerformanceItem>> performances;  // event by event
    std::vector<std::unique_ptr<const TicketTypeItem>> ticket_types;   // event by event
    std::vector<std::unique_ptr<const ChannelItem>> channels;
    std::vector<std::unique_ptr<const ContingentItem>> contingents;
    std::set<std::string, std::less<>> switches;         // that `config` says are on, by path
    std::map<std::string, std::string> plugin_settings;  // per plugin, JSON
    std::map<std::string, std::vector<std::string>> deliveries;
    std::map<std::string, std::string> locks;  // names, by key
    Plans plans;                               // by digest

    // Each answers null where there is none.
    const LocationItem* location(std::string_view key) const;
    const PerformanceItem* performance(std::string_view key) const;
    const TicketTypeItem* ticket_type(const EventItem& event, std::string_view key) const;
    const ChannelItem* channel(std::string_view key) const;
    const EventItem* event(std::string_view key) const;
    // Those of a performance; mostly there are none.
    const std::vector<const ContingentItem*>& contingents_of(std::int64_t performance) const;
    // Any item of these kinds by id, for showing stored orders.
    const LocationItem* location(std::int64_t id) const;
    const PerformanceItem* performance(std::int64_t id) const;
    const TicketTypeItem* ticket_type(std::int64_t id) const;
    const ChannelItem* channel(std::int64_t id) const;

    // Carriers of a promised delivery method, in the order they are tried.
    std::vector<std::string> carriers(std::string_view method) const;
    std::vector<WantedQuota> wanted_quotas() const;

    // As plugins see it; lives as long as the catalogue.
    willcall_organisation facts() const;
    std::vector<willcall_text> keys(std::int32_t what, std::string_view of) const;

    // What a clock on the organisation's wall shows then.
    LocalTime on_wall(std::int64_t microseconds) const;
    // The organisation's wall: "Thu 8 Nov 2018, 20:00" in its zone.
    std::string wall_text(std::int64_t microseconds) const;

private:
    struct Index;
    std::shared_ptr<const Index> index_;
};

// Microseconds UTC of a time on a wall in an IANA zone. Throws a Failure (INVALID) for a time that
// a change to summer time skips; of one that comes twice the first is meant.
std::int64_t from_wall(LocalTime wall, const std::string& zone);
// The same for what is stored already: a time that is skipped now (the zone, or its law, was
// changed since) is as much later as the clock is put forward.
std::int64_t from_stored_wall(LocalTime wall, const std::string& zone);
bool is_zone(const std::string& zone);

// How the room's operations come to the snapshot of a call.
using CatalogueOf = std::function<std::shared_ptr<const Catalogue>(const Call&)>;

// Users are read one by one: there may be very many. Capitals of the login don't count.
std::optional<UserFacts> find_user(store::Connection& connection, std::string_view login);
std::optional<UserFacts> find_user(store::Connection& connection, std::int64_t id);
// In a turn: a user whom no season file names. Throws a Failure (INVALID) that names the field,
// where the login is no email address, or a channel or location is not there.
void add_user(store::Connection& turn, const UserSettings& user, std::int64_t id);
// In a turn.
void set_disabled(store::Connection& turn, std::int64_t user, bool disabled);
// All users, in the order they came.
std::vector<UserFacts> all_users(store::Connection& connection);
// Key of the channel that customers buy through who sign in themselves; empty: none.
std::string online_channel(store::Connection& connection);
// All that are meant, by id: every user is looked at.
std::vector<UserFacts> find_users(store::Connection& connection,
                                  const std::function<bool(const UserFacts&)>& meant);

}  // namespace willcall::catalogue

#endif
