// Engines: opened, closed, given plugins, described.
#include "guarded.hpp"
#include "handles.hpp"
#include "options.hpp"

using namespace willcall;
using namespace willcall::capi;

namespace {

constexpr willcall_engine_options usual = WILLCALL_ENGINE_OPTIONS_INIT;
constexpr auto first_size = WILLCALL_UPTO(willcall_engine_options, log_user);

// The modules the host program carries.
std::vector<std::pair<const willcall_module*, void*>>
carried_of(const willcall_engine_options& given) {
    std::vector<std::pair<const willcall_module*, void*>> carried;
    if (given.carried_count == 0) return carried;
    if (given.carried == nullptr) throw invalid("`carried` is NULL").at("carried");
    if (given.carried_size < sizeof(willcall_carried))
        throw invalid("`carried_size` is too small").at("carried_size");
    const auto* bytes = reinterpret_cast<const unsigned char*>(given.carried);
    for (std::uint64_t index = 0; index < given.carried_count; ++index) {
        willcall_carried one{};
        std::memcpy(&one, bytes + index * given.carried_size, sizeof one);
        if (one.module == nullptr) throw invalid("`module` is NULL").at("carried");
        carried.emplace_back(one.module, one.context);
    }
    return carried;
}

EngineOptions engine_options(const char* season_path, const willcall_engine_options& given) {
    EngineOptions options;
    if (season_path != nullptr) options.season = season_path;
    if (given.store != nullptr) options.store = given.store;
    options.apply = given.apply != 0;
    if (given.workers < 0 || given.workers > 64)
        throw invalid("there are 0 to 64 workers, not " + std::to_string(given.workers))
            .at("workers");
    options.workers = given.workers;
    if (given.plugin_count > 0 && given.plugins == nullptr)
        throw invalid("`plugins` is NULL").at("plugins");
    for (std::uint64_t index = 0; index < given.plugin_count; ++index)
        options.plugins.emplace_back(text(given.plugins[index], WILLCALL_NUL, "plugins"));
    options.carried = carried_of(given);
    options.seed = given.seed;
    if (given.now != nullptr)
        options.now = [now = given.now, user = given.now_user] { return now(user); };
    if (given.log != nullptr)
        options.log = [log = given.log, user = given.log_user](int level, std::string_view line) {
            log(user, level, line.data(), line.size());
        };
    return options;
}

// One text that an engine says of itself.
template <class Say>
willcall_status told(willcall_engine* engine, willcall_result** result, willcall_error** error,
                     bool json, Say say) {
    return guarded(error, [&] {
        const Opened::Call call(*checked(engine).opened);
        if (result == nullptr) throw invalid("`result` is NULL");
        *result = std::make_unique<willcall_result>(say(call), json).release();
        return WILLCALL_OK;
    });
}

}  // namespace

willcall_status willcall_engine_open(const char* season_path,
                                     const willcall_engine_options* options,
                                     willcall_engine** engine, willcall_error** error) noexcept {
    return guarded(error, [&] {
        if (engine == nullptr) throw invalid("`engine` is NULL");
        const auto given = options_of(options, usual, first_size);
        auto made = std::make_unique<willcall_engine>();
        made->opened = std::make_shared<Opened>(engine_options(season_path, given));
        *engine = made.release();
        return WILLCALL_OK;
    });
}

void willcall_engine_close(willcall_engine* engine) noexcept {
    guarded(nullptr, [&] {
        if (!is(engine) || engine->born != forks::generation()) return WILLCALL_OK;
        engine->opened->close();
        delete engine;
        return WILLCALL_OK;
    });
}

willcall_status willcall_engine_load(willcall_engine* engine, const char* path,
                                     willcall_error** error) noexcept {
    return guarded(error, [&] {
        const Opened::Call call(*checked(engine).opened);
        call->load(std::string(text(path, WILLCALL_NUL, "path")));
        return WILLCALL_OK;
    });
}

willcall_status willcall_engine_register(willcall_engine* engine, const willcall_module* module,
                                         void* context, willcall_error** error) noexcept {
    return guarded(error, [&] {
        const Opened::Call call(*checked(engine).opened);
        if (module == nullptr) throw invalid("`module` is NULL");
        call->add(module, context);
        return WILLCALL_OK;
    });
}

willcall_status willcall_engine_describe(willcall_engine* engine, willcall_result** result,
                                         willcall_error** error) noexcept {
    return told(engine, result, error, true, [](const auto& call) { return call->describe(); });
}

willcall_status willcall_engine_reference(willcall_engine* engine, willcall_result** result,
                                          willcall_error** error) noexcept {
    return told(engine, result, error, false, [](const auto& call) { return call->reference(); });
}

willcall_status willcall_engine_season_schema(willcall_engine* engine, willcall_result** result,
                                              willcall_error** error) noexcept {
    return told(engine, result, error, true,
                [](const auto& call) { return call->season_schema(); });
}
