#include "faults/disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace willcall::tests {

namespace {

// The smallest piece that a disk writes whole.
constexpr std::size_t sector_size = 512;

}  // namespace

void Disk::File::apply(std::string& bytes, const Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.truncates) {
        bytes.resize(std::min(bytes.size(), offset));
        return;
    }
    if (bytes.size() < offset + change.bytes.size()) bytes.resize(offset + change.bytes.size());
    std::ranges::copy(change.bytes, bytes.begin() + change.offset);
}

std::int64_t Disk::change_count() const {
    const std::lock_guard lock(mutex_);
    return changes_;
}

void Disk::cut_power_at(std::int64_t change) {
    const std::lock_guard lock(mutex_);
    last_change_ = change - 1;
}

bool Disk::has_power() const {
    const std::lock_guard lock(mutex_);
    return has_power_;
}

void Disk::fail(Operation operation, std::int64_t first, std::int64_t count) {
    const std::lock_guard lock(mutex_);
    failing_[static_cast<std::size_t>(operation)] = {first - 1, count};
    has_failed_ = false;
}

void Disk::leave_room(std::int64_t bytes) {
    const std::lock_guard lock(mutex_);
    room_ = bytes;
    has_failed_ = false;
}

void Disk::heal() {
    const std::lock_guard lock(mutex_);
    failing_ = {};
    room_ = INT64_MAX;
}

bool Disk::has_failed() const {
    const std::lock_guard lock(mutex_);
    return has_failed_;
}

// Brings what is durable as far as `leaves` says.
void Disk::settle(File& file, Leaves leaves) {
    for (const auto& change : file.unsynced) {
        if (leaves == Leaves::nothing) break;
        if (leaves == Leaves::some_sectors && !change.truncates) {
            for (std::size_t at = 0; at < change.bytes.size(); at += sector_size)
                if (heads())
                    File::apply(file.durable, {change.offset + static_cast<std::int64_t>(at),
                                               change.bytes.substr(at, sector_size)});
        } else if (leaves == Leaves::everything || heads()) {
            File::apply(file.durable, change);
        }
    }
    file.unsynced.clear();
}

void Disk::restore_power(Leaves leaves, std::uint64_t seed) {
    const std::lock_guard lock(mutex_);
    random_.seed(seed);
    const bool keeps_names = leaves == Leaves::everything || (leaves != Leaves::nothing && heads());
    if (keeps_names) durable_ = now_;
    now_.clear();
    for (const auto& [name, file] : durable_) {
        settle(*file, leaves);
        auto found = std::make_shared<File>();
        found->now = found->durable = file->durable;
        now_.emplace(name, std::move(found));
    }
    durable_ = now_;
    last_change_ = INT64_MAX;
    has_power_ = true;
}

int Disk::begin(Operation operation) {
    if (!has_power_) return SQLITE_IOERR;
    auto& failing = failing_[static_cast<std::size_t>(operation)];
    if (failing.count == 0 || failing.wait-- > 0) return SQLITE_OK;
    failing.wait = 0;
    --failing.count;
    has_failed_ = true;
    return SQLITE_IOERR;
}

int Disk::begin_change(Operation operation) {
    if (has_power_ && changes_ >= last_change_) has_power_ = false;
    const auto code = begin(operation);
    ++changes_;
    return code;
}

std::shared_ptr<Disk::File> Disk::open(const char* name, bool create, bool entry_synced_with_file) {
    const std::lock_guard lock(mutex_);
    if (!has_power_) return nullptr;
    if (name == nullptr) return std::make_shared<File>();  // of nobody else's, gone when closed
    const auto found = now_.find(name);
    if (found != now_.end()) return found->second;
    if (!create) return nullptr;
    auto made = std::make_shared<File>();
    made->entry_synced = !entry_synced_with_file;
    now_.emplace(name, made);
    return made;
}

bool Disk::exists(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    return now_.contains(name);
}

int Disk::remove(const std::string& name, bool sync) {
    const std::lock_guard lock(mutex_);
    if (const auto code = begin_change(Operation::write)) return code | SQLITE_IOERR_DELETE;
    if (now_.erase(name) == 0) return SQLITE_IOERR_DELETE_NOENT;
    if (sync) durable_ = now_;
    return SQLITE_OK;
}

int Disk::read(File& file, void* bytes, std::int64_t size, std::int64_t offset) {
    const std::lock_guard lock(mutex_);
    if (begin(Operation::read) != SQLITE_OK) return SQLITE_IOERR_READ;
    const auto there = static_cast<std::int64_t>(file.now.size());
    const auto count = std::clamp(there - offset, std::int64_t{0}, size);
    auto* const to = static_cast<char*>(bytes);
    if (count > 0) std::memcpy(to, file.now.data() + offset, static_cast<std::size_t>(count));
    std::memset(to + count, 0, static_cast<std::size_t>(size - count));
    return count == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

// Whether there is room for the bytes; a full disk takes the part that fits.
bool Disk::take_room(const File& file, std::string_view& bytes, std::int64_t offset) {
    if (room_ == INT64_MAX) return true;
    const auto end = offset + static_cast<std::int64_t>(bytes.size());
    const auto growth = std::max(std::int64_t{0}, end - static_cast<std::int64_t>(file.now.size()));
    const auto missing = std::max(std::int64_t{0}, growth - room_);
    room_ -= growth - missing;
    bytes.remove_suffix(std::min(bytes.size(), static_cast<std::size_t>(missing)));
    return missing == 0;
}

int Disk::write(File& file, std::string_view bytes, std::int64_t offset) {
    const std::lock_guard lock(mutex_);
    const bool had_power = has_power_;
    if (begin_change(Operation::write) != SQLITE_OK) {
        // The power went while it was on its way: some of it may have got there.
        if (had_power && !has_power_) file.unsynced.push_back({offset, std::string(bytes)});
        return SQLITE_IOERR_WRITE;
    }
    const bool fits = take_room(file, bytes, offset);
    File::Change change{offset, std::string(bytes)};
    File::apply(file.now, change);
    file.unsynced.push_back(std::move(change));
    if (fits) return SQLITE_OK;
    has_failed_ = true;
    return SQLITE_FULL;
}

int Disk::truncate(File& file, std::int64_t size) {
    const std::lock_guard lock(mutex_);
    if (begin_change(Operation::write) != SQLITE_OK) return SQLITE_IOERR_TRUNCATE;
    File::Change change{size, {}, true};
    File::apply(file.now, change);
    file.unsynced.push_back(std::move(change));
    return SQLITE_OK;
}

int Disk::sync(File& file) {
    const std::lock_guard lock(mutex_);
    if (begin_change(Operation::sync) != SQLITE_OK) {
        // As Linux does it: each page got there or did not, and no later sync tries it again.
        if (has_power_) settle(file, Leaves::some_sectors);
        return SQLITE_IOERR_FSYNC;
    }
    settle(file, Leaves::everything);
    if (!file.entry_synced) durable_ = now_;
    file.entry_synced = true;
    return SQLITE_OK;
}

std::int64_t Disk::size(const File& file) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::int64_t>(file.now.size());
}

}  // namespace willcall::tests
