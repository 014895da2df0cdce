// The plugins of an engine: how they come in, and what a store keeps of them.
#include "engine/state.hpp"

#include <algorithm>
#include <filesystem>

namespace willcall {

namespace {

namespace fs = std::filesystem;

struct PluginRow {
    std::string name;
    std::string version;
    std::int64_t since = 0;
    static constexpr const char* table = "plugins";
    static constexpr auto columns = in_order{store::column<"name">(&PluginRow::name),
                                             store::column<"version">(&PluginRow::version),
                                             store::column<"since">(&PluginRow::since)};
};

// Whether a store would decide differently without this plugin: rules and documents always, others
// where the season names them.
bool is_needed(const plugins::Module& module, const catalogue::Catalogue& catalogue) {
    if (module.policy || module.eligibility || module.document) return true;
    if (catalogue.plugin_settings.contains(module.name)) return true;
    for (const auto& channel : catalogue.channels)
        if (channel->kind == module.name) return true;
    for (const auto& [method, carriers] : catalogue.deliveries)
        for (const auto& taken : module.takes)
            if (std::ranges::find(carriers, taken.method) != carriers.end()) return true;
    return false;
}

bool is_made(const plugins::Instances& instances, const std::string& name) {
    return !instances.broken_policies.contains(name) && !instances.broken_rules.contains(name) &&
           !instances.broken.contains(name);
}

}  // namespace

std::shared_ptr<const plugins::Shelf> OpenEngine::shelf() const {
    const std::lock_guard lock(shelf_mutex_);
    return shelf_;
}

void OpenEngine::put(std::shared_ptr<const plugins::Shelf> shelf) {
    const std::lock_guard lock(shelf_mutex_);
    shelf_.swap(shelf);
}

void OpenEngine::load_plugins() {
    auto all = std::make_shared<plugins::Shelf>();
    for (const auto& folder : plugins::plugin_folders()) {
        std::error_code none;
        std::vector<std::string> files;
        for (const auto& entry : fs::directory_iterator(folder, none))
            if (entry.path().extension() == ".so") files.push_back(entry.path().string());
        std::ranges::sort(files);
        for (const auto& file : files) all->load(file);
        // The first folder that has any is the one: plugins of two installations don't mix.
        if (!files.empty()) break;
    }
    for (const auto& file : options_.plugins) all->load(file);
    for (const auto& [module, context] : options_.carried) all->add(module, context);
    for (const auto& module : all->modules())
        log_.say(0, "plugin `" + module->name + "` " + module->version + " from `" +
                        (module->file.empty() ? "the host program" : module->file) + "`");
    put(std::move(all));
}

std::vector<Operation> OpenEngine::operations_of(const plugins::Module& module) {
    if (!module.feature) return {};
    return plugins::feature_operations(
        module,
        [this](const plugins::Module& of, std::uint64_t number, Call& call, const Value& request,
               willcall_writer& answer) {
            return handle_feature(of, number, call, request, answer);
        },
        [this](const plugins::Module& of, std::uint64_t number, Call& call, const Value& filters) {
            return plan_feature(of, number, call, filters);
        });
}

void OpenEngine::load(const std::string& path) {
    take_in([&](plugins::Shelf& shelf) -> const plugins::Module& { return shelf.load(path); });
}

void OpenEngine::add(const willcall_module* module, void* context) {
    take_in([&](plugins::Shelf& shelf) -> const plugins::Module& {
        return shelf.add(module, context);
    });
}

// A plugin that comes in after opening. What is wrong with its module shows before its turn is
// committed; until then nobody else sees it, and its host may take it back.
void OpenEngine::take_in(const std::function<const plugins::Module&(plugins::Shelf&)>& add) {
    if (forked()) throw invalid("the engine belongs to the process this one was forked from");
    const std::lock_guard alone(loading_mutex_);
    const auto before = shelf();
    const auto with_it = std::make_shared<plugins::Shelf>(*before);
    const auto& module = add(*with_it);
    // A file that is on the shelf already stays as it is.
    if (with_it->modules().size() == before->modules().size()) return;
    auto operations = operations_of(module);
    {
        const std::shared_lock lock(operations_mutex_);
        auto tried = operations_;
        for (const auto& one : operations) tried.add(one);
    }
    take_in(module, with_it);
    const std::unique_lock lock(operations_mutex_);
    for (auto& one : operations) operations_.add(std::move(one));
}

// Its tables, its instances, its quotas.
void OpenEngine::take_in(const plugins::Module& module,
                         const std::shared_ptr<const plugins::Shelf>& with_it) {
    std::shared_ptr<const access::Snapshot> renewed;
    turns_->exclusive([&](store::Connection& turn) {
        placing_->forget();
        plugins::prepare_tables(module, turn);
        // Its rules count from now on, in this engine and in every other: all quotes move.
        access::raise_epoch(turn, "plugin/" + module.name);
        auto call = own_call(make_snapshot(turn, *with_it), turn);
        keep_plugins(call, turn);
        renewed = call.snapshot;
        next_shelf_ = with_it;
        return true;
    });
    publish(renewed);
}

void OpenEngine::refuse_missing_plugins() const {
    const auto here = shelf();
    const auto reading = database_->read();
    for (const auto& row : reading->select<PluginRow>("order by name"))
        if (here->find(row.name) == nullptr)
            throw Failure(WILLCALL_PLUGIN, "this store lives with the plugin `" + row.name +
                                               "`, which is not here; without it nothing is sold")
                .of_plugin(row.name);
}

// Which plugins were not written down, or as another version.
std::set<std::string> OpenEngine::record_plugins(store::Connection& turn,
                                                 const access::Snapshot& snapshot) {
    std::set<std::string> moved;
    const auto rows = turn.select<PluginRow>("");
    for (const auto& module : snapshot.instances->shelf().modules()) {
        if (!is_needed(*module, *snapshot.catalogue)) continue;
        const auto known = std::ranges::find(rows, module->name, &PluginRow::name);
        if (known != rows.end() && known->version == module->version) continue;
        // Nothing was decided by it yet, and nothing will be: the store does without it.
        if (known == rows.end() && !is_made(*snapshot.instances, module->name)) continue;
        if (known == rows.end())
            turn.insert(PluginRow{module->name, module->version, world_.now()});
        else
            turn.execute("update plugins set version = ? where name = ?", module->version,
                         module->name);
        moved.insert(module->name);
    }
    return moved;
}

// What a store keeps of its plugins: their quotas, beside these, and which of them it can't do
// without. Says of which plugins it had something else, or nothing.
std::set<std::string> OpenEngine::keep_plugins(Invocation& call, store::Connection& turn,
                                               std::vector<catalogue::WantedQuota> quotas) {
    auto moved = declare_quotas(call, turn, std::move(quotas));
    moved.merge(record_plugins(turn, *call.snapshot));
    return moved;
}

// While opening: a store that had its season before may meet other plugins, or other versions of
// them. Where all is as it was nothing is written; an empty store lives with none yet.
void OpenEngine::keep_plugins() {
    std::shared_ptr<const access::Snapshot> renewed;
    turns_->exclusive([&](store::Connection& turn) {
        placing_->forget();
        renewed = nullptr;
        auto call = own_call(make_snapshot(turn), turn);
        if (call.snapshot->catalogue->epoch == 0) return false;
        const auto moved = keep_plugins(call, turn);
        if (moved.empty()) return false;
        // Other engines read their quotas anew, too.
        for (const auto& name : moved) access::raise_epoch(turn, "plugin/" + name);
        renewed = make_snapshot(turn);
        return true;
    });
    if (renewed) publish(renewed);
}

}  // namespace willcall
