// One question to a plugin: what surrounds it, and what the plugin said while answering.
#ifndef WILLCALL_PLUGINS_QUESTION_HPP
#define WILLCALL_PLUGINS_QUESTION_HPP

#include "operations/failure.hpp"
#include "operations/writing.hpp"
#include "store/connection.hpp"
#include "store/world.hpp"

#include <willcall/plugin/plugin.h>

#include <functional>
#include <limits>
#include <list>
#include <optional>
#include <string>
#include <vector>

namespace willcall::plugins {

// Everything a plugin said through the call service while it answered one question.
struct Said {
    struct Claim {
        std::uint64_t item;
        std::string key;  // as the plugin names it
        std::int64_t units;
        std::string offer;
    };
    struct Effect {
        std::uint64_t item;
        std::string offer;
        std::int64_t units;
        std::int64_t amount;
    };
    struct Opened {
        std::uint64_t item;
        std::string lock;
    };
    struct Quota {
        std::string key;
        std::int64_t capacity;
    };
    std::vector<std::pair<std::uint64_t, Reason>> reasons;  // with the item each belongs to
    std::vector<Claim> claims;
    std::vector<Effect> effects;
    std::vector<Opened> opened;
    std::vector<Quota> quotas;
    std::string bytes;
    std::string failure;  // why it failed
    std::string failure_field;
};

// What a plugin may reach while it answers. Members that are absent make the service say INVALID.
struct Surroundings {
    const World* world = nullptr;
    std::int64_t now = 0;
    std::int64_t deadline = std::numeric_limits<std::int64_t>::max();
    int decimals = 2;
    const willcall_parties* parties = nullptr;
    store::Connection* connection = nullptr;  // for its tables
    bool in_turn = false;                     // whether it may write
    willcall_writer* answer = nullptr;        // of a feature's operation
    // Invokes an operation as the caller's session; parsed answers live as long as the question.
    std::function<std::string(std::string_view operation, std::string_view request)> invoke;
    std::function<void(std::string_view seller)> act_for;
    std::function<void(int level, std::string_view line)> log;
};

}  // namespace willcall::plugins

// The opaque handle of the ABI.
struct willcall_call {
    const char* plugin = "";
    const willcall::plugins::Surroundings* around = nullptr;
    willcall::plugins::Said said;
    // What was handed out and lives as long as the question: rows of scans, answers of invoke.
    struct Rows {
        std::vector<willcall_cell> cells;
        std::list<std::string> texts;
    };
    std::list<Rows> rows;
    std::list<willcall_value> values;
    bool wrote = false;  // it put or removed rows: the plugin's epoch moves
    std::optional<willcall::Failure> invoked_failure;  // to pass on unchanged
    std::optional<willcall::Refusal> invoked_refusal;
};

#endif
