#include "catalogue/stored_season.hpp"

#include "catalogue/season.hpp"

namespace willcall::catalogue {

namespace {

class Reading {
public:
    Reading(StoredSeason& read, store::Connection& connection)
        : read_(read), season_(read.season), connection_(connection) {}

    void organisation(const ItemRow& row) {
        season_.organisation = read_content<Organisation>(row, {});
        read_.dialect = dialect_of(season_.organisation);
        read_.applied = true;
    }

    // Events have lower ids than what belongs to them.
    void item(const ItemRow& row) {
        if (row.kind == kind::location) {
            season_.locations.push_back(content<Location>(row));
        } else if (row.kind == kind::seating) {
            season_.seating[row.key] = plan(row);
        } else if (row.kind == kind::lock) {
            season_.locks.push_back(content<Lock>(row));
        } else if (row.kind == kind::event) {
            events_.emplace(row.id, season_.events.size());
            season_.events.push_back(content<Event>(row));
        } else if (row.kind == kind::performance) {
            event_of(row).performances.push_back(content<Performance>(row));
        } else if (row.kind == kind::ticket_type) {
            event_of(row).ticket_types.push_back(content<TicketType>(row));
        } else if (row.kind == kind::product) {
            season_.products.push_back(content<Product>(row));
        } else if (row.kind == kind::channel) {
            read_.trees.push_back(content_value(row, *shape::of<ChannelSettings>(), read_.dialect));
            season_.channels.push_back(read_as<ChannelSettings>(read_.trees.back()));
        } else if (row.kind == kind::user) {
            season_.users.push_back(content<UserSettings>(row));
        } else if (row.kind == kind::contingent) {
            season_.contingents.push_back(content<Contingent>(row));
        } else if (row.kind == kind::plugin) {
            season_.plugins[row.key] = any(row);
        } else if (row.kind == kind::delivery) {
            auto& carriers = season_.deliveries[row.key];
            for (const auto& carrier : parse_json(row.content).children)
                carriers.push_back(carrier.text);
        } else if (row.kind == kind::config) {
            season_.config = any(row);
        }
    }

private:
    template <Described T>
    T content(const ItemRow& row) const {
        return read_content<T>(row, read_.dialect);
    }

    Any any(const ItemRow& row) {
        read_.trees.push_back(parse_json(row.content));
        return {&read_.trees.back()};
    }

    Any plan(const ItemRow& row) {
        const auto digest = content<StoredSeating>(row).plan;
        const auto stored = connection_.find<PlanRow>("where digest = ?", digest);
        read_.trees.push_back(stored ? parse_json(stored->content, seating::plan_limits) : Value());
        return {&read_.trees.back()};
    }

    Event& event_of(const ItemRow& row) {
        const auto found = events_.find(row.parent);
        if (found != events_.end()) return season_.events[found->second];
        throw Failure(WILLCALL_STORE,
                      "the " + row.kind + " `" + row.key + "` belongs to no event in the store");
    }

    StoredSeason& read_;
    Season& season_;
    store::Connection& connection_;
    std::unordered_map<std::int64_t, std::size_t> events_;
};

}  // namespace

StoredSeason read_stored_season(store::Connection& connection, bool whole) {
    StoredSeason read;
    Reading reading(read, connection);
    const auto organisation = connection.find<ItemRow>("where kind = ?", kind::organisation);
    if (!organisation) return read;
    reading.organisation(*organisation);
    const auto rows = whole ? connection.select<ItemRow>("order by id")
                            : connection.select<ItemRow>("where kind not in (?, ?) order by id",
                                                         kind::user, kind::seating);
    for (const auto& row : rows) reading.item(row);
    return read;
}

std::string current_season(store::Connection& connection) {
    const auto read = read_stored_season(connection, true);
    return read.applied ? write_json(read.season, read.dialect.decimals) : "{}";
}

}  // namespace willcall::catalogue
