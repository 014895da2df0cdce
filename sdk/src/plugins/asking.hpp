// Asking a plugin: the call, what became of it, and what it may not have said.
#ifndef WILLCALL_PLUGINS_ASKING_HPP
#define WILLCALL_PLUGINS_ASKING_HPP

#include "plugins/instances.hpp"

#include <exception>
#include <type_traits>

namespace willcall::plugins {

// Calls one function of a plugin. The pointer loses its `noexcept` on the way: a plugin built
// before C++17 could not be kept from throwing by its compiler, and must not end the process.
template <class... Parameters>
willcall_status called(willcall_call& call, willcall_status (*function)(Parameters...),
                       std::type_identity_t<Parameters>... arguments) {
    try {
        return function(arguments...);
    } catch (const std::exception& defect) {
        call.said.failure = std::string("it threw: ") + defect.what();
    } catch (...) {
        call.said.failure = "it threw";
    }
    call.service_failure.reset();
    return WILLCALL_PLUGIN;
}

// Throws why the plugin did not answer: the error of a service it used, or its own.
[[noreturn]] void throw_failed(const willcall_call& call, willcall_status status);

inline void settle(const willcall_call& call, willcall_status status) {
    if (status != WILLCALL_OK || call.lost) throw_failed(call, status);
}

// Throws where what was said makes no sense, and would harm who believes it.
[[noreturn]] void throw_nonsense(const willcall_call& call, const std::string& what);

Reason plain_reason(const Module& module, const std::string& rule, std::string message);

// Calls a family's `create`; throws where the plugin can't make one.
template <class Table, class... Key>
Instance<Table> make_instance(const Module& module, const std::optional<Table>& table,
                              const Surroundings& around, const Value& settings, Key... key) {
    willcall_call call(module, around);
    void* made = nullptr;
    const auto status =
        called(call, table->create, &host(), &call, module.context, key..., &settings, &made);
    // Settings the plugin itself finds wrong are the season's fault, not the plugin's.
    if (status == WILLCALL_INVALID && !call.service_failure && !call.said.failure.empty())
        throw invalid(call.said.failure).at(call.said.failure_field).of_plugin(module.name);
    settle(call, status);
    return Instance<Table>(module, *table, made);
}

}  // namespace willcall::plugins

#endif
