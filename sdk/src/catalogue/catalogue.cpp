#include "catalogue/catalogue.hpp"

#include "catalogue/items.hpp"

#include <algorithm>
#include <unordered_map>

namespace willcall::catalogue {

namespace {

template <class Item>
using ByKey = std::unordered_map<std::string_view, const Item*>;
template <class Item>
using ById = std::unordered_map<std::int64_t, const Item*>;

template <class Map, class Key>
auto find_in(const Map& map, const Key& key) -> typename Map::mapped_type {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second;
}

template <class Item>
void index_all(const std::vector<std::unique_ptr<const Item>>& items, ByKey<Item>& by_key,
               ById<Item>& by_id) {
    for (const auto& item : items) {
        by_key.emplace(item->key, item.get());
        by_id.emplace(item->id, item.get());
    }
}

template <class Read>
Limits limits_of(const Read& read) {
    return read.limits.value_or(Limits{});
}

template <class Read>
std::optional<TaxItem> tax_of(const Read& read) {
    if (!read.tax) return std::nullopt;
    return TaxItem{read.tax->name, tax_rate(read.tax->rate).value_or(0), read.tax->on_top};
}

WindowItem window_of(const SaleWindow& said, const std::string& zone) {
    WindowItem item{{}, {}, said.opens_before, said.closes_before};
    if (said.opens) item.opens = from_stored_wall(*said.opens, zone);
    if (said.closes) item.closes = from_stored_wall(*said.closes, zone);
    return item;
}

// Makes the snapshot's items out of rows.
class Loading {
public:
    Loading(Catalogue& made, store::Connection& connection) : made_(made) {
        for (auto& row : connection.select<ItemRow>("where kind <> ? order by id", kind::user))
            rows_[row.kind].push_back(std::move(row));
        for (const auto& row : rows_[kind::organisation])
            made_.organisation = read_content<Organisation>(row, {});
        dialect_ = dialect_of(made_.organisation);
        made_.decimals = dialect_.decimals;
    }

    void locations() {
        for (const auto& row : rows_[kind::location]) {
            auto read = read_content<Location>(row, dialect_);
            const auto series = read.series.value_or(SeriesSettings{read.key + '-'});
            made_.locations.push_back(std::make_unique<LocationItem>(
                LocationItem{row.id, row.key, std::move(read.name), series.prefix, series.width}));
        }
    }

    void locks() {
        for (const auto& row : rows_[kind::lock])
            made_.locks.emplace(row.key, read_content<Lock>(row, dialect_).name);
    }

    void events() {
        for (const auto& row : rows_[kind::event]) {
            auto read = read_content<Event>(row, dialect_);
            made_.events.push_back(std::make_unique<EventItem>(
                EventItem{row.id, row.key, std::move(read.name), std::move(read.place),
                          read.published, read.registrations_end, limits_of(read), tax_of(read),
                          read.forms, false, window(read.sale), windows(read.sales)}));
            events_.emplace(row.id, made_.events.back().get());
        }
    }

    void plans(store::Connection& connection, const Plans& known) {
        for (const auto& row : rows_[kind::seating]) {
            const auto digest = read_content<StoredSeating>(row, dialect_).plan;
            const auto found = known.find(digest);
            const auto plan =
                found == known.end() ? read_plan(connection, row.key, digest) : found->second;
            made_.plans.emplace(digest, plan);
            plans_.emplace(row.key, plan);
        }
    }

    void performances() {
        const auto& zone = made_.organisation.timezone;
        for (const auto& row : rows_[kind::performance]) {
            const auto read = read_content<Performance>(row, dialect_);
            PerformanceItem item{row.id,
                                 row.key,
                                 event_of(row),
                                 from_stored_wall(read.starts, zone),
                                 from_stored_wall(read.ends, zone),
                                 read.capacity.value_or(0),
                                 plan_of(row, read),
                                 {},
                                 {},
                                 {},
                                 limits_of(read),
                                 window(read.sale)};
            if (item.plan) seat(item, read);
            made_.performances.push_back(std::make_unique<PerformanceItem>(std::move(item)));
        }
        event_by_event(made_.performances);
    }

    void ticket_types() {
        for (const auto& row : rows_[kind::ticket_type]) {
            auto read = read_content<TicketType>(row, dialect_);
            made_.ticket_types.push_back(std::make_unique<TicketTypeItem>(TicketTypeItem{
                row.id, row.key, event_of(row), std::move(read.name), read.price.minor, read.quota,
                std::move(read.category), std::move(read.lock), limits_of(read),
                read.tax ? tax_of(read) : event_of(row)->tax, read.form, window(read.sale)}));
        }
        event_by_event(made_.ticket_types);
    }

