#include "file.hpp"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path) {
    throw std::system_error(errno, std::generic_category(), "can't " + what + " `" + path + "`");
}

// An open file or folder; throws where it can't be opened.
class Descriptor {
public:
    Descriptor(int folder, const std::string& name, int flags, const std::string& path)
        : number_(openat(folder, name.c_str(), flags | O_CLOEXEC, 0666)), path_(path) {
        if (number_ < 0) fail("open", path_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(number_); }

    int number() const { return number_; }
    const std::string& path() const { return path_; }
    void sync() const {
        if (fsync(number_) != 0) fail("sync", path_);
    }
    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) fail("write", path_);
            if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

private:
    int number_;
    std::string path_;
};

// Makes a folder; says whether it was missing. Somebody else may make it at the same moment.
bool make_folder(int above, const std::string& name, const std::string& path) {
    if (mkdirat(above, name.c_str(), 0777) == 0) return true;
    if (errno != EEXIST) fail("make the folder", path);
    return false;
}

// A name that no other writer of this folder uses now. One left by a process that died is passed.
std::string spare_name(const std::string& name) {
    static std::atomic<unsigned> count{0};
    return "." + name + "." + std::to_string(getpid()) + "-" + std::to_string(++count) + ".tmp";
}

void write_in(const Descriptor& folder, const std::string& name, std::string_view bytes) {
    auto spare = spare_name(name);
    while (faccessat(folder.number(), spare.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        spare = spare_name(name);
    const auto path = folder.path() + "/" + name;
    try {
        const Descriptor file(folder.number(), spare, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                              path);
        file.write(bytes);
        file.sync();
        if (renameat(folder.number(), spare.c_str(), folder.number(), name.c_str()) != 0)
            fail("put in place", path);
    } catch (...) {
        unlinkat(folder.number(), spare.c_str(), 0);
        throw;
    }
    folder.sync();
}

}  // namespace

std::string safe_name(std::string_view text) {
    constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789._-";
    std::string made(text.substr(0, 100));
    for (auto& character : made)
        if (safe.find(character) == safe.npos) character = '_';
    if (made.empty()) return "_";
    if (made.front() == '.') made.front() = '_';
    return made;
}

void write_whole(const std::string& base, const std::string& folder, const std::string& name,
                 std::string_view bytes) {
    if (make_folder(AT_FDCWD, base, base)) {
        const auto above = std::filesystem::path(base).parent_path().string();
        Descriptor(AT_FDCWD, above.empty() ? "." : above, O_RDONLY | O_DIRECTORY, above).sync();
    }
    const Descriptor at(AT_FDCWD, base, O_RDONLY | O_DIRECTORY, base);
    make_folder(at.number(), folder, base + "/" + folder);
    at.sync();
    const Descriptor inside(at.number(), folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW,
                            base + "/" + folder);
    write_in(inside, name, bytes);
}
