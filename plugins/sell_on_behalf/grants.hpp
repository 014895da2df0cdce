// The two rights that selling on behalf of another takes, and to whom each was granted.
#ifndef SELL_ON_BEHALF_GRANTS_HPP
#define SELL_ON_BEHALF_GRANTS_HPP

#include <willcall/plugin/plugin.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

constexpr const char* plugin_name = "sell_on_behalf";
constexpr const char* to_impersonate = "/admin/users/impersonate";
constexpr const char* to_sell_for_others = "/admin/users/sell-on-behalf-of";

enum class Right { impersonate, sell_for_others };
constexpr std::array<const char*, 3> words_of(Right) {
    return {to_impersonate, to_sell_for_others, nullptr};
}
constexpr std::array both_rights = {Right::impersonate, Right::sell_for_others};

inline std::string_view permission_of(Right right) {
    return words_of(right)[static_cast<std::size_t>(right)];
}

struct Grant {
    std::string login;
    Right permission = Right::impersonate;
    std::string granted_by;
    willcall::Time since;

    static constexpr auto meaning = "a right that was granted to a user";
    static constexpr auto fields = willcall::in_order{
        willcall::field<"login">(&Grant::login, "of the user"),
        willcall::field<"permission">(&Grant::permission, "which of the two"),
        willcall::field<"granted_by">(&Grant::granted_by,
                                      "login of who granted it; host for the host"),
        willcall::field<"since">(&Grant::since, "since when"),
    };
    static constexpr willcall::plugin::Table table{.name = "grants",
                                                   .key = {"login", "permission"}};
};

// Those after `last`, by login; all of them where there is none.
inline std::vector<Grant> grants_after(const willcall::plugin::Call& call,
                                       const Grant* last = nullptr) {
    constexpr std::uint64_t rows_a_page = 500;
    return call.scan<Grant>(willcall::plugin::in_key(), rows_a_page, last);
}

#endif
