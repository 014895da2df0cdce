#include "catalogue/season_plans.hpp"

#include "operations/digest.hpp"
#include "operations/wording.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace willcall::catalogue {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t plan_bytes_most = std::size_t{64} * 1'048'576;
constexpr std::size_t seats_named_most = 100;

// The plan's file as it is to be opened. Only beside the season or in a folder there: a season is
// handed on together with what lies beside it.
fs::path plan_path(const Spot& spot, const std::string& season_file) {
    const fs::path named(spot.value().text);
    const bool climbs = std::ranges::find(named, fs::path("..")) != named.end();
    if (named.empty() || named.is_absolute() || climbs)
        spot.refuse("must be a file beside the season's, or in a folder there, not " +
                    willcall::quoted(spot.value().text));
    if (season_file.empty())
        spot.refuse("names a file, but the season comes from none: write the plan itself here");
    return fs::path(season_file).parent_path() / named;
}

std::string read_file(const Spot& spot, const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error))
        spot.refuse("there is no file " + willcall::quoted(spot.value().text) +
                    " beside the season's");
    std::ifstream file(path, std::ios::binary);
    std::string text;
    text.resize(std::min<std::size_t>(fs::file_size(path, error), plan_bytes_most) + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > plan_bytes_most || (!file && !file.eof()))
        spot.refuse("the file " + willcall::quoted(spot.value().text) +
                    " can't be read, or is larger than 64 MiB");
    return text;
}

struct SoldSeat {
    std::string seat;
    static constexpr auto columns = in_order{store::column<"seat">(&SoldSeat::seat)};
};

Reason about(const std::string& performance, std::vector<SeatInQuestion> seats) {
    Reason reason;
    reason.rule = "seating.seats_sold";
    reason.numbers["seats"] = static_cast<std::int64_t>(seats.size());
    reason.message = "of `" + performance +
                     "` these seats are sold, and can't be blocked or leave " + "the hall: ";
    constexpr std::size_t in_words_most = 5;
    for (std::size_t next = 0; next < std::min(seats.size(), in_words_most); ++next)
        reason.message += (next == 0 ? "" : ", ") + willcall::quoted(seats[next].name);
    if (seats.size() > in_words_most)
        reason.message += " and " + std::to_string(seats.size() - in_words_most) + " more";
    if (seats.size() > seats_named_most) seats.resize(seats_named_most);
    reason.seats = std::move(seats);
    return reason;
}

}  // namespace

SeasonPlans::SeasonPlans(const SeasonFile& file, const StoredItems& stored,
                         store::Connection& connection, const Plans& known)
    : stored_(stored), connection_(connection), known_(known) {
    const auto spot = file.root().member("seating");
    if (file.root().value().find("seating") == nullptr) return;
    for (const auto& member : spot.value().children)
        said_.push_back(read(spot.member(member.key), file.dialect().file));
}

SeasonPlans::Said SeasonPlans::read(const Spot& spot, const std::string& season_file) const {
    Said said;
    said.key = spot.value().key;
    const bool is_file = spot.value().written != Written::object;
    std::string path;
    if (is_file) {
        path = plan_path(spot, season_file).string();
        said.row.content = read_file(spot, path);
    } else {
        willcall_writer writer(2);
        writer.put_value(spot.value());
        said.row.content = std::move(writer.text);
    }
    said.row.digest = digest(said.row.content);
    if (const auto found = known_.find(said.row.digest); found != known_.end())
        said.plan = found->second;
    else if (is_file) said.plan = seating::Plan::read(said.row.content, spot.path(), path);
    else said.plan = seating::Plan::of(spot.value(), spot.path(), season_file);
    return said;
}

std::shared_ptr<const seating::Plan> SeasonPlans::stored_plan(const std::string& key) const {
    const auto* row = stored_.find(kind::seating, 0, key);
    if (row == nullptr) return nullptr;
    const auto digest = read_content<StoredSeating>(*row, {}).plan;
    const auto found = known_.find(digest);
    return found == known_.end() ? read_plan(connection_, key, digest) : found->second;
}

std::shared_ptr<const seating::Plan> SeasonPlans::find(const std::string& key) const {
    const auto said = std::ranges::find(said_, key, &Said::key);
    return said == said_.end() ? stored_plan(key) : said->plan;
}

std::vector<Reason> SeasonPlans::lost_seats(const Plan& plan) const {
    std::vector<Reason> reasons;
    for (const auto& row : stored_.all()) {
        if (row.kind != kind::performance) continue;
        auto next = row;
        next.content = plan.content_after(row);
        const auto before = read_content<Performance>(row, {});
        const auto after = read_content<Performance>(next, {});
        const auto hall = find(after.seating);
        const auto hall_before = stored_plan(before.seating);
        if (hall == hall_before && before.blocked == after.blocked) continue;
        auto reason = hall_before == nullptr ? unseated(row)
                                             : lost(row, *hall_before, hall.get(), after.blocked);
        if (reason) reasons.push_back(std::move(*reason));
    }
    return reasons;
}

// From now on every ticket has a seat: those sold so far have none.
std::optional<Reason> SeasonPlans::unseated(const ItemRow& performance) const {
    const auto sold = connection_
                          .number("select count(*) from tickets where performance = ? and "
                                  "state <> 1",
                                  performance.id)
                          .value_or(0);
    if (sold == 0) return std::nullopt;
    return refusal("seating.tickets_sold",
                   "`" + performance.key + "` has sold tickets without seats", {{"sold", sold}})
        .reasons.front();
}

std::optional<Reason> SeasonPlans::lost(const ItemRow& performance, const seating::Plan& before,
                                        const seating::Plan* after,
                                        const std::vector<std::string>& blocked) const {
    std::set<seating::SeatIndex> barred;
    for (const auto& seat : blocked)
        if (const auto found = after == nullptr ? std::nullopt : after->find(seat))
            barred.insert(*found);
    std::vector<SeatInQuestion> seats;
    for (const auto& [guid] : connection_.query<SoldSeat>(
             "select seat from seats where performance = ? order by seat", performance.id)) {
        const auto still = after == nullptr ? std::nullopt : after->find(guid);
        if (still && !barred.contains(*still)) continue;
        const auto was = before.find(guid);
        seats.push_back({guid, was ? before.name_of(*was) : guid, {}});
    }
    if (seats.empty()) return std::nullopt;
    return about(performance.key, std::move(seats));
}

void SeasonPlans::write() const {
    for (const auto& said : said_)
        if (!connection_.find<PlanRow>("where digest = ?", said.row.digest))
            connection_.insert(said.row);
}

}  // namespace willcall::catalogue
