// The C++ layer over the plugin ABI: described structs, a class for each family, and one line that
// registers them. Header-only, C++20, standard library only; nothing of it crosses the border.
//
//     class Sms final : public willcall::plugin::Delivery {
//     public:
//         struct Settings {
//             std::string gateway;
//             static constexpr auto fields = in_order{
//                 field<"gateway">(&Settings::gateway, "where messages go, as a URL"),
//             };
//         };
//         static constexpr auto takes = documents("confirmation", "text/plain");
//
//         Sms(const Settings& settings, Host host);
//         Outcome deliver(const Job& job) override;
//     };
//
//     const willcall_module* willcall_plugin_entry_v1() {
//         return willcall::plugin::module<Sms>("sms", "1.0.0", "text messages");
//     }
//
// A class derives from Policy, Channel, Eligibility, Document, Delivery or Feature. Its constructor
// takes (settings, host), (settings), (host) or nothing. The host makes an instance anew whenever
// the settings or tables of the plugin have changed; between, it is asked from many threads at once
// and never changes, so it needs no lock. Exceptions end at the border: see refusal.hpp.
#ifndef WILLCALL_PLUGIN_PLUGIN_HPP
#define WILLCALL_PLUGIN_PLUGIN_HPP

#include <willcall/plugin/channel.hpp>
#include <willcall/plugin/delivery.hpp>
#include <willcall/plugin/document.hpp>
#include <willcall/plugin/eligibility.hpp>
#include <willcall/plugin/feature.hpp>
#include <willcall/plugin/plugin.h>
#include <willcall/plugin/policy.hpp>

#include <tuple>

// The one symbol a plugin exports. Defining it is all the registration there is.
extern "C" [[gnu::visibility("default")]] const willcall_module* willcall_plugin_entry_v1();

namespace willcall::plugin {
namespace door {

template <class P>
auto family() {
    if constexpr (std::is_base_of_v<Policy, P>) return PolicyDoor<P>{};
    else if constexpr (std::is_base_of_v<Channel, P>) return ChannelDoor<P>{};
    else if constexpr (std::is_base_of_v<Eligibility, P>) return EligibilityDoor<P>{};
    else if constexpr (std::is_base_of_v<Document, P>) return DocumentDoor<P>{};
    else if constexpr (std::is_base_of_v<Delivery, P>) return DeliveryDoor<P>{};
    else {
        static_assert(std::is_base_of_v<Feature, P>, "a plugin's class derives from a family");
        return FeatureDoor<P>{};
    }
}
template <class P>
using FamilyDoor = decltype(family<P>());

// The settings under `plugins:`; a channel's own settings are of each configured channel.
template <class P>
constexpr bool with_plugin_settings = WithSettings<P> && !std::is_base_of_v<Channel, P>;

template <class P>
auto settings_type() {
    if constexpr (with_plugin_settings<P>) return std::type_identity<typename P::Settings>{};
    else return std::type_identity<void>{};
}
// The first type of a list that is not void.
template <class First = void, class... Others>
auto first_type() {
    if constexpr (!std::is_void_v<First>) return std::type_identity<First>{};
    else if constexpr (sizeof...(Others) > 0) return first_type<Others...>();
    else return std::type_identity<void>{};
}

template <class Tables>
struct Declared;
template <Row... Rows>
struct Declared<std::tuple<Rows...>> {
    static void add(std::vector<willcall_table>& tables) { (add_once<Rows>(tables), ...); }

    // Classes of one module may share a table.
    template <Row R>
    static void add_once(std::vector<willcall_table>& tables) {
        const auto& table = rows::declared<R>();
        for (const auto& known : tables)
            if (known.columns == table.columns) return;
        tables.push_back(table);
    }
};

template <class... Ps>
class Module {
public:
    static const willcall_module* table(const char* name, const char* version,
                                        const char* summary) {
        name_ = name;
        (FamilyDoor<Ps>::table(name), ...);  // made here, so that `find` can't fail
        static const auto tables = all_tables();
        static const willcall_module made = {sizeof(willcall_module),
                                             WILLCALL_ABI_MAJOR,
                                             WILLCALL_ABI_MINOR,
                                             name,
                                             version,
                                             summary,
                                             settings(),
                                             tables.data(),
                                             sizeof(willcall_table),
                                             tables.size(),
                                             Module::find};
        return &made;
    }

private:
    using Settings =
        typename decltype(first_type<typename decltype(settings_type<Ps>())::type...>())::type;

    template <class P>
    static constexpr bool shares_settings() {
        if constexpr (with_plugin_settings<P>)
            return std::is_same_v<typename P::Settings, Settings>;
        else return true;
    }
    static_assert((shares_settings<Ps>() && ...),
                  "the classes of a module share one Settings, apart from its channel");

    template <class P>
    static constexpr std::size_t
        of_family = (std::size_t{std::string_view(FamilyDoor<Ps>::id) == FamilyDoor<P>::id} + ...);
    static_assert(((of_family<Ps> == 1) && ...), "a module has one class for each family");

    static const willcall_shape* settings() {
        if constexpr (std::is_void_v<Settings>) return nullptr;
        else return shape::of<Settings>();
    }
    static std::vector<willcall_table> all_tables() {
        std::vector<willcall_table> tables;
        const auto add = [&]<class P>(std::type_identity<P>) {
            if constexpr (requires { typename P::Tables; })
                Declared<typename P::Tables>::add(tables);
        };
        (add(std::type_identity<Ps>{}), ...);
        return tables;
    }
    static const void* find(const char* id) noexcept {
        const void* found = nullptr;
        const std::string_view wanted = id;
        ((wanted == FamilyDoor<Ps>::id ? void(found = FamilyDoor<Ps>::table(name_)) : void()), ...);
        return found;
    }
    static inline const char* name_ = nullptr;
};

}  // namespace door

// The module of these classes, one for each family it serves. `name` is the plugin's: lower case
// letters, digits, underscores; it is also the kind of its channels and its delivery method. The
// texts are literals. NULL where memory has run out.
template <class... Ps>
const willcall_module* module(const char* name, const char* version, const char* summary) noexcept {
    try {
        return door::Module<Ps...>::table(name, version, summary);
    } catch (...) {
        return nullptr;
    }
}

}  // namespace willcall::plugin

#endif
