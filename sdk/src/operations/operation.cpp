#include "operations/operation.hpp"

#include "operations/wording.hpp"

#include <algorithm>

namespace willcall {

namespace {

bool is_word(std::string_view text) {
    if (text.empty() || text.front() < 'a' || text.front() > 'z') return false;
    return std::all_of(text.begin(), text.end(), [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
               character == '_';
    });
}

bool is_operation_name(std::string_view name) {
    const auto dot = name.find('.');
    return dot != name.npos && is_word(name.substr(0, dot)) && is_word(name.substr(dot + 1));
}

// A mistake of whoever registers: of a plugin, or of ours.
Failure mistake(const Operation& operation, std::string message) {
    const auto status = operation.plugin.empty() ? WILLCALL_INTERNAL : WILLCALL_PLUGIN;
    return Failure(status, std::move(message)).of_plugin(operation.plugin);
}

}  // namespace

void Operations::add(Operation operation) {
    if (!is_operation_name(operation.name)) {
        throw mistake(operation,
                      "an operation is named like `orders.place`, not " + quoted(operation.name));
    }
    if (!operation.permission.empty() && !operation.permission.starts_with('/')) {
        throw mistake(operation, "the permission of " + quoted(operation.name) +
                                     " begins with `/`, not as " + quoted(operation.permission));
    }
    if (operation.request == nullptr || operation.answer == nullptr || !operation.handle) {
        throw mistake(operation, "the operation " + quoted(operation.name) +
                                     " lacks its request, its answer or its handler");
    }
    if (const auto taken = all_.find(operation.name); taken != all_.end()) {
        const auto& owner = taken->second.plugin;
        throw mistake(operation, "the operation " + quoted(operation.name) + " belongs to " +
                                     (owner.empty() ? "the engine" : "plugin " + quoted(owner)));
    }
    auto name = operation.name;
    all_.emplace(std::move(name), std::move(operation));
}

const Operation& Operations::find(std::string_view name) const {
    const auto found = all_.find(name);
    if (found != all_.end()) return found->second;
    std::vector<std::string_view> names;
    for (const auto& [each, operation] : all_) names.emplace_back(each);
    std::string message = "there is no operation " + quoted(name);
    if (const auto meant = did_you_mean(name, names); !meant.empty()) message += "; " + meant;
    throw not_found(std::move(message));
}

}  // namespace willcall
