// The people of an outlet: what its supervisors and cashiers may do, and what they see.
#ifndef WILLCALL_DISTRIBUTION_OUTLET_PEOPLE_HPP
#define WILLCALL_DISTRIBUTION_OUTLET_PEOPLE_HPP

#include "settings.hpp"

#include <map>

// Supervisors and cashiers are users with those roles who sell through an outlet. Of everybody else
// it has no opinion.
class People final : public willcall::plugin::Policy {
public:
    explicit People(Host host);
    Decision decide(const Question& question) const override;

private:
    static Decision of_cashier(const Question& question, Sums sums);
    static Decision of_supervisor(const Question& question);

    std::map<std::string, Sums, std::less<>> outlets_;
};

#endif
