/* Preloaded under the benchmarks: a flush becomes a sleep of FLUSH_US microseconds, and flushes and
 * bytes written are counted: for this process, or for all that share the file FLUSH_COUNTS, as the
 * processes of a database server do. The time a disk takes to flush moves by a factor of fifty
 * within minutes, so what is measured on one says nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define SHOWN __attribute__((visibility("default")))

/* As usage.cpp reads it. */
struct counts {
    atomic_uint_fast64_t flushes, bytes;
};
static struct counts own, *counts = &own;
static atomic_int slow = 1;
static struct timespec pause_of_flush;
static ssize_t (*next_write)(int, const void*, size_t);
static ssize_t (*next_pwrite)(int, const void*, size_t, off64_t);

static void share_counts(const char* path) {
    const int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    void* shared = mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) counts = shared;
    close(file);
}

__attribute__((constructor)) static void begin(void) {
    const char* text = getenv("FLUSH_US");
    const long microseconds = text == NULL ? 0 : atol(text);
    pause_of_flush.tv_sec = microseconds / 1000000;
    pause_of_flush.tv_nsec = microseconds % 1000000 * 1000;
    const char* shared = getenv("FLUSH_COUNTS");
    if (shared != NULL) share_counts(shared);
    *(void**)&next_write = dlsym(RTLD_NEXT, "write");
    *(void**)&next_pwrite = dlsym(RTLD_NEXT, "pwrite64");
}

static int flush(void) {
    atomic_fetch_add(&counts->flushes, 1);
    struct timespec rest = pause_of_flush;
    if (!atomic_load(&slow) || (rest.tv_sec == 0 && rest.tv_nsec == 0)) return 0;
    /* A profiler's signal must not make the disk faster. */
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &rest, &rest) == EINTR) continue;
    return 0;
}

static ssize_t counted(ssize_t written) {
    if (written > 0) atomic_fetch_add(&counts->bytes, (uint_fast64_t)written);
    return written;
}

SHOWN int fsync(int file) {
    (void)file;
    return flush();
}
SHOWN int fdatasync(int file) {
    (void)file;
    return flush();
}
SHOWN ssize_t write(int file, const void* from, size_t size) {
    return counted(next_write(file, from, size));
}
SHOWN ssize_t pwrite64(int file, const void* from, size_t size, off64_t at) {
    return counted(next_pwrite(file, from, size, at));
}
SHOWN ssize_t pwrite(int file, const void* from, size_t size, off_t at) {
    return counted(next_pwrite(file, from, size, at));
}

SHOWN void willcall_bench_disk_is_slow(int wanted) { atomic_store(&slow, wanted); }

SHOWN void willcall_bench_disk_use(uint64_t* flushed, uint64_t* written) {
    *flushed = atomic_load(&counts->flushes);
    *written = atomic_load(&counts->bytes);
}
