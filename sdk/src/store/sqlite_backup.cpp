// A store kept in another file: by SQLite's own backup, through the reading connection, so that the
// copy is what that connection's transaction sees, whatever is sold meanwhile.
#include "store/backup.hpp"
#include "store/sqlite_connection.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace willcall::store {

using namespace sqlite_api;

namespace {

[[noreturn]] void fail_at(const std::string& what, int code) {
    throw Failure(WILLCALL_STORE, what + ": " + std::strerror(code));
}

class Descriptor {
public:
    Descriptor(const std::string& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

// What a backup is called until it is whole; gone at the end, whatever happened.
class Unfinished {
public:
    explicit Unfinished(const std::string& wanted) : path_(wanted + ".unfinished") {
        const Descriptor made(path_, O_WRONLY | O_CREAT | O_EXCL);
        if (made.number() >= 0) return;
        const auto code = errno;
        if (code == EEXIST)
            throw invalid("there is another backup that is not finished, or never was: `" + path_ +
                          "`; remove it if nobody makes it")
                .at("path");
        fail_at("`" + path_ + "` can't be made", code);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() { ::unlink(path_.c_str()); }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

void flush(const std::string& path, int flags) {
    const Descriptor opened(path, flags);
    if (opened.number() < 0 || ::fsync(opened.number()) != 0)
        fail_at("`" + path + "` can't be flushed", errno);
}

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};

}  // namespace

void SqliteConnection::back_up(const std::string& path) {
    const Unfinished unfinished(path);
    {
        sqlite3* opened = nullptr;
        auto code =
            sqlite3_open_v2(unfinished.path().c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
        const std::unique_ptr<sqlite3, Close> target(opened);
        auto* const backup =
            code == SQLITE_OK ? sqlite3_backup_init(opened, "main", native_, "main") : nullptr;
        if (backup != nullptr) {
            sqlite3_backup_step(backup, -1);  // what it says, finish says again
            code = sqlite3_backup_finish(backup);
        } else if (code == SQLITE_OK) code = sqlite3_errcode(opened);
        if (code != SQLITE_OK)
            throw Failure(WILLCALL_STORE,
                          "the backup failed: " + std::string(sqlite3_errstr(code)));
    }
    flush(unfinished.path(), O_RDONLY);
    if (::renameat2(AT_FDCWD, unfinished.path().c_str(), AT_FDCWD, path.c_str(),
                    RENAME_NOREPLACE) != 0)
        fail_at("`" + path + "` can't be made", errno);
    flush(std::filesystem::path(path).parent_path().string(), O_RDONLY | O_DIRECTORY);
}

void back_up(Connection& reading, const std::string& path) {
    auto* const sqlite = dynamic_cast<SqliteConnection*>(&reading);
    if (sqlite == nullptr)
        throw invalid("only a store in an SQLite file is backed up by the engine; a server has "
                      "tools of its own, such as pg_dump");
    sqlite->back_up(path);
}

}  // namespace willcall::store
