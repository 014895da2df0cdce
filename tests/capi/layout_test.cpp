// The layout of every struct that crosses willcall.h: a line that has to be changed here is a break
// for programs that are already built, unless it is added at the end.
#include "capi/layout.hpp"

#include <willcall/willcall.h>

#include <cstdint>
#include <type_traits>

AT(willcall_carried, module, 0);
AT(willcall_carried, context, 8);
static_assert(sizeof(willcall_carried) == 16);

AT(willcall_engine_options, struct_size, 0);
AT(willcall_engine_options, apply, 4);
AT(willcall_engine_options, store, 8);
AT(willcall_engine_options, plugins, 16);
AT(willcall_engine_options, plugin_count, 24);
AT(willcall_engine_options, carried, 32);
AT(willcall_engine_options, carried_size, 40);
AT(willcall_engine_options, carried_count, 48);
AT(willcall_engine_options, workers, 56);
AT(willcall_engine_options, reserved, 60);
AT(willcall_engine_options, seed, 64);
AT(willcall_engine_options, now, 72);
AT(willcall_engine_options, now_user, 80);
AT(willcall_engine_options, log, 88);
AT(willcall_engine_options, log_user, 96);
static_assert(sizeof(willcall_engine_options) == 104);

AT(willcall_call_options, struct_size, 0);
AT(willcall_call_options, reserved, 4);
AT(willcall_call_options, key, 8);
AT(willcall_call_options, key_size, 16);
AT(willcall_call_options, deadline, 24);
static_assert(sizeof(willcall_call_options) == 32);

AT(willcall_queue_options, struct_size, 0);
AT(willcall_queue_options, workers, 4);
AT(willcall_queue_options, capacity, 8);
static_assert(sizeof(willcall_queue_options) == 16);

AT(willcall_copy_options, struct_size, 0);
AT(willcall_copy_options, engines_gone, 4);
static_assert(sizeof(willcall_copy_options) == 8);

AT(willcall_completion, struct_size, 0);
AT(willcall_completion, status, 4);
AT(willcall_completion, tag, 8);
AT(willcall_completion, result, 16);
AT(willcall_completion, error, 24);
static_assert(sizeof(willcall_completion) == 32);

AT(willcall_code_key, number, 0);
AT(willcall_code_key, public_key, 8);
static_assert(sizeof(willcall_code_key) == 16);

AT(willcall_dead_code, ticket, 0);
AT(willcall_dead_code, below, 8);
static_assert(sizeof(willcall_dead_code) == 16);

AT(willcall_code_trust, struct_size, 0);
AT(willcall_code_trust, reserved, 4);
AT(willcall_code_trust, keys, 8);
AT(willcall_code_trust, key_size, 16);
AT(willcall_code_trust, key_count, 24);
AT(willcall_code_trust, dead, 32);
AT(willcall_code_trust, dead_size, 40);
AT(willcall_code_trust, dead_count, 48);
static_assert(sizeof(willcall_code_trust) == 56);

AT(willcall_code_facts, struct_size, 0);
AT(willcall_code_facts, key, 4);
AT(willcall_code_facts, issue, 8);
AT(willcall_code_facts, ticket, 16);
static_assert(sizeof(willcall_code_facts) == 32);

static_assert(std::is_same_v<willcall_status, std::int32_t>);
static_assert(WILLCALL_OK == 0 && WILLCALL_REFUSED == 1 && WILLCALL_INVALID == 2 &&
              WILLCALL_NOT_FOUND == 3 && WILLCALL_CONFLICT == 4 && WILLCALL_UNAVAILABLE == 5 &&
              WILLCALL_PLUGIN == 6 && WILLCALL_STORE == 7 && WILLCALL_INTERNAL == 8);
static_assert(WILLCALL_NUL == UINT64_MAX);

template <class... Arguments>
using Fails = willcall_status (*)(Arguments..., willcall_error**) noexcept;

static_assert(
    std::is_same_v<decltype(&willcall_engine_open),
                   Fails<const char*, const willcall_engine_options*, willcall_engine**>>);
static_assert(
    std::is_same_v<decltype(&willcall_engine_close), void (*)(willcall_engine*) noexcept>);
static_assert(
    std::is_same_v<decltype(&willcall_engine_load), Fails<willcall_engine*, const char*>>);
static_assert(std::is_same_v<decltype(&willcall_engine_register),
                             Fails<willcall_engine*, const willcall_module*, void*>>);
static_assert(std::is_same_v<decltype(&willcall_engine_describe),
                             Fails<willcall_engine*, willcall_result**>>);
static_assert(
    std::is_same_v<decltype(&willcall_session_open),
                   Fails<willcall_engine*, const char*, std::uint64_t, willcall_session**>>);
static_assert(std::is_same_v<decltype(&willcall_invoke),
                             Fails<willcall_session*, const char*, const char*, std::uint64_t,
                                   const willcall_call_options*, willcall_result**>>);
static_assert(
    std::is_same_v<decltype(&willcall_queue_open),
                   Fails<willcall_engine*, const willcall_queue_options*, willcall_queue**>>);
static_assert(std::is_same_v<decltype(&willcall_submit),
                             Fails<willcall_queue*, std::uint64_t, willcall_session*, const char*,
                                   const char*, std::uint64_t, const willcall_call_options*>>);
static_assert(std::is_same_v<decltype(&willcall_queue_next),
                             Fails<willcall_queue*, std::int64_t, willcall_completion*>>);
static_assert(
    std::is_same_v<decltype(&willcall_queue_descriptor), Fails<willcall_queue*, std::int32_t*>>);
