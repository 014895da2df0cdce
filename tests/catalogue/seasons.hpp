// A store of a test's own that seasons are applied to.
#ifndef WILLCALL_TESTS_CATALOGUE_SEASONS_HPP
#define WILLCALL_TESTS_CATALOGUE_SEASONS_HPP

#include "catalogue/catalogue.hpp"
#include "catalogue/season.hpp"
#include "store/databases.hpp"

#include <algorithm>
#include <span>

namespace willcall::tests {

// What stands in for the settings of plugins.
struct OfficeSettings {
    std::int64_t credits = 0;
    bool refunds = false;
    Money limit;
    static constexpr auto fields = willcall::in_order{
        field<"credits">(&OfficeSettings::credits, "tickets", between(0, 1'000)),
        field<"refunds">(&OfficeSettings::refunds, "whether it refunds", can_be_left_out),
        field<"limit">(&OfficeSettings::limit, "most money", can_be_left_out)};
};
struct MailSettings {
    std::string smtp;
    std::string from;
    static constexpr auto fields =
        willcall::in_order{field<"smtp">(&MailSettings::smtp, "server"),
                           field<"from">(&MailSettings::from, "sender", can_be_left_out)};
};

// As to somebody whose channel hides no event.
inline std::vector<bool> everything_shown(const Call&, std::span<const std::string> events) {
    return std::vector<bool>(events.size(), true);
}

inline catalogue::PluginShapes known_plugins() {
    const auto unknown = [](const std::string& name) {
        return Failure(WILLCALL_INVALID, "there is no plugin `" + name +
                                             "`; there is `email`, `outlet` and `ticket_office`");
    };
    return {[=](const std::string& kind) -> const willcall_shape* {
                if (kind == "ticket_office") return shape::of<OfficeSettings>();
                if (kind == "outlet") return nullptr;
                throw unknown(kind);
            },
            [=](const std::string& plugin) -> const willcall_shape* {
                if (plugin == "email") return shape::of<MailSettings>();
                if (plugin == "outlet") return nullptr;
                throw unknown(plugin);
            }};
}

class SeasonStore {
public:
    explicit SeasonStore(const std::string& database)
        : store_(database), database_(store_.open()) {}

    store::Connection& writer() { return database_->writer(); }
    std::int64_t make_id() { return database_->identifiers().next(now); }

    // In a turn of its own, as catalogue.apply does it.
    SeasonApplied apply(const std::string& text, bool overwrite = false, bool dry_run = false) {
        Call call;
        call.connection = &writer();
        call.in_turn = true;
        call.now = now;
        call.make_id = [this] { return make_id(); };
        ApplySeason request;
        request.file = "season.yaml";
        request.text = text;
        request.overwrite = overwrite;
        request.dry_run = dry_run;
        writer().begin();
        try {
            auto applied = catalogue::apply(call, request, known_plugins());
            if (call.note.nothing) writer().rollback();
            else writer().commit();
            moved = call.moved;
            std::ranges::sort(moved);
            return std::get<SeasonApplied>(applied);
        } catch (...) {
            writer().rollback();
            throw;
        }
    }
    // What an operation does to an item: its content, where the text `from` becomes `to`.
    void change(const std::string& key, const std::string& from, const std::string& to) {
        writer().begin();
        auto row = *writer().find<catalogue::ItemRow>("where key = ?", key);
        row.content.replace(row.content.find(from), from.size(), to);
        writer().execute("update items set content = ? where id = ?", row.content, row.id);
        writer().commit();
    }
    std::vector<catalogue::ItemRow> items() {
        return writer().select<catalogue::ItemRow>("order by id");
    }
    std::int64_t rows_written() {
        return writer().number("select count(*) from items").value_or(0);
    }
    std::shared_ptr<const catalogue::Catalogue> snapshot() {
        return catalogue::Catalogue::load(writer(), 1);
    }

    std::int64_t now = 1'541'000'000'000'000;
    std::vector<std::string> moved;  // by the last season applied

private:
    EmptyStore store_;
    std::unique_ptr<store::Database> database_;
};

// "events.heights.name changed", one line each.
inline std::string lines_of(const SeasonApplied& applied) {
    std::string lines;
    for (const auto& change : applied.changes) lines += change.path + ' ' + change.what + '\n';
    return lines;
}

inline const std::string foothill = R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles}
locations:
  - {key: main, name: Main box office, series: {prefix: MAIN-, width: 4}}
  - {key: till, name: Till}
events:
  - key: heights
    name: In The Heights
    performances:
      - {key: heights-1108, starts: 2018-11-08T20:00, ends: 2018-11-08T22:30, capacity: 120}
      - {key: heights-1109, starts: 2018-11-09T20:00, ends: 2018-11-09T22:30, capacity: 100}
    ticket_types:
      - {key: general, name: General admission, price: 19.00}
      - {key: student, name: Student, price: "7.5", quota: 20}
channels:
  - {key: tourist-office, kind: ticket_office, settings: {credits: 500, limit: 10}}
  - {key: bookshop, kind: outlet, name: Bookshop}
users:
  - {login: Mira@example.org, name: Mira North, role: operator, channel: tourist-office,
     locations: [main]}
  - {login: jo@example.org, name: Jo, role: cashier, channel: bookshop, uses_shifts: false}
plugins: {email: {smtp: "smtp://127.0.0.1:2525"}}
deliveries: {email: [email, print]}
config: {portal: {enable: true, colour: 012}}
)";

// The same with one text in it replaced.
inline std::string foothill_with(const std::string& from, const std::string& to) {
    auto text = foothill;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

}  // namespace willcall::tests

#endif
