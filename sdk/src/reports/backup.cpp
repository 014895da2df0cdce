// store.backup: the whole store as it stands now, in a file of its own.
#include "store/backup.hpp"

#include "operations/call.hpp"
#include "reports/check.hpp"

#include <willcall/store.hpp>

#include <filesystem>

namespace willcall::reports {

namespace {

namespace fs = std::filesystem;

// Everything that can be known before is said before, by the field.
void examine(const fs::path& path) {
    std::error_code none;
    if (path.string().find('\0') != std::string::npos)
        throw invalid("a path can't hold a NUL").at("path");
    if (fs::exists(fs::symlink_status(path, none)))
        throw invalid("`" + path.string() + "` is there already; a backup overwrites nothing")
            .at("path");
    if (!fs::is_directory(path.parent_path(), none))
        throw invalid("the folder `" + path.parent_path().string() + "` does not exist").at("path");
}

Answered<StoreBackedUp> back_up(Call& call, const BackUpStore& request) {
    const auto path = fs::absolute(request.path).lexically_normal();
    examine(path);
    store::back_up(*call.connection, path.string());
    return StoreBackedUp{path.string(), static_cast<std::int64_t>(fs::file_size(path))};
}

}  // namespace

std::vector<Operation> backup_operations() {
    std::vector<Operation> operations;
    operations.push_back(operation<BackUpStore, StoreBackedUp>(
        "store.backup", "/store/backup",
        "copies the store into a new file while everybody goes on selling; SQLite only",
        Handling::reads, back_up));
    return operations;
}

}  // namespace willcall::reports
