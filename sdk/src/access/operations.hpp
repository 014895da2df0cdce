// The operations of this room: sessions, users, and why somebody may or may not.
#ifndef WILLCALL_ACCESS_OPERATIONS_HPP
#define WILLCALL_ACCESS_OPERATIONS_HPP

#include "access/permissions.hpp"
#include "operations/operation.hpp"

namespace willcall::access {

// What these operations need of the engine.
struct Needs {
    std::function<std::shared_ptr<const Snapshot>(const Call&)> snapshot;
    std::function<const Operation&(std::string_view)> operation;  // throws where there is none
    const World* world = nullptr;
};

std::vector<Operation> access_operations(const Needs& needs);
std::vector<Operation> user_operations(const Needs& needs);

}  // namespace willcall::access

#endif
