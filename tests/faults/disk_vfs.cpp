// The disk as SQLite's VFS: files, their locks, and the memory that connections share.
#include "faults/disk.hpp"

#include <sqlite3.h>

#include <cstring>

namespace willcall::tests {

namespace {

// One connection's hold on a file.
struct Handle {
    Disk* disk;
    std::shared_ptr<Disk::File> file;
    int level = SQLITE_LOCK_NONE;
    std::array<bool, Disk::File::shared_locks> shares{};
    bool uses_memory = false;
};

// What SQLite makes room for.
struct OpenFile {
    sqlite3_file base;
    Handle* handle;
};

Handle& handle_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file)->handle; }

int unlock(sqlite3_file* file, int level) {
    auto& handle = handle_of(file);
    const std::lock_guard lock(handle.disk->mutex());
    auto& shared = *handle.file;
    if (level < SQLITE_LOCK_RESERVED && shared.reserved == &handle) shared.reserved = nullptr;
    if (level < SQLITE_LOCK_PENDING && shared.waiting == &handle) shared.waiting = nullptr;
    if (level == SQLITE_LOCK_NONE && handle.level > SQLITE_LOCK_NONE) --shared.readers;
    handle.level = std::min(handle.level, level);
    return SQLITE_OK;
}

int take_lock(sqlite3_file* file, int level) {
    auto& handle = handle_of(file);
    const std::lock_guard lock(handle.disk->mutex());
    auto& shared = *handle.file;
    const auto of_another = [&](const void* holder) { return holder && holder != &handle; };
    if (level <= handle.level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (of_another(shared.waiting)) return SQLITE_BUSY;
        ++shared.readers;
    } else {
        if (of_another(shared.reserved)) return SQLITE_BUSY;
        shared.reserved = &handle;
    }
    if (level == SQLITE_LOCK_EXCLUSIVE) {
        shared.waiting = &handle;
        handle.level = SQLITE_LOCK_PENDING;
        if (shared.readers > 1) return SQLITE_BUSY;
    }
    handle.level = level;
    return SQLITE_OK;
}

int check_reserved(sqlite3_file* file, int* answer) {
    auto& handle = handle_of(file);
    const std::lock_guard lock(handle.disk->mutex());
    *answer = handle.file->reserved != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int map_memory(sqlite3_file* file, int region, int size, int extend, void volatile** address) {
    auto& handle = handle_of(file);
    const std::lock_guard lock(handle.disk->mutex());
    auto& memory = handle.file->memory;
    if (!handle.uses_memory) ++handle.file->memory_users;
    handle.uses_memory = true;
    const auto index = static_cast<std::size_t>(region);
    while (extend != 0 && memory.size() <= index)
        memory.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *address = index < memory.size() ? memory[index].get() : nullptr;
    return SQLITE_OK;
}

int lock_memory(sqlite3_file* file, int offset, int count, int flags) {
    auto& handle = handle_of(file);
    const std::lock_guard lock(handle.disk->mutex());
    auto& locks = *handle.file;
    const auto first = static_cast<std::size_t>(offset);
    const auto end = first + static_cast<std::size_t>(count);
    const bool alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if ((flags & SQLITE_SHM_LOCK) != 0)
        for (auto at = first; at < end; ++at) {
            const int of_others = locks.shared[at] - (handle.shares[at] ? 1 : 0);
            if (locks.exclusive[at] != nullptr && locks.exclusive[at] != &handle)
                return SQLITE_BUSY;
            if (alone && of_others > 0) return SQLITE_BUSY;
        }
    for (auto at = first; at < end; ++at) {
        const bool locks_it = (flags & SQLITE_SHM_LOCK) != 0;
        if (alone) locks.exclusive[at] = locks_it ? &handle : nullptr;
        else if (handle.shares[at] != locks_it) {
            locks.shared[at] += locks_it ? 1 : -1;
            handle.shares[at] = locks_it;
        }
    }
    return SQLITE_OK;
}

void memory_barrier(sqlite3_file* file) {
    const std::lock_guard lock(handle_of(file).disk->mutex());
}

int unmap_memory(sqlite3_file* file, int) {
    auto& handle = handle_of(file);
    const std::lock_guard lock(handle.disk->mutex());
    if (!handle.uses_memory) return SQLITE_OK;
    handle.uses_memory = false;
    if (--handle.file->memory_users == 0) handle.file->memory.clear();
    return SQLITE_OK;
}

int close(sqlite3_file* file) {
    unmap_memory(file, 0);
    unlock(file, SQLITE_LOCK_NONE);
    delete reinterpret_cast<OpenFile*>(file)->handle;
    return SQLITE_OK;
}

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
    auto& handle = handle_of(file);
    return handle.disk->read(*handle.file, bytes, size, offset);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    auto& handle = handle_of(file);
    return handle.disk->write(
        *handle.file, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)}, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    auto& handle = handle_of(file);
    return handle.disk->truncate(*handle.file, size);
}

int sync(sqlite3_file* file, int) {
    auto& handle = handle_of(file);
    return handle.disk->sync(*handle.file);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    auto& handle = handle_of(file);
    *size = handle.disk->size(*handle.file);
    return SQLITE_OK;
}

// Both as SQLite's own VFS for Linux answers.
int sector_size(sqlite3_file*) { return 4096; }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

const sqlite3_io_methods file_methods{2,
                                      close,
                                      read,
                                      write,
                                      truncate,
                                      sync,
                                      file_size,
                                      take_lock,
                                      unlock,
                                      check_reserved,
                                      control,
                                      sector_size,
                                      characteristics,
                                      map_memory,
                                      lock_memory,
                                      memory_barrier,
                                      unmap_memory,
                                      nullptr,
                                      nullptr};

Disk& disk_of(sqlite3_vfs* vfs) { return *static_cast<Disk*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* made, int flags, int* flags_given) {
    auto& disk = disk_of(vfs);
    made->pMethods = nullptr;
    const bool create = (flags & SQLITE_OPEN_CREATE) != 0;
    const bool is_log = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
    auto file = disk.open(name, create, is_log);
    if (!file) return disk.has_power() ? SQLITE_CANTOPEN : SQLITE_IOERR;
    auto* const opened = reinterpret_cast<OpenFile*>(made);
    opened->handle = new Handle{&disk, std::move(file)};
    made->pMethods = &file_methods;
    if (flags_given != nullptr) *flags_given = flags;
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* name, int sync) {
    return disk_of(vfs).remove(name, sync != 0);
}

int access(sqlite3_vfs* vfs, const char* name, int, int* answer) {
    *answer = disk_of(vfs).exists(name) ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* path) {
    return sqlite3_snprintf(size, path, "%s", name) != nullptr ? SQLITE_OK : SQLITE_CANTOPEN;
}

}  // namespace

// Everything that is no file (time, sleep, randomness) stays as it was.
Disk::Disk() : before_(sqlite3_vfs_find(nullptr)) {
    vfs_ = std::make_unique<sqlite3_vfs>(*before_);
    vfs_->szOsFile = sizeof(OpenFile);
    vfs_->pNext = nullptr;
    vfs_->zName = "willcall-faults";
    vfs_->pAppData = this;
    vfs_->xOpen = open_file;
    vfs_->xDelete = remove_file;
    vfs_->xAccess = access;
    vfs_->xFullPathname = full_path;
    sqlite3_vfs_register(vfs_.get(), 1);
}

Disk::~Disk() {
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(before_, 1);
}

}  // namespace willcall::tests
