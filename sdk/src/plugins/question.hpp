// One question to a plugin: what surrounds it, and what the plugin said while answering.
#ifndef WILLCALL_PLUGINS_QUESTION_HPP
#define WILLCALL_PLUGINS_QUESTION_HPP

#include "operations/failure.hpp"
#include "operations/writing.hpp"
#include "store/connection.hpp"
#include "store/world.hpp"

#include <willcall/plugin/plugin.h>

#include <exception>
#include <functional>
#include <limits>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace willcall::plugins {

struct Module;

// Everything a plugin said through the call service while it answered one question.
struct Said {
    struct Claim {
        std::uint64_t item;
        std::string key;  // as the plugin names it
        std::int64_t units;
        std::string offer;
        std::optional<std::int64_t> capacity;  // of a quota that the owner has alone
    };
    struct Effect {
        std::uint64_t item;
        std::string offer;
        std::int64_t units;
        std::int64_t amount;
        std::string why;
    };
    struct Commission {
        std::uint64_t item;
        std::string name;
        std::int64_t amount;
        std::int64_t rate;
    };
    struct Opened {
        std::uint64_t item;
        std::string lock;
    };
    struct Quota {
        std::string key;
        std::int64_t capacity;
        bool spent = false;  // it does not come back
    };
    std::vector<std::pair<std::uint64_t, Reason>> reasons;  // with the item each belongs to
    std::vector<std::pair<std::uint64_t, Reason>> notes;    // the same, of what decides nothing
    bool noted_last = false;                                // whether a number belongs to a note
    std::vector<Claim> claims;
    std::vector<Effect> effects;
    std::vector<Opened> opened;
    std::vector<Quota> quotas;
    std::vector<Commission> commissions;
    std::vector<std::string> standings;
    std::string bytes;
    std::string title;
    std::int64_t subject = 0;  // of the journal's entry; 0: not said
    std::string failure;       // why it failed
    std::string failure_field;
};

// The sale that a rule judges, as far as its lines don't say.
struct SaleJudged {
    std::vector<willcall_text> codes;
    std::int32_t occasion = WILLCALL_OCCASION_SALE;
    bool explaining = false;
    // What is left of quotas that a turn found short, by plugin and key.
    const std::map<std::string, std::int64_t>* left = nullptr;
    std::function<const willcall_owner&()> owner;
    std::function<std::span<const willcall_relation>()> relations;  // of owner and facilitator
    std::function<std::string_view()> date_of_birth;                // the owner's
};

// What a plugin may reach while it answers. Members that are absent make the service say INVALID.
struct Surroundings {
    const World* world = nullptr;
    std::int64_t now = 0;
    std::int64_t deadline = std::numeric_limits<std::int64_t>::max();
    willcall_organisation organisation = {
        sizeof(willcall_organisation), 2, {"", 0}, {"", 0}, {"", 0}, {"", 0}, 0, 0};
    const willcall_parties* parties = nullptr;
    const SaleJudged* sale = nullptr;
    const std::vector<willcall_own_channel>* channels = nullptr;  // of the plugin, while it is made
    std::function<std::int64_t(std::int64_t moment)> on_wall;     // as if in UTC
    store::Connection* connection = nullptr;                      // for its tables
    bool in_turn = false;               // whether an operation that writes may do so
    willcall_writer* answer = nullptr;  // of a feature's operation
    // Invokes an operation as the caller's session. The answer is validated against the shape of
    // the operation's answers, so that a plugin reads it like any value.
    std::function<Answered<Value>(std::string_view operation, std::string_view request)> invoke;
    // The same on the plugin's own authority, where it declared the operation.
    std::function<Answered<Value>(std::string_view operation, std::string_view request)>
        invoke_as_plugin;
    std::function<void(std::string_view seller)> act_for;
    std::function<void(std::string_view channel)> enter;
    // Keys of the season, WILLCALL_KEYS_…; they outlive the call.
    std::function<std::vector<willcall_text>(std::int32_t what, std::string_view of)> keys;
    // How a quota stands; its key as the engine knows it.
    std::function<std::optional<willcall_stock>(const std::string& key)> stock;
    std::function<void(std::int64_t owner, std::string_view errand)> book_for;
    // Signs for one plugin, and says what was signed: nothing where it was not.
    std::function<std::string(std::string_view text)> sign;
    std::function<std::optional<std::string>(std::string_view text)> verify;
    // Why the caller may not do this, to that; nothing where they may.
    std::function<std::optional<Refusal>(std::string_view permission, std::string_view subject)>
        require;
    // Why nobody else is sold for; nothing where it is done.
    std::function<std::optional<Refusal>(std::string_view seller, std::string_view channel)>
        sell_for;
    const std::set<std::string, std::less<>>* switches = nullptr;  // that are on, by path
    std::function<void(int level, std::string_view line)> log;
};

}  // namespace willcall::plugins

// The opaque handle of the ABI.
struct willcall_call {
    willcall_call(const willcall::plugins::Module& asked,
                  const willcall::plugins::Surroundings& surroundings)
        : module(&asked), around(&surroundings) {}

    const willcall::plugins::Module* module;
    const willcall::plugins::Surroundings* around;
    bool may_write = false;  // it handles an operation that writes, in a turn
    willcall::plugins::Said said;

    // What was handed out and lives as long as the question: rows of scans, answers of invoke.
    struct Rows {
        std::vector<willcall_cell> cells;
        std::string texts;
    };
    std::list<Rows> rows;
    std::list<willcall_value> values;
    std::list<std::vector<willcall_text>> keys;
    std::list<std::string> texts;            // signed, or verified
    std::optional<willcall_writer> request;  // of the next invoke
    std::optional<willcall_writer> nowhere;  // takes what is written where no answer is asked for

    bool wrote = false;  // it put or removed rows: the plugin's epoch moves
    bool lost = false;   // something it said could not be kept, so its answer can't be trusted

    // The error of the service used last: passed on unchanged where the plugin ends with the
    // status that the service answered.
    willcall_status service_status = WILLCALL_OK;
    std::optional<willcall::Failure> service_failure;
    std::optional<willcall::Refusal> service_refusal;
    // Set where the turn was interrupted within a service: it runs again, whatever the plugin makes
    // of that.
    std::exception_ptr interrupted;
};

#endif
