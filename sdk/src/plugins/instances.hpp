// Instances: the plugins of one store at one state of their settings and tables. A set never
// changes; when an epoch has moved the engine makes a new one and lets go of the old.
#ifndef WILLCALL_PLUGINS_INSTANCES_HPP
#define WILLCALL_PLUGINS_INSTANCES_HPP

#include "operations/reading.hpp"
#include "plugins/question.hpp"
#include "plugins/shelf.hpp"

#include <map>
#include <span>

namespace willcall::tables {
struct Plan;
}  // namespace willcall::tables

namespace willcall::plugins {

// One instance of one family's table; destroyed with its set. A question that fails, throws in the
// plugin or runs past its tables becomes a Failure WILLCALL_PLUGIN naming the plugin.
template <class Table>
class Instance {
public:
    Instance(const Module& module, const Table& table, void* instance)
        : module_(&module), table_(&table), instance_(instance) {}
    Instance(Instance&& other) noexcept
        : module_(other.module_),
          table_(other.table_),
          instance_(std::exchange(other.instance_, nullptr)) {}
    Instance& operator=(Instance&&) = delete;
    ~Instance() {
        if (instance_ != nullptr) table_->destroy(instance_);
    }
    const Module& module() const { return *module_; }
    const Table& table() const { return *table_; }
    void* self() const { return instance_; }

private:
    const Module* module_;
    const Table* table_;
    void* instance_;
};

using Policy = Instance<willcall_policy>;
using Eligibility = Instance<willcall_eligibility>;
using Document = Instance<willcall_document>;
using Delivery = Instance<willcall_delivery>;
using Feature = Instance<willcall_feature>;
using Channel = Instance<willcall_channel>;

// A configured channel: its key, the kind's module, its validated settings.
struct ChannelToMake {
    std::string key;
    std::string kind;
    Value settings;  // validated against the kind's shape
    std::string name = {};
};

class Instances {
    const Shelf shelf_;  // whose modules the instances are of; first, so that it goes last

public:
    // `settings` holds validated settings per plugin name (absent: an empty object).
    Instances(const Shelf& shelf, const std::map<std::string, Value>& settings,
              std::span<const ChannelToMake> channels, const Surroundings& around);

    const Shelf& shelf() const { return shelf_; }

    std::vector<Policy> policies;
    std::vector<Eligibility> eligibilities;
    std::vector<Document> documents;
    std::vector<Delivery> deliveries;
    std::vector<Feature> features;
    std::map<std::string, Channel, std::less<>> channels;  // by key
    // Who carries each delivery method with these settings; null where nobody does.
    const Delivery* carrier(std::string_view method) const;

