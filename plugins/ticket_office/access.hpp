// What an office lets who sells there see and change: orders in four levels, statistics in three.
#ifndef WILLCALL_TICKET_OFFICE_ACCESS_HPP
#define WILLCALL_TICKET_OFFICE_ACCESS_HPP

#include "settings.hpp"

#include <unordered_map>

namespace ticket_office {

class Access final : public willcall::plugin::Policy {
public:
    explicit Access(Host host);

    Decision decide(const Question& question) const override;

private:
    struct Levels {
        std::optional<Orders> orders;
        std::optional<Statistics> statistics;
        bool receipt;
    };

    std::unordered_map<std::string, Levels> offices_;
};

}  // namespace ticket_office

#endif
