// Who may begin to sell on behalf of another, and what nobody may do meanwhile.
#ifndef SELL_ON_BEHALF_RIGHTS_HPP
#define SELL_ON_BEHALF_RIGHTS_HPP

#include "grants.hpp"

#include <array>
#include <optional>
#include <unordered_map>

class Rights final : public willcall::plugin::Policy {
public:
    using Tables = std::tuple<Grant>;

    explicit Rights(Host host);
    Decision decide(const Question& question) const override;

private:
    bool has(std::string_view login, Right right) const;
    Decision while_acting(const Question& question, const willcall::plugin::Parties& who) const;

    std::unordered_map<std::string, std::array<bool, both_rights.size()>> granted_;
};

#endif
