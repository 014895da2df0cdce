// Opening: from a season file to an engine that sells.
#include "engine/state.hpp"

#include "access/operations.hpp"
#include "access/secrets.hpp"
#include "catalogue/operations.hpp"
#include "catalogue/season.hpp"
#include "customers/merging.hpp"
#include "customers/relations.hpp"
#include "delivery/keys.hpp"
#include "delivery/links.hpp"
#include "delivery/operations.hpp"
#include "engine/erasing.hpp"
#include "journal/operations.hpp"
#include "operations/parsing.hpp"
#include "reports/check.hpp"
#include "reports/customers.hpp"
#include "reports/operations.hpp"
#include "sales/deleting.hpp"
#include "sales/documents.hpp"
#include "sales/holding.hpp"
#include "sales/seat_map.hpp"
#include "sales/sellers.hpp"
#include "sales/shifts.hpp"
#include "sales/tickets.hpp"

#include <pthread.h>
#include <sodium.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace willcall {

namespace {

namespace fs = std::filesystem;

std::atomic<unsigned> forks{0};

constexpr std::size_t season_bytes_most = 1'048'576;

std::string read_season(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw not_found("no season file `" + path + "` that can be read");
    std::string text;
    text.resize(season_bytes_most + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > season_bytes_most)
        throw invalid("the season file `" + path + "` is larger than 1 MiB").in({path, 0, 0});
    return text;
}

// The store of a season file stands beside it: season.yaml, season.db.
std::string store_of(const EngineOptions& options) {
    if (!options.store.empty()) return options.store;
    if (options.season.empty()) throw invalid("give a season file or a store");
    return "sqlite:" + fs::path(options.season).replace_extension(".db").string();
}

World world_of(const EngineOptions& options, const Log& log, const std::atomic<bool>& closing) {
    auto world = system_world();
    world.log = [&log](int level, std::string_view line) { log.say(level, line); };
    world.closing = [&closing] { return closing.load(); };
    if (options.now) world.now = options.now;
    if (options.seed != 0) world.random = seeded_randomness(options.seed);
    return world;
}

customers::Needs customers_needs(const access::FindScope& find_scope,
                                 const catalogue::CatalogueOf& catalogue_of) {
    customers::Needs needs;
    needs.hash_password = access::hash_password;
    needs.needs_date_of_birth = [catalogue_of](const Call& call) {
        return catalogue_of(call)->organisation.date_of_birth;
    };
    needs.channel_of = [catalogue_of](const Call& call) {
        const auto* channel = catalogue_of(call)->channel(call.caller->seller.channel);
        return channel == nullptr ? 0 : channel->id;
    };
    needs.sees = [find_scope, channel_of = needs.channel_of](
                     const Call& call, std::string_view permission, std::int64_t customer) {
        const auto seen = access::customer_condition(find_scope(call, permission), *call.caller,
                                                     channel_of(call));
        const auto sql = "select id from customers where id = ? and " + seen.sql;
        return call.connection->number(sql, customer, seen.value, seen.value).has_value();
    };
    return needs;
}

}  // namespace

unsigned forks_of_process() { return forks.load(std::memory_order_relaxed); }

std::unique_ptr<Engine> Engine::open(EngineOptions options) {
    if (sodium_init() < 0) throw Failure(WILLCALL_INTERNAL, "libsodium can't be initialised");
    static const int watching = pthread_atfork(nullptr, nullptr, [] { ++forks; });
    if (watching != 0) throw Failure(WILLCALL_INTERNAL, "forks can't be watched");
    auto engine = std::make_unique<OpenEngine>(std::move(options));
    engine->begin();
    return engine;
}

OpenEngine::OpenEngine(EngineOptions options)
    : options_(std::move(options)),
      season_text_(options_.apply && !options_.season.empty() ? read_season(options_.season) : ""),
      log_(options_.log),
      world_(world_of(options_, log_, closing_)),
      forks_(forks_of_process()),
      database_(store::Database::open(store_of(options_), world_)) {
    streams_ = std::make_unique<tables::Streams>(*database_, world_.now);
    auto& identifiers = database_->identifiers();
    chain_ = std::make_unique<journal::Chain>(database_->writer(), identifiers.writer(), world_);
    placing_ = std::make_unique<sales::Placing>(identifiers, *chain_, world_);
    turns_ = std::make_unique<store::Turns>(
        database_->writer(),
        [this](store::Connection& turn, std::span<store::Waiting* const> waiting) {
            placing_->lead(turn, waiting);
        },
        [this](bool committed) { end_turn(committed); });
}

void OpenEngine::end_turn(bool committed) {
    auto next = std::exchange(next_shelf_, nullptr);
    if (committed) {
        // Before anybody else's turn. Who was quoted between the commit and this was so before.
        if (next) put(std::move(next));
        if (courier_) courier_->wake();
    } else {
        chain_->forget();
        placing_->forget();
    }
}

OpenEngine::~OpenEngine() {
    if (courier_ && !forked()) courier_->stop();
}

bool OpenEngine::forked() const { return forks_ != forks_of_process(); }

void OpenEngine::stop_soon() noexcept {
    closing_ = true;
    courier_->stop_soon();
}

