// The open engine: what it holds, and who may touch it when.
#ifndef WILLCALL_ENGINE_STATE_HPP
#define WILLCALL_ENGINE_STATE_HPP

#include "access/permissions.hpp"
#include "access/sessions.hpp"
#include "access/snapshot.hpp"
#include "delivery/codes.hpp"
#include "delivery/worker.hpp"
#include "engine/engine.hpp"
#include "engine/log.hpp"
#include "journal/journal.hpp"
#include "operations/schema.hpp"
#include "plugins/shelf.hpp"
#include "sales/orders.hpp"
#include "store/database.hpp"
#include "store/turns.hpp"
#include "tables/operation.hpp"
#include "tables/stream.hpp"

#include <atomic>
#include <mutex>
#include <set>
#include <shared_mutex>

namespace willcall {

// A call with what keeps its parts alive.
struct Invocation : Call {
    std::shared_ptr<const Caller> held_caller;
    std::shared_ptr<const access::Snapshot> snapshot;
    // What was decided when its operation was permitted: how far it sees is part of that.
    struct Permitted {
        std::string_view permission;  // of the operation, which outlives the call
        const Caller* caller = nullptr;
        const access::Snapshot* snapshot = nullptr;
        access::Scope scope = access::Scope::none;
    } permitted;
};

class OpenEngine final : public Engine {
public:
    explicit OpenEngine(EngineOptions options);
    ~OpenEngine() override;

    void load(const std::string& path) override;
    void add(const willcall_module* module, void* context) override;
    std::string describe() override;
    std::string reference() override;
    std::string season_schema() override;
    EngineAnswer open_session(std::string_view credentials, OpenSession& session) override;
    EngineAnswer invoke(std::int64_t session, std::string_view operation, std::string_view request,
                        const CallOptions& options) override;
    void invoke_together(std::span<CallTogether> calls) override;
    bool joins_turns(std::string_view operation) const override;
    std::shared_ptr<tables::Stream> open_table(std::int64_t session, std::string_view operation,
                                               std::string_view request) override;
    std::string make_report(std::int64_t session, std::string_view operation,
                            std::string_view request, std::string_view format) override;
    bool forked() const override;
    void stop_soon() noexcept override;

    // Finishes opening: plugins, keys, season. Throws; the engine is then just destroyed.
    void begin();

private:
    // --- opening.cpp
    void end_turn(bool committed);
    void register_operations();
    Operation compact_operation();
    delivery::Lent lent();
    bool release_overdue();
    void start_delivering();

    // --- shelving.cpp
    std::shared_ptr<const plugins::Shelf> shelf() const;
    void put(std::shared_ptr<const plugins::Shelf> shelf);
    void load_plugins();
    std::vector<Operation> operations_of(const plugins::Module& module);
    void take_in(const std::function<const plugins::Module&(plugins::Shelf&)>& add);
    void take_in(const plugins::Module& module,
                 const std::shared_ptr<const plugins::Shelf>& with_it);
    void refuse_missing_plugins() const;
    std::set<std::string> record_plugins(store::Connection& turn, const access::Snapshot& snapshot);
    std::set<std::string> keep_plugins(Invocation& call, store::Connection& turn,
                                       std::vector<catalogue::WantedQuota> quotas = {});
    void keep_plugins();

    // --- applying.cpp
    Invocation own_call(std::shared_ptr<const access::Snapshot> snapshot) const;
    Invocation own_call(std::shared_ptr<const access::Snapshot> snapshot,
                        store::Connection& turn) const;
    void apply_season();
    Operation season_operation();

    // --- snapshots.cpp
    std::shared_ptr<const access::Snapshot> current() const;
    std::shared_ptr<const access::Snapshot> latest();
    std::shared_ptr<const access::Snapshot> make_snapshot(store::Connection& connection);
    std::shared_ptr<const access::Snapshot> make_snapshot(store::Connection& connection,
                                                          const plugins::Shelf& shelf);
    std::shared_ptr<const plugins::Instances> make_instances(const plugins::Shelf& shelf,
                                                             const catalogue::Catalogue& catalogue,
                                                             store::Connection& connection);
    void publish(const std::shared_ptr<const access::Snapshot>& snapshot);
    Answered<std::shared_ptr<const Caller>> caller_of(std::int64_t session,
                                                      store::Connection* connection);
    std::optional<Refusal> find_caller(Invocation& call, std::int64_t session,
                                       store::Connection* connection);
    std::optional<Refusal> renew(Invocation& call, store::Connection& connection);
    std::vector<bool> shown_to(const Call& call, std::span<const std::string> events) const;
    void introduce_events(Invocation& call, const access::Snapshot& before,
                          store::Connection& turn);
    std::set<std::string> declare_quotas(Invocation& call, store::Connection& turn,
                                         std::vector<catalogue::WantedQuota> quotas);

