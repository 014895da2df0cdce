#include "settings.hpp"

#include <set>

namespace promotions {

using willcall::plugin::Failure;

std::string folded(std::string_view code) {
    const auto first = code.find_first_not_of(' ');
    if (first == code.npos) return {};
    std::string made(code.substr(first, code.find_last_not_of(' ') - first + 1));
    for (auto& one : made)
        if (one >= 'a' && one <= 'z') one = static_cast<char>(one - 'a' + 'A');
    return made;
}

std::optional<std::int64_t> rate_of(std::string_view percent) {
    constexpr std::int64_t all_of_it = 100'000;
    constexpr std::size_t decimals = 3;
    std::int64_t rate = 0;
    std::size_t digits = 0;
    const auto point = percent.find('.');
    const auto whole = percent.substr(0, point);
    const auto part = point == percent.npos ? std::string_view() : percent.substr(point + 1);
    if (whole.empty() || (point != percent.npos && part.empty()) || part.size() > decimals)
        return std::nullopt;
    for (const char one : std::string(whole) + std::string(part)) {
        if (one < '0' || one > '9' || ++digits > 6) return std::nullopt;
        rate = rate * 10 + (one - '0');
    }
    for (auto missing = part.size(); missing < decimals; ++missing) rate *= 10;
    if (rate <= 0 || rate > all_of_it) return std::nullopt;
    return rate;
}

namespace {

[[noreturn]] void refuse(const std::string& field, const std::string& why) {
    throw Failure(WILLCALL_INVALID, why, field);
}

std::string place(const char* list, std::size_t index) {
    return std::string(list) + '[' + std::to_string(index) + ']';
}

class Checks {
public:
    explicit Checks(const PromotionSettings& settings) : settings_(settings) {}

    void all() {
        each("codes", settings_.codes, [&](const Code& code, const std::string& at) {
            if (folded(code.code).empty()) refuse(at + ".code", "must not be empty");
            once(codes_, folded(code.code), at + ".code");
            check_window(code, at);
        });
        each("groups", settings_.groups, [&](const LimitGroup& group, const std::string& at) {
            once(groups_, group.key, at + ".key");
        });
        std::set<std::string> offers, names, openers;
        each("offers", settings_.offers, [&](const Offer& offer, const std::string& at) {
            once(offers, offer.key, at + ".key");
            once(names, offer.name, at + ".name");
            check_window(offer, at);
            check_rate(offer.percent, at);
            if (offer.percent.empty() == !offer.amount)
                refuse(at, "takes off either per cent or an amount");
            if (!offer.group.empty() && !groups_.contains(offer.group))
                refuse(at + ".group", "there is no group `" + offer.group + '`');
            known_codes(offer.codes, at);
        });
        each("locks", settings_.locks, [&](const LockOpener& opener, const std::string& at) {
            once(openers, opener.lock, at + ".lock");
            check_window(opener, at);
            known_codes(opener.codes, at);
        });
        each("commissions", settings_.commissions,
             [&](const Commission& commission, const std::string& at) {
                 check_rate(commission.percent, at);
                 if (commission.percent.empty() && !commission.amount)
                     refuse(at, "keeps neither per cent nor an amount");
             });
    }

private:
    template <class T, class Check>
    static void each(const char* list, const std::vector<T>& all, Check check_one) {
        for (std::size_t index = 0; index < all.size(); ++index)
            check_one(all[index], place(list, index));
    }
    static void once(std::set<std::string>& taken, const std::string& key,
                     const std::string& field) {
        if (!taken.insert(key).second) refuse(field, '`' + key + "` is there already");
    }
    static void check_rate(const std::string& percent, const std::string& at) {
        if (!percent.empty() && !rate_of(percent))
            refuse(at + ".percent",
                   "must be more than 0 and at most 100, with three decimals at most, not `" +
                       percent + '`');
    }
    void known_codes(const std::vector<std::string>& codes, const std::string& at) const {
        for (std::size_t index = 0; index < codes.size(); ++index)
            if (!codes_.contains(folded(codes[index])))
                refuse(at + ".codes[" + std::to_string(index) + ']',
                       "there is no promotion code `" + codes[index] + '`');
    }

    const PromotionSettings& settings_;
    std::set<std::string> codes_;
    std::set<std::string> groups_;
};

}  // namespace

void check(const PromotionSettings& settings) { Checks(settings).all(); }

}  // namespace promotions
