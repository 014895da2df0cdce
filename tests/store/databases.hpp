// A store of a test's own on each database the suites run on, gone when the test is.
#ifndef WILLCALL_TESTS_STORE_DATABASES_HPP
#define WILLCALL_TESTS_STORE_DATABASES_HPP

#include "operations/failure.hpp"
#include "store/database.hpp"
#include "store/postgresql_server.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace willcall::tests {

// A fresh folder, in memory where the machine has such a place.
class Folder {
public:
    Folder() {
        const char* wanted = std::getenv("TMPDIR");
        std::string base = wanted != nullptr ? wanted : "/dev/shm";
        if (!std::filesystem::is_directory(base)) base = std::filesystem::temp_directory_path();
        path_ = base + "/willcall-test-XXXXXX";
        if (mkdtemp(path_.data()) == nullptr)
            throw std::runtime_error("no folder can be made in " + base);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string file(const std::string& name) const { return path_ + "/" + name; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// An empty store, addressed by `url()`, on "sqlite" or "postgresql".
class EmptyStore {
public:
    explicit EmptyStore(const std::string& database) {
        if (database == "postgresql") schema_.emplace();
        else folder_.emplace();
    }
    std::string url() const {
        return schema_ ? schema_->url() : "sqlite:" + folder_->file("store.db");
    }
    std::unique_ptr<store::Database> open(store::Database::Options options = {}) const {
        return store::Database::open(url(), system_world(), options);
    }

private:
    std::optional<Folder> folder_;
    std::optional<PostgresqlSchema> schema_;
};

// The failure that `work` ends with; the test fails where there is none.
inline Failure failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Failure& failure) {
        return failure;
    }
    ADD_FAILURE() << "nothing failed";
    return {WILLCALL_OK, ""};
}

inline bool says(const Failure& failure, const std::string& words) {
    return std::string(failure.what()).find(words) != std::string::npos;
}

}  // namespace willcall::tests

// Runs a TEST_P suite on every database; its name becomes the suite's: "sqlite/Rows".
#define ON_EVERY_DATABASE(suite)                                                                   \
    INSTANTIATE_TEST_SUITE_P(sqlite, suite, testing::Values(std::string("sqlite")));               \
    INSTANTIATE_TEST_SUITE_P(postgresql, suite, testing::Values(std::string("postgresql")))

#endif
