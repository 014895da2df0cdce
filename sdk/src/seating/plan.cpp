#include "seating/plan.hpp"

#include "operations/failure.hpp"
#include "operations/reading.hpp"
#include "operations/wording.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace willcall::seating {

namespace {

constexpr std::int64_t thousand = 1'000;
constexpr std::size_t seats_most = 250'000;
constexpr std::size_t seats_in_row_most = 2'000;  // pairs of them are compared

std::string decimal_text(std::int64_t thousandths) {
    auto text = std::to_string(std::abs(thousandths) / thousand);
    if (auto rest = std::abs(thousandths) % thousand; rest != 0) {
        auto digits = std::to_string(thousand + rest);
        digits[0] = '.';
        while (digits.back() == '0') digits.pop_back();
        text += digits;
    }
    return thousandths < 0 ? '-' + text : text;
}

// A child of the tree beside its path, which is rendered only once something is wrong.
std::string element(const char* list, std::size_t index) {
    return std::string(list) + '[' + std::to_string(index) + ']';
}

bool says_stage(const Value& area) {
    const auto* text = area.find("text");
    if (text != nullptr && text->written == Written::object) text = text->find("text");
    constexpr std::string_view stage = "stage";
    return text != nullptr &&
           std::ranges::equal(text->text, stage, [](char a, char b) { return (a | 0x20) == b; });
}

}  // namespace

// Goes through a tree and its described struct side by side: the struct has the values, the tree
// the places.
class PlanReading {
public:
    PlanReading(const Value& tree, const std::string& path, const std::string& file)
        : tree_(tree), path_(path), file_(file), plan_(std::make_shared<Plan>()) {}

    std::shared_ptr<const Plan> read() {
        const auto said = read_as<SeatingPlan>(tree_);
        plan_->name = said.name;
        categories(said);
        for (std::size_t index = 0; index < said.zones.size(); ++index)
            zone(said.zones[index], child(*tree_.find("zones"), index), index);
        if (plan_->seats.empty()) fail(tree_, "zones", "there is no seat in it");
        find_neighbours(*plan_);
        measure_distances(*plan_, focus());
        return plan_;
    }

private:
    static const Value& child(const Value& list, std::size_t index) { return list.children[index]; }

    [[noreturn]] void fail(const Value& at, const std::string& where, const std::string& sentence) {
        auto path = path_.empty() ? where : path_ + '.' + where;
        throw invalid(path + ": " + sentence).at(path).in({file_, at.line, at.column});
    }

    void categories(const SeatingPlan& said) {
        for (std::size_t index = 0; index < said.categories.size(); ++index) {
            const auto& category = said.categories[index];
            if (plan_->category(category.name))
                fail(child(*tree_.find("categories"), index),
                     element("categories", index) + ".name",
                     quoted(category.name) + " stands twice");
            plan_->categories.push_back(category);
        }
    }

    std::int64_t coordinate(const Any& said, const Value& at, const std::string& where) {
        constexpr double most = 1e7;
        const auto* value = said.value;
        double number = 0;
        const bool written = value != nullptr && (value->written == Written::integer ||
                                                  value->written == Written::decimal ||
                                                  value->written == Written::plain);
        if (written) {
            const auto* end = value->text.data() + value->text.size();
            const auto read = std::from_chars(value->text.data(), end, number);
            if (read.ec == std::errc{} && read.ptr == end && std::abs(number) <= most) {
                const auto thousandths = std::llround(number * thousand);
                remember(thousandths);
                return thousandths;
            }
        }
        fail(at, where, "must be a number of at most seven digits");
    }

    Point point(const PlanPosition& said, const Value& of, const std::string& where, Point within) {
        const auto& at = *of.find("position");
        const auto inner = (where.empty() ? where : where + '.') + "position.";
        const Point sum{within.x + coordinate(said.x, at, inner + 'x'),
                        within.y + coordinate(said.y, at, inner + 'y')};
        remember(sum.x);
        remember(sum.y);
        return sum;
    }

    void remember(std::int64_t thousandths) {
        const auto [found, fresh] = plan_->coordinates_.try_emplace(thousandths);
        if (!fresh) return;
        found->second.text = decimal_text(thousandths);
        found->second.written = thousandths % thousand == 0 ? Written::integer : Written::decimal;
    }

    void zone(const PlanZone& said, const Value& tree, std::size_t number) {
        const auto path = element("zones", number);
        const auto at = static_cast<std::uint32_t>(plan_->zones.size());
        auto& zone = plan_->zones.emplace_back();
        zone.name = said.name;
        zone.at = point(said.position, tree, path, {});
        for (const auto& area : said.areas) {
            if (area.value == nullptr || area.value->written != Written::object)
                fail(tree, path + ".areas", "must be objects");
            zone.areas.push_back(*area.value);
            if (says_stage(zone.areas.back())) find_stage(zone.areas.back(), zone.at);
        }
        std::unordered_map<std::string_view, std::uint32_t> rows;
        for (std::size_t index = 0; index < said.rows.size(); ++index) {
            const auto& row = said.rows[index];
            const auto [found, fresh] =
                rows.try_emplace(row.number, static_cast<std::uint32_t>(plan_->rows.size()));
            if (fresh) {
                plan_->rows.push_back({row.number, at, {}});
                plan_->zones.back().rows.push_back(found->second);
            }
            seats(row, child(*tree.find("rows"), index), path + '.' + element("rows", index),
                  found->second);
        }
    }

