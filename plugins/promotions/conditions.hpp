// For whom, where and when something is: shared by offers, promotion codes, locks and commissions.
#ifndef WILLCALL_PROMOTIONS_CONDITIONS_HPP
#define WILLCALL_PROMOTIONS_CONDITIONS_HPP

#include <willcall/plugin/eligibility.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace promotions {

using willcall::at_most;
using willcall::can_be_left_out;
using willcall::field;
using willcall::LocalTime;
using willcall::Money;

// Of what an order is for: each list names what it is for; empty: for whatever.
struct Range {
    std::vector<std::string> events;
    std::vector<std::string> performances;
    std::vector<std::string> ticket_types;
    std::vector<std::string> products;

    static constexpr auto range_fields() {
        return willcall::in_order{
            field<"events">(&Range::events, "keys of events it is for; none: whichever",
                            at_most(10'000)),
            field<"performances">(&Range::performances,
                                  "keys of performances it is for; none: whichever",
                                  at_most(10'000)),
            field<"ticket_types">(&Range::ticket_types,
                                  "keys of ticket types it is for; none: whichever",
                                  at_most(10'000)),
            field<"products">(&Range::products,
                              "keys of products it is for; where only these are named, it is for "
                              "nothing else",
                              at_most(10'000)),
        };
    }
};

// Of an order as a whole.
struct Conditions {
    std::vector<std::string> memberships;
    std::vector<std::string> tags;
    std::vector<std::string> channels;
    std::optional<LocalTime> from;
    std::optional<LocalTime> until;

    static constexpr auto condition_fields() {
        return willcall::in_order{
            field<"memberships">(&Conditions::memberships, "the owner has one of these memberships",
                                 at_most(1'000)),
            field<"tags">(&Conditions::tags, "the owner's record has one of these tags",
                          at_most(1'000)),
            field<"channels">(&Conditions::channels, "sold through one of these channels",
                              at_most(10'000)),
            field<"from">(&Conditions::from, "from then on, on the organisation's wall"),
            field<"until">(&Conditions::until, "before then, on the organisation's wall"),
        };
    }
};

// Throws at `path` where it ends before it begins.
void check_window(const Conditions& conditions, const std::string& path);

// What an order is judged by: each found out once, when the first condition asks.
class Facts {
public:
    explicit Facts(const willcall::plugin::Judged& sale);

    std::string_view channel;
    LocalTime now() const;
    // The owner's, in order.
    const std::vector<std::string_view>& memberships() const;
    const std::vector<std::string_view>& tags() const;

private:
    void read_owner() const;
    const willcall::plugin::Judged& sale_;
    mutable std::optional<LocalTime> now_;
    mutable bool owner_known_ = false;
    mutable std::vector<std::string_view> memberships_;
    mutable std::vector<std::string_view> tags_;
};

// Why an order does not meet conditions; `fine` where it does. In the order they are looked at.
enum class Unmet { fine, too_early, too_late, channel, owner };
Unmet unmet(const Conditions& conditions, const Facts& facts);

// Whether a line is of what it is for.
class InRange {
public:
    explicit InRange(const Range& range);
    bool holds(const willcall::plugin::SaleLine& line) const;

private:
    using Keys = std::set<std::string, std::less<>>;
    Keys events_, performances_, ticket_types_, products_;
};

}  // namespace promotions

#endif