    // Without a quota, and without an end, there is always more of it.
    void products() {
        constexpr std::int64_t always = 253'370'764'800'000'000;  // 1 January 9999
        constexpr std::int64_t as_many_as_one_likes = 1'000'000'000'000;
        for (const auto& row : rows_[kind::product]) {
            auto read = read_content<Product>(row, dialect_);
            made_.events.push_back(std::make_unique<EventItem>(EventItem{row.id,
                                                                         row.key,
                                                                         read.name,
                                                                         {},
                                                                         read.published,
                                                                         {},
                                                                         limits_of(read),
                                                                         tax_of(read),
                                                                         {},
                                                                         true}));
            const auto* event = made_.events.back().get();
            made_.performances.push_back(std::make_unique<PerformanceItem>(
                PerformanceItem{row.id,
                                row.key,
                                event,
                                0,
                                always,
                                read.quota.value_or(as_many_as_one_likes),
                                nullptr,
                                {},
                                {},
                                {},
                                {}}));
            made_.ticket_types.push_back(
                std::make_unique<TicketTypeItem>(TicketTypeItem{row.id,
                                                                row.key,
                                                                event,
                                                                std::move(read.name),
                                                                read.price.minor,
                                                                {},
                                                                {},
                                                                std::move(read.lock),
                                                                {},
                                                                event->tax,
                                                                std::move(read.form)}));
        }
    }

    void channels() {
        for (const auto& row : rows_[kind::channel]) {
            const auto value = content_value(row, *shape::of<ChannelSettings>(), dialect_);
            auto read = read_as<ChannelSettings>(value);
            willcall_writer settings(dialect_.decimals);
            if (read.settings.value == nullptr) settings.text = "{}";
            else settings.put_value(*read.settings.value);
            made_.channels.push_back(std::make_unique<ChannelItem>(ChannelItem{
                row.id, row.key, std::move(read.kind), read.name.empty() ? row.key : read.name,
                std::move(settings.text), read.basket_minutes, window(read.sale), read.notices}));
        }
    }

    // A category that left the plan with its seats has no places any more.
    void contingents() {
        std::map<std::string_view, const PerformanceItem*> performances;
        for (const auto& one : made_.performances) performances.emplace(one->key, one.get());
        for (const auto& row : rows_[kind::contingent]) {
            auto read = read_content<Contingent>(row, dialect_);
            const auto* performance = find_in(performances, std::string_view(read.performance));
            if (performance == nullptr) continue;
            ContingentItem item{row.id,      row.key, std::move(read.channel), performance, {},
                                read.places, {}};
            if (!read.category.empty() && performance->plan)
                item.category = performance->plan->category(read.category);
            if (!read.category.empty() && !item.category) item.places = 0;
            if (read.release)
                item.release = from_stored_wall(*read.release, made_.organisation.timezone);
            made_.contingents.push_back(std::make_unique<ContingentItem>(std::move(item)));
        }
    }

    void config() {
        for (const auto& row : rows_[kind::config]) note_switches(parse_json(row.content), {});
    }

    void plugins_and_deliveries() {
        for (auto& row : rows_[kind::plugin])
            made_.plugin_settings.emplace(row.key, std::move(row.content));
        for (const auto& row : rows_[kind::delivery]) {
            auto& carriers = made_.deliveries[row.key];
            for (const auto& carrier : parse_json(row.content).children)
                carriers.push_back(carrier.text);
        }
    }

private:
    void note_switches(const Value& value, const std::string& path) {
        const bool scalar = value.written != Written::object && value.written != Written::list;
        if (scalar && value.text == "true") made_.switches.insert(path);
        for (const auto& child : value.children)
            note_switches(child, path.empty() ? child.key : path + '.' + child.key);
    }

    WindowItem window(const std::optional<SaleWindow>& said) const {
        return window_of(said.value_or(SaleWindow{}), made_.organisation.timezone);
    }

    std::map<std::string, WindowItem, std::less<>>
    windows(const std::vector<ChannelSale>& said) const {
        std::map<std::string, WindowItem, std::less<>> windows;
        for (const auto& [channel, sale] : said) windows.emplace(channel, window(sale));
        return windows;
    }

    const EventItem* event_of(const ItemRow& row) const {
        const auto* event = find_in(events_, row.parent);
        if (event == nullptr) {
            throw Failure(WILLCALL_STORE, "the " + row.kind + " `" + row.key +
                                              "` belongs to no event in the store");
        }
        return event;
    }

    std::shared_ptr<const seating::Plan> plan_of(const ItemRow& row,
                                                 const Performance& read) const {
        if (read.seating.empty()) return nullptr;
        const auto found = plans_.find(read.seating);
        if (found != plans_.end()) return found->second;
        throw Failure(WILLCALL_STORE, "the performance `" + row.key + "` names the seating plan `" +
                                          read.seating + "`, which is not in the store");
    }

    // What is blocked is neither for sale nor counted. A seat that has left the plan blocks none.
    static void seat(PerformanceItem& item, const Performance& read) {
        for (const auto& seat : read.blocked)
            if (const auto found = item.plan->find(seat)) item.blocked.push_back(*found);
        std::ranges::sort(item.blocked);
        item.blocked.erase(std::unique(item.blocked.begin(), item.blocked.end()),
                           item.blocked.end());
        const auto seats = static_cast<std::int64_t>(item.plan->seats.size() - item.blocked.size());
        item.capacity = std::min(read.capacity.value_or(seats), seats);
        for (const auto& [lock, locked] : read.locked) {
            item.lock_keys.push_back(lock);
            item.locks.resize(item.plan->seats.size());
            for (const auto& seat : locked)
                if (const auto found = item.plan->find(seat))
                    item.locks[*found] = static_cast<std::uint8_t>(item.lock_keys.size());
        }
    }

