// What calls are decided from, kept up to date with the store.
#include "engine/state.hpp"

#include "delivery/keys.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace willcall {

namespace {

struct QuotaKey {
    std::int64_t id = 0;
    std::string key;
    static constexpr const char* table = "quotas";
    static constexpr auto columns =
        in_order{store::column<"id">(&QuotaKey::id), store::column<"key">(&QuotaKey::key)};
};

// Of the quotas that were declared: those of single owners are too many, and found by their keys.
std::unordered_map<std::string, std::int64_t> declared_quota_ids(store::Connection& connection) {
    std::unordered_map<std::string, std::int64_t> ids;
    for (auto& row : connection.select<QuotaKey>("where key not like ?",
                                                 std::string(catalogue::owner_quotas) + "%"))
        ids.emplace(std::move(row.key), row.id);
    return ids;
}

std::int64_t epoch_of(const access::Epochs& epochs, std::string_view name) {
    const auto found = epochs.find(name);
    return found == epochs.end() ? 0 : found->second;
}

bool same_plugins(const access::Epochs& a, const access::Epochs& b) {
    const auto plugin = [](const auto& entry) { return entry.first.starts_with("plugin/"); };
    access::Epochs left;
    access::Epochs right;
    std::ranges::copy_if(a, std::inserter(left, left.end()), plugin);
    std::ranges::copy_if(b, std::inserter(right, right.end()), plugin);
    return left == right;
}

// Of a quota's key: "plugin/<name>/<key>".
std::string plugin_of(std::string_view key) {
    key.remove_prefix(key.find('/') + 1);
    return std::string(key.substr(0, key.find('/')));
}

// An engine's shelf only grows.
std::size_t plugin_count(const access::Snapshot& snapshot) {
    return snapshot.instances->shelf().modules().size();
}

}  // namespace

std::shared_ptr<const access::Snapshot> OpenEngine::current() const {
    const std::shared_lock lock(snapshot_mutex_);
    return snapshot_;
}

std::shared_ptr<const access::Snapshot> OpenEngine::make_snapshot(store::Connection& connection) {
    const auto here = shelf();
    return make_snapshot(connection, *here);
}

std::shared_ptr<const access::Snapshot> OpenEngine::make_snapshot(store::Connection& connection,
                                                                  const plugins::Shelf& shelf) {
    const auto before = current();
    auto made = std::make_shared<access::Snapshot>();
    made->epochs = access::read_epochs(connection);
    made->epoch_sum = access::read_epoch_sum(connection);
    const auto epoch = epoch_of(made->epochs, "catalogue");
    const bool same_catalogue = before && before->catalogue->epoch == epoch;
    const bool same_instances = before && before->instances != nullptr &&
                                plugin_count(*before) == shelf.modules().size() &&
                                same_plugins(before->epochs, made->epochs);
    made->catalogue =
        same_catalogue && same_instances
            ? before->catalogue
            : catalogue::Catalogue::load(connection, epoch,
                                         before ? before->catalogue->plans : catalogue::Plans());
    made->instances =
        same_instances ? before->instances : make_instances(shelf, *made->catalogue, connection);
    const bool same_codes = before && epoch_of(before->epochs, delivery::codes_epoch) ==
                                          epoch_of(made->epochs, delivery::codes_epoch);
    made->codes = same_codes ? before->codes : delivery::TicketCodes::load(connection);
    if (same_catalogue && same_instances) made->quota_ids = before->quota_ids;
    else made->quota_ids = declared_quota_ids(connection);
    return made;
}

std::shared_ptr<const plugins::Instances>
OpenEngine::make_instances(const plugins::Shelf& shelf, const catalogue::Catalogue& catalogue,
                           store::Connection& connection) {
    Dialect dialect;
    dialect.decimals = catalogue.decimals;
    const auto settings_of = [&](const willcall_shape* shape, const std::string& json) {
        auto value = parse_json(json.empty() ? "{}" : json);
        if (shape != nullptr) validate(value, *shape, dialect);
        return value;
    };
    std::map<std::string, Value> settings;
    for (const auto& [name, json] : catalogue.plugin_settings)
        if (const auto* module = shelf.find(name))
            settings.emplace(name, settings_of(module->settings, json));
    std::vector<plugins::ChannelToMake> channels;
    for (const auto& channel : catalogue.channels)
        if (const auto* module = shelf.find(channel->kind); module && module->channel)
            channels.push_back({channel->key, channel->kind,
                                settings_of(module->channel->settings, channel->settings),
                                channel->name});
    plugins::Surroundings around;
    around.world = &world_;
    around.now = world_.now();
    around.organisation = catalogue.facts();
    around.on_wall = [of = &catalogue](std::int64_t moment) {
        return of->on_wall(moment).microseconds;
    };
    around.keys = [of = &catalogue](std::int32_t what, std::string_view within) {
        return of->keys(what, within);
    };
    around.switches = &catalogue.switches;
    around.connection = &connection;
    around.log = world_.log;
    return std::make_shared<const plugins::Instances>(shelf, settings, channels, around);
}

void OpenEngine::publish(const std::shared_ptr<const access::Snapshot>& snapshot) {
    auto let_go = snapshot;  // outlives the lock, so that nothing large dies under it
    {
        // Two threads may have renewed at once: the later state stays. None is later that lacks a
        // plugin which has come in meanwhile.
        const auto state = [](const access::Snapshot& of) {
            return std::pair(plugin_count(of), of.epoch_sum);
        };
        const std::unique_lock lock(snapshot_mutex_);
        if (!snapshot_ || state(*snapshot_) <= state(*snapshot)) snapshot_.swap(let_go);
    }
    const std::unique_lock lock(callers_mutex_);
    const auto epoch = epoch_of(snapshot->epochs, "access");
    if (epoch == callers_epoch_) return;
    callers_epoch_ = epoch;
    callers_.clear();
}

