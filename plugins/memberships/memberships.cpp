// memberships: what a product makes of its owner, for how long, which locks that opens, how often.
#include <willcall/plugin/plugin.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <unordered_map>

namespace {

using willcall::field;
using willcall::LocalTime;

constexpr std::int64_t most_uses = 10'000'000;

struct MembershipType {
    std::string key;
    std::string name;
    std::string product;
    std::optional<std::int64_t> months;
    std::optional<std::int64_t> days;
    std::optional<LocalTime> from;
    std::optional<LocalTime> until;
    std::vector<std::string> tags;
    std::vector<std::string> memberships;
    std::vector<std::string> opens;
    std::optional<std::int64_t> uses;

    static constexpr auto meaning = "a kind of membership, sold as a product";
    static constexpr auto fields = willcall::in_order{
        field<"key">(&MembershipType::key, "its key", willcall::between(1, 64)),
        field<"name">(&MembershipType::name, "as shown", willcall::between(1, 100)),
        field<"product">(&MembershipType::product, "key of the product that it is sold as",
                         willcall::between(1, 64)),
        field<"months">(&MembershipType::months,
                        "it is valid for, from its sale, by the calendar on the wall",
                        willcall::between(1, 1'200)),
        field<"days">(&MembershipType::days, "it is valid for, from its sale, on the wall",
                      willcall::between(1, 36'500)),
        field<"from">(&MembershipType::from, "not valid before then, on the wall"),
        field<"until">(&MembershipType::until, "not valid from then on, on the wall"),
        field<"tags">(&MembershipType::tags,
                      "only for owners whose record has one of these tags; none: for whomever",
                      willcall::at_most(1'000)),
        field<"memberships">(&MembershipType::memberships,
                             "only for owners who have one of these memberships; none: for "
                             "whomever",
                             willcall::at_most(1'000)),
        field<"opens">(&MembershipType::opens, "keys of the locks that its owner may pass",
                       willcall::at_most(1'000)),
        field<"uses">(&MembershipType::uses,
                      "tickets of its owner that pass its locks; left out: any number",
                      willcall::between(1, most_uses)),
    };
};

struct MembershipSettings {
    std::vector<MembershipType> types;

    static constexpr auto meaning = "the memberships there are";
    static constexpr auto fields = willcall::in_order{
        field<"types">(&MembershipSettings::types, "kinds of membership", willcall::at_most(1'000)),
    };
};

[[noreturn]] void refuse(const std::string& field, const std::string& why) {
    throw willcall::plugin::Failure(WILLCALL_INVALID, why, field);
}

void check(const MembershipSettings& settings) {
    std::set<std::string> keys, products;
    for (const auto& type : settings.types) keys.insert(type.key);
    std::set<std::string> seen;
    for (std::size_t index = 0; index < settings.types.size(); ++index) {
        const auto& type = settings.types[index];
        const auto at = "types[" + std::to_string(index) + "]";
        if (!seen.insert(type.key).second)
            refuse(at + ".key", '`' + type.key + "` is there already");
        if (!products.insert(type.product).second)
            refuse(at + ".product", '`' + type.product + "` makes another membership already");
        if (type.months && type.days) refuse(at + ".days", "is valid for either months or days");
        if (type.from && type.until && *type.until <= *type.from)
            refuse(at + ".until", "must be later than `from`");
        for (std::size_t one = 0; one < type.memberships.size(); ++one)
            if (!keys.contains(type.memberships[one]))
                refuse(at + ".memberships[" + std::to_string(one) + ']',
                       "there is no membership `" + type.memberships[one] + '`');
        if (type.uses && type.opens.empty()) refuse(at + ".uses", "only what opens locks is used");
    }
}

// The same time of the day so many months later; of a month without that day, its last.
LocalTime months_later(LocalTime wall, std::int64_t months) {
    using namespace std::chrono;
    const sys_time<microseconds> moment{microseconds{wall.microseconds}};
    const auto midnight = floor<days>(moment);
    auto day = year_month_day{midnight} + std::chrono::months{static_cast<int>(months)};
    if (!day.ok()) day = day.year() / day.month() / last;
    return {(sys_days{day} + (moment - midnight)).time_since_epoch().count()};
}

LocalTime days_later(LocalTime wall, std::int64_t days) {
    constexpr std::int64_t day = 86'400'000'000;
    return {wall.microseconds + days * day};
}

enum class State { valid, not_yet, over };
constexpr std::array<const char*, 4> words_of(State) {
    return {"valid", "not_yet", "over", nullptr};
}

// When a membership is valid, on the wall.
struct Window {
    std::optional<LocalTime> from;
    std::optional<LocalTime> until;

    State at(LocalTime now) const {
        if (from && now < *from) return State::not_yet;
        return until && now >= *until ? State::over : State::valid;
    }
};

Window window_of(const MembershipType& type, LocalTime since) {
    Window window{type.from, type.until};
    const auto end = [&](LocalTime own) {
        window.until = window.until ? std::min(*window.until, own) : own;
    };
    if (type.months) end(months_later(since, *type.months));
    if (type.days) end(days_later(since, *type.days));
    return window;
}

class Memberships final : public willcall::plugin::Eligibility {
public:
    using Settings = MembershipSettings;

    explicit Memberships(const Settings& settings) : types_(settings.types) {
        check(settings);
        for (std::size_t index = 0; index < types_.size(); ++index) {
            by_product_.emplace(types_[index].product, index);
            for (const auto& lock : types_[index].opens) locks_.insert(lock);
        }
    }

    void recognise(const Judged& sale) const override {
        if (types_.empty()) return;
        for (const auto& one : held(sale))
            if (one.state == State::valid) sale.standing(one.type->key);
    }

    void judge_all(const Judged& sale, std::span<const Line> lines,
                   std::span<Verdict> verdicts) const override {
        std::optional<std::vector<Held>> owned;  // found out for the first lock
        Used used;
        for (std::size_t number = 0; number < lines.size(); ++number) {
            const auto& line = lines[number];
            verdicts[number] = Verdict::no_opinion;
            if (const auto* type = type_of(line.product))
                verdicts[number] = may_have(sale, *type, line);
            used.by_line.clear();
            for (const auto lock : line.locks) {
                if (!locks_.contains(lock)) continue;
                if (!owned) owned = held(sale);
                open(sale, line, std::string(lock), *owned, used);
            }
        }
    }

private:
    struct Held {
        const MembershipType* type = nullptr;
        std::int64_t id = 0;
        State state = State::valid;

        bool opens(const std::string& lock) const {
            return std::ranges::find(type->opens, lock) != type->opens.end();
        }
    };
    // Of memberships, by their ids.
    struct Used {
        std::map<std::int64_t, std::int64_t> by_sale;
        std::set<std::int64_t> by_line;  // the one that is judged now
    };

    // The owner's own: what others have counts for nothing.
    std::vector<Held> held(const Judged& sale) const {
        std::vector<Held> all;
        if (!sale.has_owner()) return all;
        const auto now = sale.on_wall(sale.now());
        const auto owner = sale.owner();
        for (const auto& holding : owner.holdings) {
            const auto* type = type_of(holding.product);
            if (type == nullptr) continue;
            const auto window = window_of(*type, sale.on_wall(holding.since));
            all.push_back({type, holding.id.number, window.at(now)});
        }
        return all;
    }

    // What a product makes of its owner; null: nothing.
    const MembershipType* type_of(std::string_view product) const {
        if (product.empty()) return nullptr;
        const auto found = by_product_.find(std::string(product));
        return found == by_product_.end() ? nullptr : &types_[found->second];
    }

    static Verdict may_have(const Judged& sale, const MembershipType& type, const Line& line) {
        const auto what = "the membership `" + type.name + "` ";
        if (!sale.has_owner())
            return line.refuse("memberships.no_owner", what + "is sold to owners who are known");
        const auto now = sale.on_wall(sale.now());
        if (type.until && now >= *type.until)
            return line.refuse("memberships.over", what + "is over",
                               {{"until_wall", type.until->microseconds}});
        if (type.tags.empty() && type.memberships.empty()) return Verdict::yes;
        const auto owner = sale.owner();
        const auto has = [](const auto& wanted, const auto& had) {
            return wanted.empty() || std::ranges::any_of(wanted, [&](const auto& one) {
                       return std::ranges::find(had, one) != had.end();
                   });
        };
        if (has(type.tags, owner.tags) && has(type.memberships, owner.standings))
            return Verdict::yes;
        return line.refuse("memberships.not_for_owner", what + "is not for this owner");
    }

    static std::string quota_of(std::int64_t id) { return std::to_string(id); }

    // The first membership of the owner's that opens the lock and is good for so many tickets. What
    // is used is tickets, however many locks each has to pass.
    static void open(const Judged& sale, const Line& line, const std::string& lock,
                     const std::vector<Held>& owned, Used& used) {
        for (const auto& one : owned)
            if (used.by_line.contains(one.id) && one.opens(lock)) return line.opens(lock);
        bool over = false;
        std::int64_t most = -1;
        for (const auto& one : owned) {
            if (!one.opens(lock)) continue;
            const auto& [type, id, state] = one;
            if (state != State::valid) {
                over = true;
                continue;
            }
            if (!type->uses) return line.opens(lock);
            const auto left = std::min(*type->uses, sale.left(quota_of(id))) - used.by_sale[id];
            most = std::max(most, left);
            if (left < line.quantity) continue;
            used.by_sale[id] += line.quantity;
            used.by_line.insert(id);
            line.claim_of_owner(quota_of(id), *type->uses, line.quantity, "membership");
            return line.opens(lock);
        }
        const auto note = [&](const char* rule, const char* why,
                              willcall::plugin::Numbers numbers = {}) {
            line.note(rule, "the lock `" + lock + "` opens " + why, numbers);
        };
        // Whoever books for another learns nothing of what that one has.
        if (most >= 0 && !sale.has_facilitator())
            return note("memberships.used_up", "for fewer tickets of this owner",
                        {{"asked", line.quantity}, {"left", most}});
        if (over && !sale.has_facilitator())
            return note("memberships.not_valid", "for memberships that are valid");
        note("memberships.none", "for members, and only the owner's membership counts");
    }

    std::vector<MembershipType> types_;
    std::unordered_map<std::string, std::size_t> by_product_;
    std::set<std::string, std::less<>> locks_;
};

class Holdings final : public willcall::plugin::Feature {
public:
    using Settings = MembershipSettings;

    struct ListHeld {
        Id customer;

        static constexpr auto fields = willcall::in_order{
            field<"customer">(&ListHeld::customer, "whose"),
        };
    };
    struct HeldMembership {
        Id ticket;
        std::string membership;
        std::string name;
        State state = State::valid;
        Time since;
        std::optional<LocalTime> from;
        std::optional<LocalTime> until;
        std::optional<std::int64_t> uses;

        static constexpr auto meaning = "a membership that a customer has";
        static constexpr auto fields = willcall::in_order{
            field<"ticket">(&HeldMembership::ticket, "it was sold as"),
            field<"membership">(&HeldMembership::membership, "key of its type"),
            field<"name">(&HeldMembership::name, "of its type"),
            field<"state">(&HeldMembership::state, "whether it is valid now"),
            field<"since">(&HeldMembership::since, "when it was paid"),
            field<"from">(&HeldMembership::from, "not valid before then, on the wall"),
            field<"until">(&HeldMembership::until, "not valid from then on, on the wall"),
            field<"uses">(&HeldMembership::uses, "tickets it is good for in all"),
        };
    };
    struct HeldList {
        std::vector<HeldMembership> memberships;

        static constexpr auto meaning = "the memberships of a customer, oldest first";
        static constexpr auto fields = willcall::in_order{
            field<"memberships">(&HeldList::memberships, "those that are over, too"),
        };
    };

    explicit Holdings(const Settings& settings) : types_(settings.types) {}

    HeldList held(const ListHeld& request, Call call) const {
        const auto now = call.on_wall(call.now());
        HeldList list;
        for (const auto& owned : call.invoke<Owned>("customers.products", request).products) {
            const auto type = std::ranges::find(types_, owned.product, &MembershipType::product);
            if (type == types_.end()) continue;
            const auto window = window_of(*type, call.on_wall(owned.since));
            list.memberships.push_back({owned.ticket, type->key, type->name, window.at(now),
                                        owned.since, window.from, window.until, type->uses});
        }
        return list;
    }

    static constexpr auto operations = willcall::in_order{
        operation<"memberships.held">("/memberships/held", "the memberships of a customer",
                                      &Holdings::held),
    };

private:
    // customers.products, as much of it as is wanted here.
    struct Product {
        Id ticket;
        std::string product;
        Time since;

        static constexpr auto fields = willcall::in_order{
            field<"ticket">(&Product::ticket, ""),
            field<"product">(&Product::product, ""),
            field<"since">(&Product::since, ""),
        };
    };
    struct Owned {
        std::vector<Product> products;
        static constexpr auto fields = willcall::in_order{field<"products">(&Owned::products, "")};
    };

    std::vector<MembershipType> types_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Memberships, Holdings>(
        "memberships", "1.0.0", "memberships: sold as products, open to whom they are for");
}