    void seats(const PlanRow& said, const Value& tree, const std::string& path, std::uint32_t row) {
        auto origin = plan_->zones.back().at;
        if (said.position) origin = point(*said.position, tree, path, origin);
        for (std::size_t index = 0; index < said.seats.size(); ++index)
            seat(
                said.seats[index], child(*tree.find("seats"), index),
                [&] { return path + '.' + element("seats", index); }, row, origin);
    }

    template <class PathOf>
    void seat(const PlanSeat& said, const Value& tree, const PathOf& path, std::uint32_t row,
              Point origin) {
        const auto at = static_cast<SeatIndex>(plan_->seats.size());
        if (at == seats_most) fail(tree, path(), "is one seat more than a plan may have");
        if (plan_->rows[row].seats.size() == seats_in_row_most)
            fail(tree, path(), "is one seat more than a row may have");
        const auto category = plan_->category(said.category);
        if (!category) unknown_category(said.category, tree, path());
        if (!plan_->by_guid_.emplace(said.guid, at).second)
            fail(*tree.find("seat_guid"), path() + ".seat_guid",
                 quoted(said.guid) + " is another seat's too");
        auto& seat = plan_->seats.emplace_back();
        seat.guid = said.guid;
        seat.number = said.number;
        seat.row = row;
        seat.category = *category;
        seat.at = point(said.position, tree, path(), origin);
        plan_->rows[row].seats.push_back(at);
        const auto name = plan_->name_of(at);
        if (!plan_->by_name_.emplace(name, at).second)
            fail(*tree.find("seat_number"), path() + ".seat_number",
                 quoted(said.number) + " stands twice in its row: no ticket could tell the two " +
                     "seats " + quoted(name) + " apart");
    }

    [[noreturn]] void unknown_category(const std::string& named, const Value& tree,
                                       const std::string& path) {
        std::vector<std::string_view> names;
        for (const auto& one : plan_->categories) names.emplace_back(one.name);
        auto sentence = "there is no category " + quoted(named);
        if (const auto meant = did_you_mean(named, names); !meant.empty()) sentence += "; " + meant;
        fail(*tree.find("category"), path + ".category", sentence);
    }

    // The middle of an area: of a rectangle half its size on, of whatever else its position.
    void find_stage(const Value& area, Point zone) {
        const auto number = [](const Value* from, std::string_view key) -> double {
            const auto* value = from == nullptr ? nullptr : from->find(key);
            double read = 0;
            if (value == nullptr) return 0;
            std::from_chars(value->text.data(), value->text.data() + value->text.size(), read);
            return std::isfinite(read) ? std::clamp(read, -1e7, 1e7) : 0;
        };
        const auto* position = area.find("position");
        const auto* size = area.find("rectangle") == nullptr ? &area : area.find("rectangle");
        stage_ = Point{
            zone.x + std::llround((number(position, "x") + number(size, "width") / 2) * thousand),
            zone.y + std::llround((number(position, "y") + number(size, "height") / 2) * thousand)};
    }

    // The stage, or else the middle of the front edge of the seats.
    Point focus() const {
        if (stage_) return *stage_;
        const auto& seats = plan_->seats;
        const auto by_x = [](const PlannedSeat& seat) { return seat.at.x; };
        const auto by_y = [](const PlannedSeat& seat) { return seat.at.y; };
        const auto [left, right] = std::ranges::minmax(seats, {}, by_x);
        return {(left.at.x + right.at.x) / 2, std::ranges::min(seats, {}, by_y).at.y};
    }

    const Value& tree_;
    const std::string& path_;
    const std::string& file_;
    std::shared_ptr<Plan> plan_;
    std::optional<Point> stage_;
};

std::shared_ptr<const Plan> Plan::of(const Value& plan, const std::string& path,
                                     const std::string& file) {
    return PlanReading(plan, path, file).read();
}

std::shared_ptr<const Plan> Plan::read(std::string_view json, const std::string& path,
                                       const std::string& file) {
    auto tree = parse_json(json, plan_limits, file);
    validate(tree, *shape::of<SeatingPlan>(), {2, file, {}}, path);
    return of(tree, path, file);
}

std::optional<SeatIndex> Plan::find(std::string_view seat) const {
    const std::string key(seat);
    if (const auto found = by_guid_.find(key); found != by_guid_.end()) return found->second;
    if (const auto found = by_name_.find(key); found != by_name_.end()) return found->second;
    return std::nullopt;
}

std::optional<std::uint32_t> Plan::category(std::string_view named) const {
    const auto found = std::ranges::find(categories, named, &PlanCategory::name);
    if (found == categories.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - categories.begin());
}

std::string Plan::name_of(SeatIndex seat) const {
    const auto& one = seats[seat];
    const auto& row = rows[one.row];
    std::string text;
    for (const auto* part : {&zones[row.zone].name, &row.number, &one.number}) {
        if (part->empty()) continue;
        if (!text.empty()) text += '/';
        text += *part;
    }
    return text;
}

willcall::Seat Plan::shown(SeatIndex seat) const {
    const auto& one = seats[seat];
    const auto& row = rows[one.row];
    return {one.guid, zones[row.zone].name, row.number, one.number, categories[one.category].name};
}

Any Plan::coordinate(std::int64_t thousandths) const {
    const auto found = coordinates_.find(thousandths);
    return {found == coordinates_.end() ? nullptr : &found->second};
}

}  // namespace willcall::seating
