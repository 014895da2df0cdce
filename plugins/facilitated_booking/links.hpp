// Links that an integrator mounts: signed, good for a while and once.
#ifndef WILLCALL_FACILITATED_BOOKING_LINKS_HPP
#define WILLCALL_FACILITATED_BOOKING_LINKS_HPP

#include "errand.hpp"
#include "pages.hpp"

namespace facilitated_booking {

// A link that was used, for as long as it would still be good.
struct UsedLink {
    std::string nonce;
    Time until;

    static constexpr auto fields = in_order{
        field<"nonce">(&UsedLink::nonce, "what tells it from others"),
        field<"until">(&UsedLink::until, "when it is good no more"),
    };
    static constexpr willcall::plugin::Table table{
        .name = "used_links",
        .key = {"nonce"},
        .indexes = {{.name = "by_until", .columns = {"until"}}},
        .read_when_asked = true};
};

// What a link says.
struct Link {
    std::string nonce;
    Time until;
    Errand errand;
    std::string forward_to;
};

class Links {
public:
    explicit Links(const Settings& settings)
        : pages_(settings.pages), microseconds_(settings.link_minutes * 60'000'000) {}

    // A new one. Throws a Failure where it makes no sense, a Refusal where it may lead nowhere.
    Link make(const willcall::plugin::Call& call, Errand errand, std::string forward_to) const;
    static std::string text(const willcall::plugin::Call& call, const Link& link);
    // What a link says that was made here, is still good and not used. Throws a Refusal.
    Link read(const willcall::plugin::Call& call, std::string_view text) const;
    // From then on it was used; forgets those that are good no more.
    static void use(const willcall::plugin::Turn& turn, const Link& link);

private:
    void refuse_elsewhere(std::string_view forward_to) const;

    Pages pages_;
    std::int64_t microseconds_;
};

}  // namespace facilitated_booking

#endif
