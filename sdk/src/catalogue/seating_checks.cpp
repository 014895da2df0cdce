#include "catalogue/seating_checks.hpp"

#include "operations/wording.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace willcall::catalogue {

namespace {

using Halls = std::vector<std::shared_ptr<const seating::Plan>>;

class SeatingChecks {
public:
    SeatingChecks(const SeasonFile& file, const StoredItems& stored, const SeasonPlans& plans)
        : file_(file), stored_(stored), plans_(plans) {}

    void event(const Event& event, const Spot& spot) {
        Halls halls;
        const auto list = spot.member("performances");
        for (std::size_t index = 0; index < event.performances.size(); ++index) {
            const auto& one = event.performances[index];
            auto hall = performance(one, list.element(index));
            halls_.insert_or_assign(one.key, hall);
            if (hall) halls.push_back(std::move(hall));
        }
        bool complete = false;
        const auto types = spot.member("ticket_types");
        for (std::size_t index = 0; index < event.ticket_types.size(); ++index) {
            const auto& named = event.ticket_types[index].category;
            if (named.empty()) continue;
            if (!std::exchange(complete, true)) add_stored(event.key, halls);
            const auto of_type = types.element(index).member("category");
            if (halls.empty())
                of_type.refuse("no performance of the event has a seating plan, so there is no "
                               "category " +
                               quoted(named));
            category(named, halls, "the event's halls", of_type);
        }
    }

    // After the events: their performances are known by then.
    void contingent(const Contingent& said, const Spot& spot) const {
        if (said.category.empty()) return;
        const auto hall = hall_of(said.performance);
        if (hall == nullptr)
            spot.refuse("the performance " + quoted(said.performance) +
                        " has no seating plan, so there is no category " + quoted(said.category));
        category(said.category, {hall}, "the hall of " + quoted(said.performance), spot);
    }

private:
    std::shared_ptr<const seating::Plan> performance(const Performance& said, const Spot& spot) {
        if (said.seating.empty()) {
            if (!said.capacity) spot.member("capacity").refuse("is missing");
            if (!said.blocked.empty() || !said.locked.empty())
                spot.member(said.blocked.empty() ? "locked" : "blocked")
                    .refuse("there are no seats without a seating plan");
            return nullptr;
        }
        auto hall = plans_.find(said.seating);
        if (hall == nullptr) unknown(said.seating, spot.member("seating"));
        const auto seats = static_cast<std::int64_t>(hall->seats.size());
        if (said.capacity && *said.capacity > seats)
            spot.member("capacity")
                .refuse("must be at most " + std::to_string(seats) + ", the seats of " +
                        quoted(said.seating));
        check_seats(*hall, said, said.blocked, spot.member("blocked"));
        std::set<seating::SeatIndex> locked;
        for (const auto& [lock, behind] : said.locked) {
            const auto list = spot.member("locked").member(lock);
            for (const auto seat : check_seats(*hall, said, behind, list))
                if (!locked.insert(seat).second)
                    list.refuse("the seat " + quoted(hall->name_of(seat)) +
                                " is behind another lock too");
        }
        return hall;
    }

    static std::set<seating::SeatIndex> check_seats(const seating::Plan& hall,
                                                    const Performance& performance,
                                                    const std::vector<std::string>& seats,
                                                    const Spot& list) {
        std::set<seating::SeatIndex> found;
        for (std::size_t index = 0; index < seats.size(); ++index) {
            const auto seat = hall.find(seats[index]);
            if (!seat)
                list.element(index).refuse("there is no seat " + quoted(seats[index]) + " in " +
                                           quoted(performance.seating));
            if (!found.insert(*seat).second)
                list.element(index).refuse("the seat " + quoted(seats[index]) + " stands twice");
        }
        return found;
    }

    [[noreturn]] void unknown(const std::string& key, const Spot& spot) const {
        std::vector<std::string_view> keys;
        for (const auto& plan : plans_.said()) keys.emplace_back(plan.key);
        auto sentence = "there is no seating plan " + quoted(key);
        if (const auto meant = did_you_mean(key, keys); !meant.empty()) sentence += "; " + meant;
        spot.refuse(sentence);
    }

    // Performances of the event that the file does not speak of.
    void add_stored(const std::string& event, Halls& halls) const {
        const auto* owner = stored_.find(kind::event, 0, event);
        if (owner == nullptr) return;
        for (const auto& row : stored_.all()) {
            if (row.kind != kind::performance || row.parent != owner->id ||
                halls_.contains(row.key))
                continue;
            if (auto hall = stored_hall(row)) halls.push_back(std::move(hall));
        }
    }

    // As it will be; null where it has none.
    std::shared_ptr<const seating::Plan> hall_of(const std::string& performance) const {
        const auto found = halls_.find(performance);
        if (found != halls_.end()) return found->second;
        const auto* row = stored_.performance(performance);
        if (row == nullptr) return nullptr;
        return stored_hall(*row);
    }
    std::shared_ptr<const seating::Plan> stored_hall(const ItemRow& row) const {
        return plans_.find(read_content<Performance>(row, file_.dialect()).seating);
    }

    static void category(const std::string& named, const Halls& halls, const std::string& where,
                         const Spot& spot) {
        std::vector<std::string_view> names;
        for (const auto& hall : halls)
            for (const auto& one : hall->categories) names.emplace_back(one.name);
        if (std::ranges::find(names, named) != names.end()) return;
        auto sentence = "there is no category " + quoted(named) + " in " + where;
        if (const auto meant = did_you_mean(named, names); !meant.empty()) sentence += "; " + meant;
        spot.refuse(sentence);
    }

    const SeasonFile& file_;
    const StoredItems& stored_;
    const SeasonPlans& plans_;
    std::map<std::string_view, std::shared_ptr<const seating::Plan>> halls_;  // of the file
};

}  // namespace

void check_seating(const SeasonFile& file, const StoredItems& stored, const SeasonPlans& plans) {
    const auto list = file.root().member("events");
    const auto& events = file.season().events;
    SeatingChecks checks(file, stored, plans);
    for (std::size_t index = 0; index < events.size(); ++index)
        checks.event(events[index], list.element(index));
    const auto aside = file.root().member("contingents");
    const auto& contingents = file.season().contingents;
    for (std::size_t index = 0; index < contingents.size(); ++index)
        checks.contingent(contingents[index], aside.element(index).member("category"));
}

}  // namespace willcall::catalogue
