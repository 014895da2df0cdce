#include "catalogue/season.hpp"

#include "catalogue/named_checks.hpp"
#include "catalogue/plan.hpp"
#include "catalogue/season_checks.hpp"
#include "catalogue/seating_checks.hpp"

#include "operations/email_address.hpp"

#include <set>

namespace willcall::catalogue {

namespace {

// Brings the store to the file, thing by thing.
class Bringing {
public:
    // `warnings` says what a channel has to say of itself, given its content.
    using Warnings = std::function<std::vector<Reason>(const ChannelSettings&, const Value&)>;
    Bringing(const SeasonFile& file, const SeasonPlans& plans, Plan& plan, Warnings warnings)
        : file_(file),
          season_(file.season()),
          plans_(plans),
          plan_(plan),
          find_warnings_(std::move(warnings)) {}

    void all() {
        organisation();
        locations();
        seating();
        for (const auto& lock : season_.locks)
            bring(kind::lock, lock.key, content(lock), "locks." + lock.key);
        events();
        for (const auto& product : season_.products)
            bring(kind::product, product.key, content(product), "products." + product.key);
        channels();
        users();
        contingents();
        plugins();
        deliveries();
        if (season_.config.value != nullptr)
            bring(kind::config, {}, json_of(*season_.config.value), "config");
    }

    std::vector<std::string> moved() const { return {moved_.begin(), moved_.end()}; }
    std::vector<SeasonWarning> take_warnings() { return std::move(warnings_); }

private:
    void organisation() {
        const auto brought =
            bring(kind::organisation, {}, content_of(season_.organisation, 0), "organisation");
        // Customers who are signed in sell through the channel that it names.
        if (brought.changed) moved_.insert("access");
        ItemRow row;
        row.content = brought.content;
        zone_ = read_content<Organisation>(row, {}).timezone;
    }

    void locations() {
        for (const auto& location : season_.locations)
            bring(kind::location, location.key, content(location), "locations." + location.key);
    }

    void seating() {
        for (const auto& said : plans_.said())
            bring(kind::seating, said.key, content(StoredSeating{said.row.digest}),
                  "seating." + said.key);
    }

    void events() {
        for (std::size_t index = 0; index < season_.events.size(); ++index) {
            const auto& event = season_.events[index];
            const auto path = "events." + event.key;
            const auto id = bring(kind::event, event.key, content(event), path).id;
            const auto spot = file_.root().member("events").element(index);
            check_windows(event, zone_, spot);
            const auto dates = spot.member("performances");
            for (std::size_t date = 0; date < event.performances.size(); ++date)
                performance(id, event.performances[date], path, dates.element(date));
            for (const auto& type : event.ticket_types)
                bring(kind::ticket_type, type.key, content(type),
                      path + ".ticket_types." + type.key, id);
        }
    }

    // Checked as it will be: a time that an operation moved is kept, one of the file is not.
    void performance(std::int64_t event, const Performance& said, const std::string& path,
                     const Spot& spot) {
        const auto wanted = content(said);
        const auto brought =
            bring(kind::performance, said.key, wanted, path + ".performances." + said.key, event);
        if (brought.content == wanted) return check_times(said, zone_, spot);
        ItemRow row;
        row.content = brought.content;
        check_times(read_content<Performance>(row, file_.dialect()), zone_, spot);
    }

    void channels() {
        const auto list = file_.root().member("channels");
        for (std::size_t index = 0; index < season_.channels.size(); ++index) {
            const auto& channel = season_.channels[index];
            check_window(channel.sale, zone_, list.element(index).member("sale"));
            const auto brought =
                bring(kind::channel, channel.key, content(channel), "channels." + channel.key);
            if (brought.changed) moved_.insert("plugin/" + channel.kind);
            warn(channel, brought.content);
        }
    }

    // Of the settings as they will be, whatever the file says.
    void warn(const ChannelSettings& channel, const std::string& content) {
        for (auto& reason : find_warnings_(channel, parse_json(content)))
            warnings_.push_back({"channels." + channel.key + ".settings", std::move(reason.rule),
                                 std::move(reason.message)});
    }

