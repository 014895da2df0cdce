// What decisions are made from: one state of catalogue, plugins, keys and quotas, stamped with the
// epochs it was read at. A snapshot never changes; whoever decides from one says so with its
// epochs, and the turn compares them before anything is written.
#ifndef WILLCALL_ACCESS_SNAPSHOT_HPP
#define WILLCALL_ACCESS_SNAPSHOT_HPP

#include "catalogue/catalogue.hpp"
#include "plugins/instances.hpp"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

namespace willcall::delivery {
class TicketCodes;
}

namespace willcall::access {

// The epochs of a store by name ("access", "catalogue", "plugin/roles"); absent ones are 0.
using Epochs = std::map<std::string, std::int64_t, std::less<>>;
Epochs read_epochs(store::Connection& connection);
// Grows with every change of any of them.
std::int64_t read_epoch_sum(store::Connection& connection);
// In a turn: raises one.
void raise_epoch(store::Connection& turn, const std::string& name);

struct Snapshot {
    Epochs epochs;
    std::int64_t epoch_sum = 0;
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    std::shared_ptr<const plugins::Instances> instances;
    std::shared_ptr<const delivery::TicketCodes> codes;
    std::unordered_map<std::string, std::int64_t> quota_ids;  // by key
};

// What every question to a plugin is surrounded by in this call.
struct Questioning {
    Questioning(const Call& call, const Snapshot& snapshot, const World& world);
    Questioning(const Questioning&) = delete;
    Questioning& operator=(const Questioning&) = delete;
    // Says who acts and whose sale it is, from a caller that lives as long.
    void name(const Caller& caller);

    willcall_parties parties{};
    std::string owner;  // short texts of their ids, set by a sale
    std::string facilitator;
    plugins::Surroundings around;
};

}  // namespace willcall::access

#endif
