// The border itself: makes instances, turns exceptions into statuses. Used by the family headers;
// a plugin's own code has no need of it, apart from the words that every family's class inherits.
#ifndef WILLCALL_PLUGIN_DOOR_HPP
#define WILLCALL_PLUGIN_DOOR_HPP

#include <willcall/plugin/call.hpp>

#include <memory>
#include <type_traits>

namespace willcall::plugin {

// What every family's class inherits, so that a plugin reads without `willcall::` everywhere.
struct Words {
    using Money = willcall::Money;
    using Time = willcall::Time;
    using LocalTime = willcall::LocalTime;
    using Id = willcall::Id;
    using Call = plugin::Call;
    using Turn = plugin::Turn;
    using Host = plugin::Host;
    using Refusal = plugin::Refusal;
    using Failure = plugin::Failure;

    template <FieldName name, class Struct, class Member, class... Options>
    static constexpr auto field(Member Struct::*member, const char* meaning, Options... options) {
        return willcall::field<name>(member, meaning, options...);
    }
    static constexpr FieldOption at_least(std::int64_t least) { return willcall::at_least(least); }
    static constexpr FieldOption at_most(std::int64_t most) { return willcall::at_most(most); }
    static constexpr FieldOption between(std::int64_t least, std::int64_t most) {
        return willcall::between(least, most);
    }
    static constexpr FieldOption can_be_left_out = willcall::can_be_left_out;
    static constexpr FieldOption secret = willcall::secret;
};

namespace door {

template <class P>
concept WithSettings = requires {
    typename P::Settings;
};

// Runs `work`; what it throws becomes the status of the call and what is said about it.
template <class Work>
willcall_status guarded(const willcall_host& host, willcall_call* call, Work&& work) noexcept {
    const auto fail = [&](std::string_view message, std::string_view field) {
        host.call->fail(call, as_text(message), as_text(field));
    };
    try {
        work();
        return WILLCALL_OK;
    } catch (const Refusal& refusal) {
        Call(host, call).reason(refusal);
        return WILLCALL_REFUSED;
    } catch (const Failure& failure) {
        if (!failure.said()) fail(failure.what(), failure.field());
        return failure.status() == WILLCALL_OK ? WILLCALL_PLUGIN : failure.status();
    } catch (const std::exception& defect) {
        fail(defect.what(), {});
    } catch (...) {
        fail("it threw something that is no std::exception", {});
    }
    return WILLCALL_PLUGIN;
}

template <class P>
struct Instance {
    const willcall_host& host;
    std::unique_ptr<P> plugin;
};

template <class P>
std::unique_ptr<P> made(const Host& host, const willcall_value_service& values,
                        const willcall_value* given) {
    if constexpr (WithSettings<P>) {
        using Settings = typename P::Settings;
        const auto settings = given == nullptr ? Settings{} : read<Settings>(values, given);
        if constexpr (std::is_constructible_v<P, const Settings&, Host>)
            return std::make_unique<P>(settings, host);
        else return std::make_unique<P>(settings);
    } else if constexpr (std::is_constructible_v<P, Host>) {
        return std::make_unique<P>(host);
    } else {
        return std::make_unique<P>();
    }
}

template <class P>
willcall_status create_keyed(const willcall_host* host, willcall_call* call, void*,
                             willcall_text key, const willcall_value* settings,
                             void** instance) noexcept {
    return guarded(*host, call, [&] {
        auto plugin = made<P>(Host(*host, call, as_view(key)), *host->values, settings);
        *instance = new Instance<P>{*host, std::move(plugin)};
    });
}
template <class P>
willcall_status create(const willcall_host* host, willcall_call* call, void* context,
                       const willcall_value* settings, void** instance) noexcept {
    return create_keyed<P>(host, call, context, {}, settings, instance);
}
template <class P>
void destroy(void* instance) noexcept {
    delete static_cast<Instance<P>*>(instance);
}

// Calls `work(plugin, host)` on an instance.
template <class P, class Work>
willcall_status with(void* instance, willcall_call* call, Work&& work) noexcept {
    const auto& made = *static_cast<Instance<P>*>(instance);
    return guarded(made.host, call, [&] { work(*made.plugin, made.host); });
}

}  // namespace door
}  // namespace willcall::plugin

#endif
