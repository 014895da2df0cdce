// A disk that loses power, fails and fills up at a chosen operation: an SQLite VFS in memory, which
// keeps apart what was written and what was synced. It sees what SQLite does to files; the rest of
// SQLite, and all of the engine, is what one ships.
#ifndef WILLCALL_TESTS_FAULTS_DISK_HPP
#define WILLCALL_TESTS_FAULTS_DISK_HPP

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3_vfs;

namespace willcall::tests {

class Disk {
public:
    // What a power cut leaves of the writes that were not synced.
    enum class Leaves { nothing, some_writes, some_sectors, everything };
    enum class Operation { read, write, sync };  // to change a file's size is to write

    // Every connection opened from now on lives here.
    Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;
    // All connections are closed by then.
    ~Disk();

    // Storage operations that change something, so far: writes, truncations, syncs, deletions.
    std::int64_t change_count() const;

    // The power goes with the change of this number: it is not done, and nothing after it works.
    void cut_power_at(std::int64_t change);
    bool has_power() const;
    // After a cut, with all connections closed.
    void restore_power(Leaves leaves, std::uint64_t seed);

    // From the `first` such operation from now on (1: the next) `count` of them fail.
    void fail(Operation operation, std::int64_t first, std::int64_t count);
    // Files may grow by so many bytes altogether, then the disk is full.
    void leave_room(std::int64_t bytes);
    // Nothing fails any more, and there is room. What was done stays.
    void heal();
    // Whether something was made to fail since the last `fail` or `leave_room`.
    bool has_failed() const;

    // --- what the VFS calls (disk_vfs.cpp); each returns an SQLite code
    struct File;
    std::shared_ptr<File> open(const char* name, bool create, bool entry_synced_with_file);
    bool exists(const std::string& name) const;
    int remove(const std::string& name, bool sync);
    int read(File& file, void* bytes, std::int64_t size, std::int64_t offset);
    int write(File& file, std::string_view bytes, std::int64_t offset);
    int truncate(File& file, std::int64_t size);
    int sync(File& file);
    std::int64_t size(const File& file) const;
    // One lock for the disk: it is right rather than fast.
    std::mutex& mutex() const { return mutex_; }

private:
    using Folder = std::map<std::string, std::shared_ptr<File>>;
    struct Failing {
        std::int64_t wait = 0;  // so many of them work before
        std::int64_t count = 0;
    };
    int begin(Operation operation);
    int begin_change(Operation operation);
    void settle(File& file, Leaves leaves);
    bool take_room(const File& file, std::string_view& bytes, std::int64_t offset);
    bool heads() { return (random_() & 1) != 0; }

    mutable std::mutex mutex_;
    Folder now_;
    Folder durable_;  // a power cut undoes what was done to the folder since
    std::int64_t changes_ = 0;
    std::int64_t last_change_ = INT64_MAX;
    bool has_power_ = true;
    std::array<Failing, 3> failing_{};
    std::int64_t room_ = INT64_MAX;
    bool has_failed_ = false;
    std::mt19937_64 random_{1};
    std::unique_ptr<sqlite3_vfs> vfs_;
    sqlite3_vfs* before_;
};

// What SQLite has written, and what of it would survive.
struct Disk::File {
    struct Change {
        std::int64_t offset = 0;
        std::string bytes;
        bool truncates = false;  // to `offset`
    };
    std::string now;
    std::string durable;
    std::vector<Change> unsynced;  // in order
    bool entry_synced = true;      // else the first sync makes the file's name durable too

    // Locks and the memory that connections share (disk_vfs.cpp); a power cut takes them.
    static constexpr int shared_locks = 8;
    int readers = 0;
    const void* reserved = nullptr;
    const void* waiting = nullptr;  // keeps new readers out
    std::array<int, shared_locks> shared{};
    std::array<const void*, shared_locks> exclusive{};
    std::vector<std::unique_ptr<char[]>> memory;
    int memory_users = 0;

    static void apply(std::string& bytes, const Change& change);
};

}  // namespace willcall::tests

#endif
