// Permission decisions: forbid beats permit, no permit means no, and the answer keeps every reason.
#ifndef WILLCALL_ACCESS_PERMISSIONS_HPP
#define WILLCALL_ACCESS_PERMISSIONS_HPP

#include "access/scope.hpp"
#include "access/snapshot.hpp"

#include <willcall/access.hpp>

#include <unordered_set>

namespace willcall::access {

struct Decision {
    bool permitted = false;
    Scope scope = Scope::none;    // of what is read under the permission; none without it
    std::vector<Reason> reasons;  // of every policy that had an opinion; never empty
};

// By the engine itself, without asking anybody: who may, sees all.
Decision decided(bool permitted, std::string rule, std::string message);

// May the caller of `call` do `permission` to `subject`? A policy that fails counts as a forbid.
// The host may do everything. Who acts for another may do, and sees, what both may and see.
Decision decide(const Call& call, const Snapshot& snapshot, const World& world,
                std::string_view permission, std::string_view subject);

// Whether a policy denies this to the seller in so many words: no opinion is none, and one that
// fails has said nothing.
bool is_denied_to_seller(const Call& call, const Snapshot& snapshot, const World& world,
                         std::string_view permission);

// Whether a user is in the subtree of `who`: themselves, or whom they invited, or these, and so on.
bool is_in_subtree(store::Connection& connection, std::int64_t who, std::int64_t user);

// Which users somebody sees in a scope.
class SeenUsers {
public:
    SeenUsers(store::Connection& connection, const Caller& caller, Scope scope);
    bool has(const UserFacts& user) const;
    // Whether one whom the caller makes in this channel would be among them: of a subtree all are,
    // for they stand below whoever makes them.
    bool would_have(std::string_view channel) const;

private:
    std::int64_t own_;
    std::string channel_;
    Scope scope_;
    std::unordered_set<std::int64_t> subtree_;
};

}  // namespace willcall::access

#endif