void OpenEngine::begin() {
    load_plugins();
    turns_->exclusive([&](store::Connection& turn) {
        const auto here = shelf();
        for (const auto& module : here->modules()) plugins::prepare_tables(*module, turn);
        delivery::prepare_keys(turn, world_, world_.now());
        publish(make_snapshot(turn));
        return true;
    });
    register_operations();
    refuse_missing_plugins();
    if (options_.apply && !options_.season.empty()) apply_season();
    keep_plugins();
    start_delivering();
    log_.say(1, "opened " + database_->kind() + " as writer " +
                    std::to_string(database_->identifiers().writer()));
}

void OpenEngine::register_operations() {
    const auto snapshot_of = [](const Call& call) {
        return static_cast<const Invocation&>(call).snapshot;
    };
    const auto catalogue_of = [=](const Call& call) { return snapshot_of(call)->catalogue; };
    const auto find_scope = [this](const Call& call, std::string_view permission) {
        const auto& invocation = static_cast<const Invocation&>(call);
        const auto& known = invocation.permitted;
        if (known.permission == permission && known.caller == call.caller &&
            known.snapshot == invocation.snapshot.get())
            return known.scope;
        return access::decide(call, *invocation.snapshot, world_, permission, {}).scope;
    };
    const catalogue::FindShown find_shown = [this](const Call& call, const auto& events) {
        return shown_to(call, events);
    };
    sales::Needs selling;
    selling.database = database_.get();
    selling.turns = turns_.get();
    selling.placing = placing_.get();
    selling.world = &world_;
    selling.snapshot_of = snapshot_of;
    selling.renew = [this](Call& call, store::Connection& connection, std::string_view operation) {
        auto& invocation = static_cast<Invocation&>(call);
        auto refused = renew(invocation, connection);
        return refused ? refused : permit(find(operation), invocation);
    };
    selling.find_scope = find_scope;
    selling.find_shown = find_shown;
    selling.code_of = [this](std::int64_t ticket, std::int64_t issue) {
        // What is published is committed: nothing is signed with a key that may never be kept.
        return current()->codes->sign(ticket, issue);
    };
    const access::Needs asking{
        snapshot_of, [this](std::string_view name) -> const Operation& { return find(name); },
        &world_};
    const auto add = [this](std::vector<Operation> operations) {
        for (auto& one : operations) operations_.add(std::move(one));
    };
    add({season_operation()});
    add(catalogue::season_operations(find_shown));
    add(access::access_operations(asking));
    const auto of_customers = customers_needs(find_scope, catalogue_of);
    add(customers::customers_operations(of_customers));
    add(customers::merge_operations(of_customers));
    add(customers::relation_operations(of_customers));
    add(sales::owner_operations(catalogue_of, of_customers.sees));
    add({erase_operation(of_customers, [this] { return shelf(); }), compact_operation()});
    for (auto* const made_by :
         {sales::shift_operations, sales::order_operations, sales::change_operations,
          sales::basket_operations, sales::seat_operations, sales::event_operations,
          sales::ticket_operations, sales::document_operations, sales::seller_operations})
        add(made_by(selling));
    add(delivery::key_operations(world_));
    add(delivery::delivery_operations([this]() -> delivery::Courier& { return *courier_; },
                                      catalogue_of));
    add(delivery::link_operations(lent(),
                                  [this](Call& call) { note_alone("deliveries.fetch", call); }));
    add(reports::customer_operations({find_scope, catalogue_of}));
    add(reports::report_operations(find_scope, catalogue_of, find_shown));
    add(reports::check_operations());
    add(reports::backup_operations());
    add(journal::journal_operations());
    const auto here = shelf();
    for (const auto& module : here->modules()) add(operations_of(*module));
}

delivery::Lent OpenEngine::lent() {
    delivery::Lent lent;
    lent.exclusive = [this](const std::function<bool(store::Connection&)>& work) {
        turns_->exclusive(work);
    };
    lent.read = [this] { return database_->read(); };
    lent.latest = [this]() -> delivery::Basis {
        const auto snapshot = latest();
        return {snapshot->catalogue, snapshot->instances, snapshot->codes};
    };
    lent.closing_of = sales::closing_content;
    lent.release_overdue = [this] { return release_overdue(); };
    lent.world = world_;
    lent.writer = database_->identifiers().writer();
    lent.log = world_.log;
    return lent;
}

bool OpenEngine::release_overdue() {
    const auto now = world_.now();
    {
        const auto reading = database_->read();
        if (!sales::any_lapsed(*reading, now) && !sales::any_overdue(*reading, now)) return false;
    }
    const auto snapshot = latest();
    bool released = false;
    turns_->exclusive([&](store::Connection& turn) {
        placing_->forget();
        return released = placing_->release_overdue(turn, now, snapshot);
    });
    return released;
}

void OpenEngine::start_delivering() {
    courier_ = std::make_unique<delivery::Courier>(lent());
    if (options_.workers > 0) courier_->start(options_.workers);
}

std::string OpenEngine::describe() {
    const std::shared_lock lock(operations_mutex_);
    return describe_json(operations_, WILLCALL_VERSION);
}

std::string OpenEngine::reference() {
    const std::shared_lock lock(operations_mutex_);
    return reference_markdown(operations_);
}

std::string OpenEngine::season_schema() { return schema_json(*shape::of<Season>()); }

}  // namespace willcall
