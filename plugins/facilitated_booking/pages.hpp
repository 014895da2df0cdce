// The integrator's own pages: nowhere else does the choice of an attendee lead.
#ifndef WILLCALL_FACILITATED_BOOKING_PAGES_HPP
#define WILLCALL_FACILITATED_BOOKING_PAGES_HPP

#include <string>
#include <string_view>
#include <vector>

namespace facilitated_booking {

class Pages {
public:
    // Of the settings; throws a Failure that names the one that is no page.
    explicit Pages(const std::vector<std::string>& pages);

    // Whether a target is one of them, whatever its query, or lies below one that ends in a slash.
    bool allow(std::string_view target) const;

private:
    std::vector<std::string> pages_;
};

}  // namespace facilitated_booking

#endif