    // What could not be made: policies, rules and the rest by plugin name, channels by key. What
    // the Failure says stands in for every answer.
    using Broken = std::map<std::string, Failure, std::less<>>;
    Broken broken_policies;
    Broken broken_rules;
    Broken broken;
    Broken broken_channels;
    // Throws what stands in for an answer: a failure of the plugin, whatever kept it from being
    // made.
    [[noreturn]] static void throw_broken(const Failure& cause);

private:
    void find_carriers(const Surroundings& around);
    std::map<std::string, const Delivery*, std::less<>> carriers_;  // into `deliveries`
};

// Asks, and turns what the plugin said into values. Each may throw a Failure naming the plugin. An
// answer that is none of the numbers of the ABI counts as the safest of them, and whatever answers
// no has a reason: where the plugin says none, a plain one in its name.
struct PolicyAnswer {
    std::int32_t decision = WILLCALL_NO_OPINION;
    std::int32_t scope = WILLCALL_SCOPE_UNSAID;
    std::vector<Reason> reasons;
};
PolicyAnswer ask(const Policy& policy, const Surroundings& around,
                 const willcall_permission_question& question);

struct ChannelAnswer {
    std::vector<bool> on_sale;  // per line
    Said said;
};
ChannelAnswer ask(const Channel& channel, const Surroundings& around,
                  std::span<const willcall_sale_line> lines);

// Texts of the terms are copied.
struct Terms {
    bool accepted = false;
    std::int32_t payment = WILLCALL_PAYMENT_UNSAID;
    std::int32_t shift = WILLCALL_SHIFT_BY_ROLE;
    std::string method;
    std::string recipient;
    std::string location;
    std::vector<Reason> reasons;
    std::vector<Said::Claim> claims;  // of a change: by the number of the order's line
};
Terms ask(const Channel& channel, const Surroundings& around, const willcall_sale& sale);
Terms ask(const Channel& channel, const Surroundings& around, const willcall_change& change);

// How users of a channel sign in; one that says nothing lets them.
struct SignInRules {
    bool one_device = false;
    bool take_over = false;
    std::int64_t idle_minutes = 0;  // 0: never
};
SignInRules ask_sign_in(const Channel& channel, const Surroundings& around);
// Which of these events, by key, whoever sells in the channel is shown.
std::vector<bool> ask_shown(const Channel& channel, const Surroundings& around,
                            std::span<const std::string> events);
// What a channel with these settings has to say to whoever saves it; nothing where it can't even be
// made.
std::vector<Reason> ask_warnings(const Module& module, const Surroundings& around,
                                 const std::string& key, const Value& settings);

// In a turn: tells the channel of events that it has not met; whether it wrote into its tables.
bool meet(const Channel& channel, const Surroundings& around,
          std::span<const willcall_text> events);

// How something is handed over, and to whom; no method: not at all.
struct Handing {
    std::string method;
    std::string recipient;
};
Handing ask_closing(const Channel& channel, const Surroundings& around);

// As what the owner of a sale counts, by this rule.
std::vector<std::string> ask_standings(const Eligibility& rule, const Surroundings& around);

// Whether the facilitator of a sale may book for its owner.
struct Facilitation {
    std::int32_t verdict = WILLCALL_VERDICT_NO_OPINION;  // that, yes or no
    std::vector<Reason> reasons;                         // of a no
};
Facilitation ask_facilitation(const Eligibility& rule, const Surroundings& around);

struct Judgement {
    std::vector<std::int32_t> verdicts;  // per line
    Said said;
};
Judgement ask(const Eligibility& rule, const Surroundings& around,
              std::span<const willcall_sale_line> lines);

// The quotas all channels and rules declare, keys as the engine knows them ("plugin/<name>/<key>"),
// each once.
std::vector<Said::Quota> declared_quotas(const Instances& instances, const Surroundings& around);
std::string quota_key(std::string_view plugin, std::string_view key);

struct MadeDocument {
    std::string bytes;
    std::string title;  // as its maker calls it; empty: not at all
};
MadeDocument make_document(const Document& maker, const Surroundings& around, std::uint64_t number,
                           const Value& content);

struct Outcome {
    std::int32_t state = WILLCALL_OUTCOME_UNSAID;
    std::int64_t again_after_seconds = 0;
    std::string detail;
};
std::vector<Outcome> hand_over(const Delivery& carrier, const Surroundings& around,
                               std::span<const willcall_job> jobs);

// Operations of a module's feature, ready to register; `handle_feature` is called for each request
// with the module and the operation's number.
using HandleFeature = std::function<std::optional<Refusal>(
    const Module&, std::uint64_t number, Call&, const Value& request, willcall_writer& answer)>;
// The same for a table: whose rows they are, and where they come from.
using PlanFeature =
    std::function<tables::Plan(const Module&, std::uint64_t number, Call&, const Value& filters)>;
std::vector<Operation> feature_operations(const Module& module, const HandleFeature& handle,
                                          const PlanFeature& plan = {});
// Asks the feature's instance to handle one request. A Failure of INVALID, NOT_FOUND, CONFLICT or
// UNAVAILABLE is the plugin's answer to the caller; every other is a defect of the plugin. Errors
// of operations it invoked, and of the store, come through unchanged.
struct Handled {
    std::optional<Refusal> refusal;
    bool wrote_tables = false;
    std::int64_t subject = 0;  // what the journal's entry is about; 0: the plugin does not say
};
Handled handle(const Feature& feature, const Surroundings& around, std::uint64_t number,
               const Value& request);

// Asks for the rows of a table that come after `last`, each of the table's row shape. Errors are
// those of `handle`. `around` lacks the answer.
std::vector<Value> rows_after(const Feature& feature, const Surroundings& around,
                              std::uint64_t number, const Value& filters, const Value* last,
                              std::int32_t scope, const Dialect& dialect);

}  // namespace willcall::plugins

#endif
