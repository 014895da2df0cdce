#include "plugins/asking.hpp"

#include <algorithm>

namespace willcall::plugins {

namespace {

const Value& no_settings() {
    static const Value empty = [] {
        Value made;
        made.written = Written::object;
        made.kind = WILLCALL_OBJECT;
        return made;
    }();
    return empty;
}

// What keeps an instance from being made, whoever threw it.
Failure cause(const Module& module, const std::string& of) {
    try {
        throw;
    } catch (const Failure& failure) {
        // It stands in for answers given later, when the store may be well again.
        return failure;
    } catch (const std::exception& defect) {
        return Failure(WILLCALL_PLUGIN, of + " can't be made: " + defect.what())
            .of_plugin(module.name);
    }
}

// Makes the instance of one family, if the module has that family.
template <class Table>
void add(std::vector<Instance<Table>>& made, const Module& module,
         const std::optional<Table>& table, const Surroundings& around, const Value& settings,
         Instances::Broken& broken) {
    if (!table) return;
    try {
        made.push_back(make_instance(module, table, around, settings));
    } catch (...) {
        broken.try_emplace(module.name, cause(module, "plugin `" + module.name + '`'));
    }
}

bool carries(const Delivery& delivery, const Surroundings& around, std::string_view method) {
    auto* const ask = delivery.table().carries;
    if (ask == nullptr) return true;
    willcall_call call(delivery.module(), around);
    std::int32_t carried = 0;
    settle(call, called(call, ask, delivery.self(), &call, as_text(method), &carried));
    return carried == 1;
}

std::vector<willcall_own_channel> channels_of(const Module& module,
                                              std::span<const ChannelToMake> channels) {
    std::vector<willcall_own_channel> own;
    for (const auto& channel : channels)
        if (channel.kind == module.name)
            own.push_back({as_text(channel.key), as_text(channel.name), &channel.settings});
    return own;
}

Failure no_such_kind(const ChannelToMake& wanted) {
    return Failure(WILLCALL_PLUGIN, "channel `" + wanted.key + "` is of the kind `" + wanted.kind +
                                        "`, which no plugin here serves")
        .of_plugin(wanted.kind);
}

}  // namespace

Instances::Instances(const Shelf& shelf, const std::map<std::string, Value>& settings,
                     std::span<const ChannelToMake> channels_to_make, const Surroundings& around)
    : shelf_(shelf) {
    for (const auto& module : shelf.modules()) {
        const auto own = settings.find(module->name);
        const auto& given = own == settings.end() ? no_settings() : own->second;
        const auto channels_run = channels_of(*module, channels_to_make);
        auto within = around;
        within.channels = &channels_run;
        add(policies, *module, module->policy, within, given, broken_policies);
        add(eligibilities, *module, module->eligibility, within, given, broken_rules);
        add(documents, *module, module->document, within, given, broken);
        add(deliveries, *module, module->delivery, within, given, broken);
        add(features, *module, module->feature, within, given, broken);
    }
    for (const auto& wanted : channels_to_make) {
        const auto* const module = shelf.find(wanted.kind);
        if (module == nullptr || !module->channel) {
            broken_channels.try_emplace(wanted.key, no_such_kind(wanted));
            continue;
        }
        const willcall_text key{wanted.key.data(), wanted.key.size()};
        try {
            channels.emplace(wanted.key,
                             make_instance(*module, module->channel, around, wanted.settings, key));
        } catch (...) {
            broken_channels.try_emplace(wanted.key, cause(*module, "channel `" + wanted.key + '`'));
        }
    }
    find_carriers(around);
}

void Instances::find_carriers(const Surroundings& around) {
    for (const auto& delivery : deliveries) {
        for (const auto& taken : delivery.module().takes) {
            if (carriers_.contains(taken.method)) continue;
            try {
                if (carries(delivery, around, taken.method))
                    carriers_.emplace(taken.method, &delivery);
            } catch (...) {
                const auto& module = delivery.module();
                broken.try_emplace(module.name,
                                   cause(module, "what `" + module.name + "` carries"));
            }
        }
    }
}

const Delivery* Instances::carrier(std::string_view method) const {
    const auto found = carriers_.find(method);
    return found == carriers_.end() ? nullptr : found->second;
}

void Instances::throw_broken(const Failure& cause) {
    throw Failure(WILLCALL_PLUGIN, cause.what()).at(cause.field()).of_plugin(cause.plugin());
}

std::string quota_key(std::string_view plugin, std::string_view key) {
    std::string made = "plugin/";
    made += plugin;
    made += '/';
    made += key;
    return made;
}

namespace {

template <class Table>
void add_quotas(const Instance<Table>& instance, const Surroundings& around,
                std::map<std::string, Said::Quota>& quotas) {
    if (instance.table().quotas == nullptr) return;
    willcall_call call(instance.module(), around);
    settle(call, called(call, instance.table().quotas, instance.self(), &call));
    for (const auto& quota : call.said.quotas) {
        if (quota.key.empty() || quota.capacity < 0)
            throw_nonsense(call, "declares a quota `" + quota.key + "` of " +
                                     std::to_string(quota.capacity));
        // Two channels of one kind may speak of the same scarce thing, but not differently.
        const auto [known, fresh] =
            quotas.try_emplace(quota_key(instance.module().name, quota.key), quota);
        if (!fresh && known->second.capacity != quota.capacity)
            throw_nonsense(call, "declares the quota `" + quota.key + "` both as " +
                                     std::to_string(known->second.capacity) + " and as " +
                                     std::to_string(quota.capacity));
        if (!fresh && known->second.spent != quota.spent)
            throw_nonsense(call, "declares the quota `" + quota.key +
                                     "` both as spent and as one that comes back");
    }
}

}  // namespace

std::vector<Said::Quota> declared_quotas(const Instances& instances, const Surroundings& around) {
    std::map<std::string, Said::Quota> quotas;
    for (const auto& [key, channel] : instances.channels) add_quotas(channel, around, quotas);
    for (const auto& rule : instances.eligibilities) add_quotas(rule, around, quotas);
    std::vector<Said::Quota> declared;
    declared.reserve(quotas.size());
    for (const auto& [key, quota] : quotas) declared.push_back({key, quota.capacity, quota.spent});
    return declared;
}

}  // namespace willcall::plugins
