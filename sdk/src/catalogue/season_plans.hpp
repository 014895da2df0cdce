// The seating plans of a season file: from files beside it, or out of it.
#ifndef WILLCALL_CATALOGUE_SEASON_PLANS_HPP
#define WILLCALL_CATALOGUE_SEASON_PLANS_HPP

#include "catalogue/plan.hpp"
#include "catalogue/season_file.hpp"

namespace willcall::catalogue {

class SeasonPlans {
public:
    // Reads whatever plan the file names and nobody knows yet. Throws a Failure with the place in
    // the season or in the plan's own file.
    SeasonPlans(const SeasonFile& file, const StoredItems& stored, store::Connection& connection,
                const Plans& known);

    struct Said {
        std::string key;
        PlanRow row;
        std::shared_ptr<const seating::Plan> plan;
    };
    // Those of the file, in its order.
    const std::vector<Said>& said() const { return said_; }

    // As it will be: the file's, else the store's; null where neither has it.
    std::shared_ptr<const seating::Plan> find(const std::string& key) const;

    // Why not: seats that are sold, and would be blocked or in no hall any more.
    std::vector<Reason> lost_seats(const Plan& plan) const;

    // The plans that the store does not have yet.
    void write() const;

private:
    Said read(const Spot& spot, const std::string& season_file) const;
    std::shared_ptr<const seating::Plan> stored_plan(const std::string& key) const;
    std::optional<Reason> unseated(const ItemRow& performance) const;
    std::optional<Reason> lost(const ItemRow& performance, const seating::Plan& before,
                               const seating::Plan* after,
                               const std::vector<std::string>& blocked) const;

    const StoredItems& stored_;
    store::Connection& connection_;
    const Plans& known_;
    std::vector<Said> said_;
};

}  // namespace willcall::catalogue

#endif