    // Ids grow with time: a performance added next year must still stand with its event.
    template <class Item>
    static void event_by_event(std::vector<std::unique_ptr<const Item>>& items) {
        std::ranges::stable_sort(items, {}, [](const auto& item) { return item->event->id; });
    }

    Catalogue& made_;
    Dialect dialect_;
    std::map<std::string, std::vector<ItemRow>, std::less<>> rows_;
    ById<EventItem> events_;
    std::map<std::string, std::shared_ptr<const seating::Plan>, std::less<>> plans_;  // by key
};

}  // namespace

struct Catalogue::Index {
    explicit Index(const Catalogue& of) {
        index_all(of.locations, locations, locations_by_id);
        index_all(of.performances, performances, performances_by_id);
        index_all(of.channels, channels, channels_by_id);
        for (const auto& item : of.events) events.emplace(item->key, item.get());
        for (const auto& item : of.contingents)
            contingents[item->performance->id].push_back(item.get());
        for (const auto& item : of.ticket_types) {
            ticket_types[item->event].emplace(item->key, item.get());
            ticket_types_by_id.emplace(item->id, item.get());
        }
    }

    ByKey<LocationItem> locations;
    ByKey<EventItem> events;
    ByKey<PerformanceItem> performances;
    ByKey<ChannelItem> channels;
    std::unordered_map<const EventItem*, ByKey<TicketTypeItem>> ticket_types;
    std::unordered_map<std::int64_t, std::vector<const ContingentItem*>> contingents;
    ById<LocationItem> locations_by_id;
    ById<PerformanceItem> performances_by_id;
    ById<TicketTypeItem> ticket_types_by_id;
    ById<ChannelItem> channels_by_id;
};

std::shared_ptr<const Catalogue> Catalogue::load(store::Connection& connection, std::int64_t epoch,
                                                 const Plans& known) {
    auto made = std::make_shared<Catalogue>();
    made->epoch = epoch;
    Loading loading(*made, connection);
    loading.locations();
    loading.locks();
    loading.events();
    loading.plans(connection, known);
    loading.performances();
    loading.ticket_types();
    loading.products();
    loading.channels();
    loading.contingents();
    loading.config();
    loading.plugins_and_deliveries();
    made->index_ = std::make_shared<Index>(*made);
    return made;
}

const WindowItem& EventItem::sale_in(std::string_view channel) const {
    const auto own = sales.find(channel);
    return own == sales.end() ? sale : own->second;
}

const std::vector<FormField>& TicketTypeItem::form_in(std::string_view channel) const {
    const auto own = std::ranges::find(event->forms, channel, &ChannelForm::channel);
    return own == event->forms.end() ? form : own->form;
}

willcall_organisation Catalogue::facts() const {
    return {sizeof(willcall_organisation),      decimals,
            as_text(organisation.name),         as_text(organisation.currency),
            as_text(organisation.timezone),     as_text(organisation.language),
            organisation.date_of_birth ? 1 : 0, 0};
}

const LocationItem* Catalogue::location(std::string_view key) const {
    return index_ ? find_in(index_->locations, key) : nullptr;
}
const PerformanceItem* Catalogue::performance(std::string_view key) const {
    return index_ ? find_in(index_->performances, key) : nullptr;
}
const TicketTypeItem* Catalogue::ticket_type(const EventItem& event, std::string_view key) const {
    if (!index_) return nullptr;
    const auto found = index_->ticket_types.find(&event);
    return found == index_->ticket_types.end() ? nullptr : find_in(found->second, key);
}
const ChannelItem* Catalogue::channel(std::string_view key) const {
    return index_ ? find_in(index_->channels, key) : nullptr;
}
const EventItem* Catalogue::event(std::string_view key) const {
    return index_ ? find_in(index_->events, key) : nullptr;
}
const LocationItem* Catalogue::location(std::int64_t id) const {
    return index_ ? find_in(index_->locations_by_id, id) : nullptr;
}
const PerformanceItem* Catalogue::performance(std::int64_t id) const {
    return index_ ? find_in(index_->performances_by_id, id) : nullptr;
}
const TicketTypeItem* Catalogue::ticket_type(std::int64_t id) const {
    return index_ ? find_in(index_->ticket_types_by_id, id) : nullptr;
}
const ChannelItem* Catalogue::channel(std::int64_t id) const {
    return index_ ? find_in(index_->channels_by_id, id) : nullptr;
}

const std::vector<const ContingentItem*>&
Catalogue::contingents_of(std::int64_t performance) const {
    static const std::vector<const ContingentItem*> none;
    if (!index_) return none;
    const auto found = index_->contingents.find(performance);
    return found == index_->contingents.end() ? none : found->second;
}

std::vector<std::string> Catalogue::carriers(std::string_view method) const {
    const auto found = deliveries.find(std::string(method));
    if (found != deliveries.end()) return found->second;
    return {std::string(method)};
}

}  // namespace willcall::catalogue
