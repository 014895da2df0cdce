// A Python object as a plugin: the tables of the plugin ABI, filled with functions that ask it.
#ifndef WILLCALL_PYTHON_CARRIED_HPP
#define WILLCALL_PYTHON_CARRIED_HPP

#include "core.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace willcall::python {

class Carried {
public:
    // `asks` is what the package puts between the tables and the plugin; see _plugins.py.
    Carried(py::object asks, std::string name, std::string version, std::string summary,
            const std::vector<std::string>& families, std::string method,
            std::vector<std::pair<std::string, std::string>> takes);
    Carried(const Carried&) = delete;
    Carried& operator=(const Carried&) = delete;
    ~Carried();

    const willcall_module* module() const { return &module_; }
    const void* find(std::string_view id) const;
    const py::object& asks() const { return asks_; }

private:
    py::object asks_;
    std::string name_, version_, summary_, method_;
    std::vector<std::pair<std::string, std::string>> documents_;
    std::vector<willcall_taken> takes_;
    willcall_delivery delivery_;
    bool delivers_ = false, decides_ = false, judges_ = false;
    std::size_t slot_;
    willcall_module module_{};
};

// What an instance of the tables is: the plugin, and the host it may speak to.
struct Instance {
    const Carried* plugin;
    const willcall_host* host;
};

// `create` and `destroy` of every family.
willcall_status create(const willcall_host* host, willcall_call* call, void* context,
                       const willcall_value* settings, void** instance) noexcept;
void destroy(void* instance) noexcept;

// Runs `work` with the GIL. What it raises becomes the status, the message and a line of the log.
template <class Work>
willcall_status asked(const Instance& instance, willcall_call* call, Work work) noexcept;

// The status for what is being handled; to be called from a handler.
willcall_status raised(const Instance& instance, willcall_call* call) noexcept;
willcall_status absent(const Instance& instance, willcall_call* call) noexcept;

template <class Work>
willcall_status asked(const Instance& instance, willcall_call* call, Work work) noexcept {
    const Attached attached;
    if (!attached) return absent(instance, call);
    try {
        work();
        return WILLCALL_OK;
    } catch (...) {
        return raised(instance, call);
    }
}

// Element `index` of an array with a stride.
template <class T>
T& element(T* first, std::uint64_t stride, std::uint64_t index) {
    using Byte = std::conditional_t<std::is_const_v<T>, const std::byte, std::byte>;
    return *reinterpret_cast<T*>(reinterpret_cast<Byte*>(first) + index * stride);
}

// A text that lives as long as the Python text it is of.
willcall_text borrowed(const py::handle& text);

// The parties of a call, by name.
py::dict parties_of(const Instance& instance, willcall_call* call);
// Says a reason, None or (rule, message, {name: number}), of item `item`.
void say(const Instance& instance, willcall_call* call, std::uint64_t item,
         const py::handle& reason);

extern const willcall_policy policy_table;
extern const willcall_eligibility eligibility_table;
willcall_status deliver(void* instance, willcall_call* call, const willcall_job* jobs,
                        std::uint64_t job_size, willcall_outcome* outcomes,
                        std::uint64_t outcome_size, std::uint64_t count) noexcept;

}  // namespace willcall::python

#endif
