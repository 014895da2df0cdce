// Customers who are related to one, as the engine's relationships have it.
#ifndef WILLCALL_FACILITATED_BOOKING_RELATED_HPP
#define WILLCALL_FACILITATED_BOOKING_RELATED_HPP

#include "engine_words.hpp"
#include "types.hpp"

namespace facilitated_booking {

// One relationship, seen from one of the two.
struct Related {
    Id relation;
    Id customer;  // the other of the two
    std::string name;
    std::string kind;
    bool is_one = false;  // whether the customer that was asked about is the one of "one and other"
    std::optional<Time> since, until;

    // As rules see it, where the customer that was asked about is its facilitator, or its owner.
    willcall::plugin::Relation as_facilitator() const { return seen(is_one); }
    willcall::plugin::Relation as_owner() const { return seen(!is_one); }

private:
    willcall::plugin::Relation seen(bool by_facilitator) const {
        return {kind, by_facilitator, since.value_or(Time{WILLCALL_EARLIEST}),
                until.value_or(Time{WILLCALL_LATEST})};
    }
};

// All of a customer's, oldest first: those that the caller may see, or all of them.
enum class Sight { callers, all };
std::vector<Related> related_to(Id customer, const willcall::plugin::Call& call, Sight sight);

}  // namespace facilitated_booking

#endif
