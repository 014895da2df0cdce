// Seasons: brought to the store by an operation, and while opening.
#include "access/sessions.hpp"
#include "catalogue/season.hpp"
#include "engine/state.hpp"
#include "operations/parsing.hpp"

namespace willcall {

namespace {

// The engine acting by itself: it opens the store, so it may do everything to it.
const Caller& engine_itself() {
    static const Caller caller = [] {
        Caller made;
        made.actor.login = "host";
        made.seller.login = "host";
        return made;
    }();
    return caller;
}

}  // namespace

Operation OpenEngine::season_operation() {
    catalogue::PluginShapes shapes;
    const auto module_of = [this](const std::string& name) -> const plugins::Module& {
        // What is on the engine's shelf stays there as long as the engine.
        const auto here = shelf();
        if (const auto* module = here->find(name)) return *module;
        std::string known;
        for (const auto& module : here->modules()) known += " `" + module->name + "`";
        throw invalid("no plugin `" + name + "` is loaded; there are:" + known);
    };
    shapes.channel = [module_of](const std::string& kind) {
        const auto& module = module_of(kind);
        if (!module.channel) throw invalid("the plugin `" + kind + "` runs no channels");
        return module.channel->settings;
    };
    shapes.settings = [module_of](const std::string& name) { return module_of(name).settings; };
    shapes.warnings = [this, module_of](const Call& call, const std::string& kind,
                                        const std::string& key, const Value& settings) {
        const access::Questioning questioning(call, *static_cast<const Invocation&>(call).snapshot,
                                              world_);
        return plugins::ask_warnings(module_of(kind), questioning.around, key, settings);
    };
    return operation<ApplySeason, SeasonApplied>(
        "catalogue.apply", "/catalogue/apply",
        "brings the store to a season file; idempotent, never deletes", Handling::writes,
        [shapes](Call& call, const ApplySeason& request) -> Answered<SeasonApplied> {
            const auto& snapshot = *static_cast<Invocation&>(call).snapshot;
            auto applied = catalogue::apply(call, request, shapes, snapshot.catalogue->plans);
            access::end_sessions_of_disabled(call);
            return applied;
        });
}

Invocation OpenEngine::own_call(std::shared_ptr<const access::Snapshot> snapshot) const {
    Invocation call;
    call.caller = &engine_itself();
    call.snapshot = std::move(snapshot);
    call.now = world_.now();
    call.dialect.decimals = call.snapshot->catalogue->decimals;
    return call;
}

Invocation OpenEngine::own_call(std::shared_ptr<const access::Snapshot> snapshot,
                                store::Connection& turn) const {
    auto call = own_call(std::move(snapshot));
    call.connection = &turn;
    call.in_turn = true;
    call.make_id = [this, now = call.now] { return database_->identifiers().next(now); };
    return call;
}

void OpenEngine::apply_season() {
    ApplySeason request;
    request.file = options_.season;
    request.text = season_text_;
    // JSON would carry it, but with other characters in place of what is no text.
    source_of(request.text, "YAML", request.file);
    const auto json = write_json(request, 0);
    auto call = own_call(current());
    call.request = json;
    const auto answer = write(find("catalogue.apply"), call);
    if (answer.refused) throw invalid(answer.message).in({request.file});
    log_.say(1, "season `" + request.file + "` applied: " + answer.json);
    for (const auto& warning : read_json<SeasonApplied>(answer.json, call.dialect).warnings)
        log_.say(2, warning.path + ": " + warning.message);
}

}  // namespace willcall
