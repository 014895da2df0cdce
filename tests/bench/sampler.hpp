// Where the time goes: a watched thread is interrupted again and again, and tells by its stack what
// it is doing. Needs no rights and no other program.
#ifndef WILLCALL_BENCH_SAMPLER_HPP
#define WILLCALL_BENCH_SAMPLER_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace willcall::bench::sampler {

// Watches the calling thread, until it ends: by its processor time, as coarsely as the kernel
// counts that (some milliseconds); or by the clock, four times a millisecond, for one that never
// sleeps.
enum class By { processor, clock };
void watch_this_thread(By by);

// Whether samples are kept. Begun anew they are forgotten.
void begin();
void end();

// The functions of each sample, innermost first. Only those of libwillcall.so have names here, its
// own hidden ones included; the others are empty.
void each_sample(const std::function<void(const std::vector<std::string>&)>& take);

}  // namespace willcall::bench::sampler

#endif
