#include "catalogue/season_file.hpp"

#include <willcall/seating.hpp>

#include <algorithm>

namespace willcall::catalogue {

namespace {

Value* find_mutable(Value& object, std::string_view key) {
    const auto found = std::ranges::find(object.children, key, &Value::key);
    return found == object.children.end() ? nullptr : &*found;
}

// The member as an object to be validated: left out, or null, it is an empty one.
Value& object_member(Value& object, std::string_view key) {
    auto* member = find_mutable(object, key);
    if (member == nullptr) {
        member = &object.children.emplace_back();
        member->key = key;
        member->line = object.line;
        member->column = object.column;
        member->written = Written::null;
    }
    if (member->written == Written::null) member->written = Written::object;
    return *member;
}

// A member by its name, or an element by its key.
const Value* part_of(const Value& value, std::string_view name) {
    if (value.written != Written::list) return value.find(name);
    const auto found = std::ranges::find_if(value.children, [&](const Value& element) {
        const auto* key = element.find("key");
        return key != nullptr && key->text == name;
    });
    return found == value.children.end() ? nullptr : &*found;
}

void validate_settings(Value& settings, const willcall_shape* shape, const std::string& plugin,
                       const Dialect& dialect, const Spot& spot) {
    if (shape != nullptr) return validate(settings, *shape, dialect, spot.path());
    if (settings.written != Written::object || !settings.children.empty())
        spot.refuse("the plugin `" + plugin + "` takes no settings");
}

}  // namespace

Spot Spot::member(std::string_view key) const {
    const auto* found = value_->find(key);
    auto path = path_;
    if (!path.empty()) path += '.';
    path += key;
    return {found == nullptr ? *value_ : *found, std::move(path), *file_};
}

Spot Spot::element(std::size_t index) const {
    const bool present = index < value_->children.size();
    return {present ? value_->children[index] : *value_, path_ + '[' + std::to_string(index) + ']',
            *file_};
}

void Spot::refuse(const std::string& sentence) const {
    throw invalid(path_ + ": " + sentence).at(path_).in(place());
}

void Spot::said_here(const std::function<void()>& work) const {
    try {
        work();
    } catch (const Failure& failure) {
        throw Failure(failure.status(), path_ + ": " + failure.what())
            .at(path_)
            .in(place())
            .of_plugin(failure.plugin());
    }
}

std::string Spot::line_and_column() const {
    return "line " + std::to_string(value_->line) + ", column " + std::to_string(value_->column);
}

SeasonFile::SeasonFile(const ApplySeason& request, const PluginShapes& shapes)
    : dialect_{2, request.file, {}}, tree_(parse_yaml(request.text, request.file)) {
    read_currency();
    validate(tree_, *shape::of<Season>(), dialect_);
    validate_seating();
    validate_channels(shapes);
    validate_plugins(shapes);
    if (const auto config = root().member("config");
        tree_.find("config") != nullptr && config.value().written != Written::object)
        config.refuse("must be an object");
    season_ = read_as<Season>(tree_);
}

Place SeasonFile::place_of(std::string_view field) const {
    const auto* value = &tree_;
    for (std::size_t depth = 0; !field.empty(); ++depth) {
        const auto end = std::min(field.find('.'), field.size());
        const auto* const next = part_of(*value, field.substr(0, end));
        if (next == nullptr && depth < 2) return {};
        if (next == nullptr) break;
        value = next;
        field.remove_prefix(std::min(end + 1, field.size()));
    }
    return {dialect_.file, value->line, value->column};
}

// Before anything else: how many decimals an amount may have depends on it.
void SeasonFile::read_currency() {
    const auto spot = root().member("organisation").member("currency");
    const auto& currency = spot.value();
    if (currency.written != Written::plain && currency.written != Written::text) return;
    const auto decimals = currency_decimals(currency.text);
    if (decimals < 0) spot.refuse("there is no currency `" + currency.text + "` in ISO 4217");
    dialect_.decimals = decimals;
    dialect_.currency = currency.text;
}

// The name of a file, which is read later, or the plan itself.
void SeasonFile::validate_seating() {
    auto* plans = find_mutable(tree_, "seating");
    if (plans == nullptr) return;
    for (auto& plan : plans->children) {
        const Spot spot{plan, "seating." + plan.key, dialect_.file};
        if (plan.written == Written::object)
            validate(plan, *shape::of<SeatingPlan>(), dialect_, spot.path());
        else if (plan.written != Written::text && plan.written != Written::plain)
            spot.refuse("must be the name of a file beside the season's, or a plan");
    }
}

void SeasonFile::validate_channels(const PluginShapes& shapes) {
    auto* channels = find_mutable(tree_, "channels");
    if (channels == nullptr) return;
    for (std::size_t index = 0; index < channels->children.size(); ++index) {
        auto& channel = channels->children[index];
        const auto spot = root().member("channels").element(index);
        const auto kind = spot.member("kind").value().text;
        const willcall_shape* shape = nullptr;
        spot.member("kind").said_here([&] { shape = shapes.channel(kind); });
        auto& settings = object_member(channel, "settings");
        validate_settings(settings, shape, kind, dialect_, spot.member("settings"));
    }
}

void SeasonFile::validate_plugins(const PluginShapes& shapes) {
    auto* plugins = find_mutable(tree_, "plugins");
    if (plugins == nullptr) return;
    for (auto& member : plugins->children) {
        const Spot spot{member, "plugins." + member.key, dialect_.file};
        const willcall_shape* shape = nullptr;
        spot.said_here([&] { shape = shapes.settings(member.key); });
        auto& settings = object_member(*plugins, member.key);
        validate_settings(settings, shape, member.key, dialect_, spot);
    }
}

}  // namespace willcall::catalogue