// For who has no turn that would compare the epochs: another process may have moved them.
std::shared_ptr<const access::Snapshot> OpenEngine::latest() {
    auto kept = current();
    const auto reading = database_->read();
    if (access::read_epoch_sum(*reading) == kept->epoch_sum) return kept;
    auto renewed = make_snapshot(*reading);
    publish(renewed);
    return renewed;
}

// Who asks in a session, or why it is over.
Answered<std::shared_ptr<const Caller>> OpenEngine::caller_of(std::int64_t session,
                                                              store::Connection* connection) {
    if (connection == nullptr) {
        {
            const std::shared_lock lock(callers_mutex_);
            const auto found = callers_.find(session);
            if (found != callers_.end()) return found->second;
        }
        const auto reading = database_->read();
        return caller_of(session, &*reading);
    }
    // Kept only where nothing moved while it was read.
    const auto epochs = access::read_epochs(*connection);
    auto read = access::read_caller(*connection, session);
    if (auto* const over = std::get_if<Refusal>(&read)) return std::move(*over);
    auto caller = std::make_shared<const Caller>(std::move(std::get<Caller>(read)));
    const std::unique_lock lock(callers_mutex_);
    if (epoch_of(epochs, "access") == callers_epoch_) callers_.insert_or_assign(session, caller);
    return caller;
}

std::optional<Refusal> OpenEngine::find_caller(Invocation& call, std::int64_t session,
                                               store::Connection* connection) {
    auto found = caller_of(session, connection);
    if (auto* const over = std::get_if<Refusal>(&found)) return std::move(*over);
    call.held_caller = std::move(std::get<std::shared_ptr<const Caller>>(found));
    call.caller = call.held_caller.get();
    return std::nullopt;
}

// To the state of the store; why not where that has ended the session meanwhile.
std::optional<Refusal> OpenEngine::renew(Invocation& call, store::Connection& connection) {
    call.snapshot = make_snapshot(connection);
    // In a turn it may hold what is not committed yet: whoever commits publishes it.
    if (!call.in_turn) publish(call.snapshot);
    call.dialect.decimals = call.snapshot->catalogue->decimals;
    if (call.caller->session == 0) return std::nullopt;
    return find_caller(call, call.caller->session, &connection);
}

// Whoever sells through no channel is shown everything.
std::vector<bool> OpenEngine::shown_to(const Call& call,
                                       std::span<const std::string> events) const {
    const auto& snapshot = *static_cast<const Invocation&>(call).snapshot;
    const auto& key = call.caller->seller.channel;
    if (const auto broken = snapshot.instances->broken_channels.find(key);
        broken != snapshot.instances->broken_channels.end())
        plugins::Instances::throw_broken(broken->second);
    const auto channel = snapshot.instances->channels.find(key);
    if (channel == snapshot.instances->channels.end())
        return std::vector<bool>(events.size(), true);
    const access::Questioning questioning(call, snapshot, world_);
    return plugins::ask_shown(channel->second, questioning.around, events);
}

// What is new since `before` to each channel: of a plugin that wrote it down new instances are
// made.
void OpenEngine::introduce_events(Invocation& call, const access::Snapshot& before,
                                  store::Connection& turn) {
    const auto& [catalogue, instances] =
        std::tie(call.snapshot->catalogue, call.snapshot->instances);
    if (before.catalogue == catalogue) return;
    std::vector<willcall_text> all;
    std::vector<willcall_text> fresh;
    for (const auto& event : catalogue->events) {
        all.push_back(as_text(event->key));
        if (before.catalogue->event(event->key) == nullptr) fresh.push_back(all.back());
    }
    const access::Questioning questioning(call, *call.snapshot, world_);
    std::set<std::string> wrote;
    for (const auto& [key, channel] : instances->channels) {
        const auto* known = before.catalogue->channel(key);
        const bool is_new = known == nullptr || known->kind != channel.module().name;
        if (plugins::meet(channel, questioning.around, is_new ? all : fresh))
            wrote.insert(channel.module().name);
    }
    if (wrote.empty()) return;
    for (const auto& plugin : wrote) access::raise_epoch(turn, "plugin/" + plugin);
    call.snapshot = make_snapshot(turn);
}

// Those of the plugins, and these; which plugins' there were not, or not so.
std::set<std::string> OpenEngine::declare_quotas(Invocation& call, store::Connection& turn,
                                                 std::vector<catalogue::WantedQuota> quotas) {
    std::vector<stock::Wanted> wanted;
    for (auto& quota : quotas) wanted.push_back({std::move(quota.key), quota.capacity});
    const bool changed = stock::declare(turn, wanted, call.make_id) != 0;
    std::set<std::string> moved;
    const access::Questioning questioning(call, *call.snapshot, world_);
    for (auto& quota : plugins::declared_quotas(*call.snapshot->instances, questioning.around)) {
        const stock::Wanted one{std::move(quota.key), quota.capacity, quota.spent};
        if (stock::declare(turn, std::span(&one, 1), call.make_id) != 0)
            moved.insert(plugin_of(one.key));
    }
    if (!changed && moved.empty()) return moved;
    auto renewed = std::make_shared<access::Snapshot>(*call.snapshot);
    renewed->quota_ids = declared_quota_ids(turn);
    call.snapshot = std::move(renewed);
    return moved;
}

}  // namespace willcall
