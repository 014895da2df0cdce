#include "catalogue/named_checks.hpp"

#include "operations/definitions.hpp"
#include "operations/wording.hpp"

#include <set>

namespace willcall::catalogue {

namespace {

using Keys = std::set<std::string, std::less<>>;

class Naming {
public:
    Naming(const Season& season, const StoredItems& stored) {
        for (const auto& one : season.events) events_.insert(one.key);
        for (const auto& one : season.products) events_.insert(one.key);
        for (const auto& one : season.locations) locations_.insert(one.key);
        for (const auto& row : stored.all()) {
            if (row.kind == kind::event || row.kind == kind::product) events_.insert(row.key);
            if (row.kind == kind::location) locations_.insert(row.key);
        }
    }

    void check(const Spot& settings, const willcall_shape& shape) const {
        for (std::uint64_t number = 0; number < shape.field_count; ++number) {
            const auto& field = field_at(shape, number);
            if (settings.value().find(field.name) != nullptr)
                check(settings.member(field.name), field);
        }
    }

private:
    void check(const Spot& spot, const willcall_field& field) const {
        if ((field.flags & WILLCALL_FIELD_EVENT) != 0) return each(spot, "event", events_);
        if ((field.flags & WILLCALL_FIELD_LOCATION) != 0) return each(spot, "location", locations_);
        if (field.kind == WILLCALL_OBJECT) return check(spot, *field.shape);
        if (field.kind == WILLCALL_LIST)
            for (std::size_t at = 0; at < spot.value().children.size(); ++at)
                check(spot.element(at), *field.element);
        if (field.kind == WILLCALL_MAP)
            for (const auto& member : spot.value().children)
                check(spot.member(member.key), *field.element);
    }

    static void each(const Spot& spot, const char* what, const Keys& keys) {
        if (spot.value().written != Written::list) return one(spot, what, keys);
        for (std::size_t at = 0; at < spot.value().children.size(); ++at)
            one(spot.element(at), what, keys);
    }

    // What is left out may be written as an empty text.
    static void one(const Spot& spot, const char* what, const Keys& keys) {
        const auto& key = spot.value().text;
        if (key.empty() || keys.contains(key)) return;
        const std::vector<std::string_view> names(keys.begin(), keys.end());
        auto sentence = "there is no " + std::string(what) + ' ' + quoted(key);
        const auto meant = did_you_mean(key, names);
        sentence += meant.empty() ? all_of(names) : "; " + meant;
        spot.refuse(sentence);
    }

    static std::string all_of(const std::vector<std::string_view>& names) {
        constexpr std::size_t most = 20;
        if (names.empty() || names.size() > most) return {};
        std::string all;
        for (const auto name : names) all += (all.empty() ? "; there are: " : ", ") + quoted(name);
        return all;
    }

    Keys events_;
    Keys locations_;
};

}  // namespace

void check_named(const SeasonFile& file, const StoredItems& stored, const PluginShapes& shapes) {
    const auto& season = file.season();
    const Naming naming(season, stored);
    const auto list = file.root().member("channels");
    for (std::size_t index = 0; index < season.channels.size(); ++index)
        if (const auto* shape = shapes.channel(season.channels[index].kind))
            naming.check(list.element(index).member("settings"), *shape);
}

}  // namespace willcall::catalogue