    // --- together.cpp
    std::unique_ptr<UnderWay> begin_one(CallTogether& one, Invocation& call);

    // --- signing_in.cpp
    plugins::SignInRules sign_in_rules(const UserFacts& user, store::Connection& turn,
                                       std::int64_t now);
    std::optional<Refusal> note_use(const Caller& caller, std::int64_t now);

    // --- invoking.cpp
    void check_usable() const;
    static void check_key(std::string_view key);
    std::optional<Refusal> prepare(Invocation& call, std::int64_t session, std::string_view request,
                                   const CallOptions& options);
    std::optional<Refusal> permit(const Operation& operation, Invocation& call) const;
    std::optional<Refusal> permit_before_turn(const Operation& operation, Invocation& call);
    Value validated(const Operation& operation, std::string_view request, const Call& call) const;
    EngineAnswer read(const Operation& operation, Invocation& call);
    EngineAnswer place(const Operation& operation, Invocation& call);
    EngineAnswer write(const Operation& operation, Invocation& call);
    EngineAnswer write_alone(const Operation& operation, Invocation& call);
    bool write_in_turn(const Operation& operation, Invocation& call, store::Connection& turn,
                       EngineAnswer& answer);
    bool answered_before(const Operation& operation, const Invocation& call,
                         store::Connection& turn, EngineAnswer& answer) const;
    void settle(const Operation& operation, Invocation& call, store::Connection& turn,
                const std::string& answer);
    void note(const std::string& operation, const Call& call, store::Connection& turn);
    void note_alone(const std::string& operation, Call& call);
    Answered<Value> invoke_inside(Call& outer, std::string_view operation, std::string_view request,
                                  const std::string& authority = {});
    std::optional<Refusal> handle_feature(const plugins::Module& module, std::uint64_t number,
                                          Call& call, const Value& request,
                                          willcall_writer& answer);
    const plugins::Feature& feature_of(const plugins::Module& module,
                                       const access::Snapshot& snapshot) const;
    void act_for(const plugins::Module& module, Invocation& call, std::string_view seller);
    void enter(Call& call, std::string_view channel);
    static std::function<std::optional<willcall_stock>(const std::string&)>
    stock_of(const Call& call);
    static void book_for(Call& call, std::int64_t owner, std::string_view errand);
    static std::optional<Refusal> sell_for(Invocation& call, access::Questioning& questioning,
                                           std::string_view seller, std::string_view channel);
    const Operation& find(std::string_view name) const;

    // --- undoing.cpp
    std::optional<Refusal> handle_inside(const Operation& operation, Call& call,
                                         const Value& request, willcall_writer& answer);
    void undo_inside(store::Connection& turn);

    // --- tables.cpp
    EngineAnswer read_table(const Operation& operation, Call& call, const Value& request) const;
    tables::Plan plan_feature(const plugins::Module& module, std::uint64_t number, Call& call,
                              const Value& filters);
    void complete(tables::Head& head, const catalogue::Catalogue& catalogue) const;
    std::shared_ptr<tables::Table> plan_table(const Operation& operation, Invocation& call,
                                              store::Connection& connection);

    EngineOptions options_;
    std::string season_text_;  // read before a store is made for a season that is not there
    Log log_;
    std::atomic<bool> closing_{false};  // plugins ask for it by `world_`
    World world_;
    unsigned forks_;  // of this process, when the engine was opened
    std::unique_ptr<store::Database> database_;
    std::mutex loading_mutex_;  // plugins come in one by one
    mutable std::mutex shelf_mutex_;
    std::shared_ptr<const plugins::Shelf> shelf_;
    mutable std::shared_mutex operations_mutex_;  // plugins may still come in while others ask
    Operations operations_;

    // Touched inside turns only.
    std::shared_ptr<const plugins::Shelf> next_shelf_;  // the engine's once the turn is committed
    std::unique_ptr<journal::Chain> chain_;
    std::unique_ptr<sales::Placing> placing_;
    std::unique_ptr<store::Turns> turns_;

    // Not an atomic shared_ptr: that of libstdc++ 12 is a spinlock too, and one whose order
    // ThreadSanitizer can't follow.
    mutable std::shared_mutex snapshot_mutex_;
    std::shared_ptr<const access::Snapshot> snapshot_;
    std::shared_mutex callers_mutex_;
    std::unordered_map<std::int64_t, std::shared_ptr<const Caller>> callers_;
    std::int64_t callers_epoch_ = 0;  // of "access", as the cached callers were read at

    // Rows of a plugin's table keep its instance: they end before all that it goes by, however long
    // somebody holds their stream.
    std::unique_ptr<tables::Streams> streams_;
    std::unique_ptr<delivery::Courier> courier_;
};

EngineAnswer refused_answer(const Refusal& refusal, int decimals);

// Forks of this process so far: an engine of the parent is dead in the child.
unsigned forks_of_process();

}  // namespace willcall

#endif
