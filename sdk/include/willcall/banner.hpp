// What stands above every answer while somebody sells for another.
#ifndef WILLCALL_BANNER_HPP
#define WILLCALL_BANNER_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct Banner {
    std::string actor;
    std::string actor_name;
    std::string seller;
    std::string seller_name;
    Time since;

    static constexpr auto meaning = "that a session acts for another, who, for whom and since when";
    static constexpr auto fields = in_order{
        field<"actor">(&Banner::actor, "login of who acts"),
        field<"actor_name">(&Banner::actor_name, "as shown"),
        field<"seller">(&Banner::seller, "login of the user whose sales these are"),
        field<"seller_name">(&Banner::seller_name, "as shown"),
        field<"since">(&Banner::since, "when it began"),
    };
};

}  // namespace willcall

#endif
