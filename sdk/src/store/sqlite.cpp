// The store as one SQLite file.
#include "store/driver.hpp"
#include "store/sqlite_connection.hpp"

#include <filesystem>

namespace willcall::store {

namespace {

// SQLite says "unable to open database file" to all of these.
void complain_early(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (path.find('"') != path.npos)
        throw Failure(WILLCALL_STORE, "a path with a double quote can't be opened");
    if (fs::is_directory(path, ignored)) throw Failure(WILLCALL_STORE, "is a folder, not a file");
    const auto folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, ignored))
        throw Failure(WILLCALL_STORE, "the folder `" + folder.string() + "` does not exist");
}

}  // namespace

Driver sqlite_driver(const std::string& path, const Database::Options& options) {
    const auto wait_seconds = options.wait_seconds;
    Driver driver;
    driver.kind = "sqlite";
    driver.place = path;
    driver.connect_writer = [path, wait_seconds] {
        complain_early(path);
        auto connection = std::make_unique<SqliteConnection>(path, wait_seconds);
        connection->settle_writer();
        return connection;
    };
    driver.connect_reader = [path, wait_seconds] {
        auto connection = std::make_unique<SqliteConnection>(path, wait_seconds);
        connection->settle_reader();
        return connection;
    };
    driver.exists = [path] {
        std::error_code none;
        return std::filesystem::exists(path, none);
    };
    driver.remove = [path] {
        std::error_code none;
        for (const auto* const more : {"", "-wal", "-shm"})
            std::filesystem::remove(path + more, none);
    };
    return driver;
}

}  // namespace willcall::store
