// The shelf: every plugin this engine has, loaded from files or carried by the host program.
#ifndef WILLCALL_PLUGINS_SHELF_HPP
#define WILLCALL_PLUGINS_SHELF_HPP

#include "operations/operation.hpp"
#include "plugins/tables.hpp"

#include <willcall/plugin/plugin.h>

#include <memory>
#include <string>
#include <vector>

namespace willcall::plugins {

// A module with its tables copied to this host's size: missing optional slots are absent, and a
// missing mandatory one refused when it was shelved.
struct Module {
    std::string name;
    std::string version;
    std::string summary;
    std::string file;                        // empty: carried by the host
    const willcall_module* table = nullptr;  // the plugin's own
    void* context = nullptr;                 // handed to every `create`
    const willcall_shape* settings = nullptr;
    std::vector<Table> tables;
    std::optional<willcall_policy> policy;
    std::optional<willcall_channel> channel;
    std::optional<willcall_eligibility> eligibility;
    std::optional<willcall_document> document;
    std::optional<willcall_delivery> delivery;
    std::optional<willcall_feature> feature;
    std::vector<willcall_operation> operations;  // of the feature
    std::vector<std::string> authority;          // operations it may invoke, whoever calls it
    std::vector<willcall_document_kind> makes;
    std::vector<willcall_taken> takes;
};

// What is on a shelf stays there; a copy of one shares its modules. Whoever asks of several holds a
// shelf that no longer grows, since an engine puts a longer one in its place.
class Shelf {
public:
    // Loads one file, once per process, for good: absolute path, all symbols bound, none shared.
    // Throws a Failure that names file and cause: absent, no entry, another ABI, too short a table.
    // A file that is already on this shelf stays as it is; another of the same name is refused.
    const Module& load(const std::string& path);
    // Takes a module the host program carries; the table must outlive the engine.
    const Module& add(const willcall_module* module, void* context);

    const Module* find(std::string_view name) const;
    const std::vector<std::shared_ptr<const Module>>& modules() const { return modules_; }

private:
    const Module& shelve(std::unique_ptr<Module> module);
    std::vector<std::shared_ptr<const Module>> modules_;
};

// The host table that all plugins of the process are given.
const willcall_host& host();

// Where shipped plugins are: WILLCALL_PLUGIN_PATH (ignored in privileged processes), then the
// folders beside this library (build tree and installed). Never the current directory.
std::vector<std::string> plugin_folders();

}  // namespace willcall::plugins

#endif