    void users() {
        for (auto user : season_.users) {
            user.login = email_key(user.login);
            const auto brought =
                plan_.bring(kind::user, 0, user.login, content(user), "users." + user.login);
            if (brought.changed) moved_.insert("access");
        }
    }

    void contingents() {
        const auto list = file_.root().member("contingents");
        for (std::size_t index = 0; index < season_.contingents.size(); ++index) {
            const auto& one = season_.contingents[index];
            if (one.release)
                list.element(index).member("release").said_here(
                    [&] { from_wall(*one.release, zone_); });
            bring(kind::contingent, one.key, content(one), "contingents." + one.key);
        }
    }

    // The maps in the order of the file.
    void plugins() {
        for (const auto& member : members("plugins")) {
            const auto& settings = *season_.plugins.at(member.key).value;
            const auto brought =
                bring(kind::plugin, member.key, json_of(settings), "plugins." + member.key);
            if (brought.changed) moved_.insert("plugin/" + member.key);
        }
    }

    void deliveries() {
        for (const auto& member : members("deliveries"))
            bring(kind::delivery, member.key, write_json(season_.deliveries.at(member.key), 0),
                  "deliveries." + member.key);
    }

    const std::vector<Value>& members(const char* name) const {
        static const Value nothing;
        const auto* map = file_.root().value().find(name);
        return map == nullptr ? nothing.children : map->children;
    }

    // What the snapshot holds: everything but the users.
    Plan::Item bring(const char* kind, const std::string& key, std::string wanted,
                     const std::string& path, std::int64_t parent = 0) {
        auto brought = plan_.bring(kind, parent, key, std::move(wanted), path);
        if (brought.changed) moved_.insert("catalogue");
        return brought;
    }

    template <Described T>
    std::string content(const T& thing) const {
        return content_of(thing, file_.dialect().decimals);
    }

    std::string json_of(const Value& value) const {
        willcall_writer writer(file_.dialect().decimals);
        writer.put_value(value);
        return std::move(writer.text);
    }

    const SeasonFile& file_;
    const Season& season_;
    const SeasonPlans& plans_;
    Plan& plan_;
    Warnings find_warnings_;
    std::vector<SeasonWarning> warnings_;
    std::string zone_;
    std::set<std::string> moved_;
};

// A channel may have none: then its settings are those that are left out.
std::vector<Reason> warnings_of(const Call& call, const PluginShapes& shapes,
                                const Dialect& dialect, const ChannelSettings& channel,
                                const Value& content) {
    if (!shapes.warnings) return {};
    const auto* const said = content.find("settings");
    auto settings = said == nullptr || said->written == Written::null ? parse_json("{}") : *said;
    if (const auto* shape = shapes.channel(channel.kind)) validate(settings, *shape, dialect);
    return shapes.warnings(call, channel.kind, channel.key, settings);
}

}  // namespace

Answered<SeasonApplied> apply(Call& call, const ApplySeason& request, const PluginShapes& shapes,
                              const Plans& known) {
    const auto read = std::make_shared<const SeasonFile>(request, shapes);
    const auto& file = *read;
    call.place_of = [read](std::string_view field) { return read->place_of(field); };
    const StoredItems stored(*call.connection);
    const SeasonPlans plans(file, stored, *call.connection, known);
    check_season(file, stored);
    check_seating(file, stored, plans);
    check_named(file, stored, shapes);
    Plan plan(stored, request.overwrite, request.dry_run ? nullptr : call.make_id);
    Bringing bringing(file, plans, plan, [&](const ChannelSettings& channel, const Value& content) {
        return warnings_of(call, shapes, file.dialect(), channel, content);
    });
    bringing.all();
    if (auto lost = plans.lost_seats(plan); !lost.empty()) return Refusal{std::move(lost)};
    // Also where no epoch moves there may be something to keep: what the file says by now.
    call.note.nothing = request.dry_run || plan.writes_nothing();
    if (!call.note.nothing) {
        plans.write();
        plan.write(*call.connection);
        for (auto& epoch : bringing.moved()) call.moved.push_back(std::move(epoch));
        call.note.content = request.text;
        for (const auto& said : plans.said()) call.note.content += '\n' + said.row.digest;
    }
    return SeasonApplied{plan.take_changes(), bringing.take_warnings()};
}

}  // namespace willcall::catalogue
