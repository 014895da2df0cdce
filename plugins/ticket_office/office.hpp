// An office as a channel: what is on sale there, under which caps, for how many credits, and how it
// is paid and handed out.
#ifndef WILLCALL_TICKET_OFFICE_OFFICE_HPP
#define WILLCALL_TICKET_OFFICE_OFFICE_HPP

#include "rules.hpp"

namespace ticket_office {

class Office final : public willcall::plugin::Channel {
public:
    using Settings = ticket_office::Settings;
    static constexpr bool sells_on_behalf = true;

    Office(const Settings& settings, Host host);

    void quotas(const Quotas& quotas) const override;
    bool sells(const Line& line) const override;
    std::optional<Terms> terms(const Sale& sale) const override;
    std::optional<ChangeTerms> change(const Change& change) const override;
    void meet(std::span<const std::string_view> events, Turn turn) const override;
    Handing closing(const Call& call) const override;
    SignIn sign_in(const Call& call) const override;

private:
    void claim(const Line& line, const EventRules* rules, const TypeHere* type) const;
    std::string_view usual_method() const;

    std::string key_;
    Settings settings_;
    Rules rules_;
};

}  // namespace ticket_office

#endif
