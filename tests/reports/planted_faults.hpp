// Mistakes that the check of a store must find.
#ifndef WILLCALL_TESTS_REPORTS_PLANTED_FAULTS_HPP
#define WILLCALL_TESTS_REPORTS_PLANTED_FAULTS_HPP

#include <string>
#include <vector>

namespace willcall::tests {

struct Planted {
    const char* name;   // of the rule that must find it
    const char* where;  // part of what the fault says it was found at
    std::vector<std::string> sql;
};

// One row for each mistake that a defect, a bad disk or somebody with a database tool could make.
extern const std::vector<Planted> planted_faults;
// The same of sessions and invitations.
extern const std::vector<Planted> planted_access;
// Of losses, and who is told of them.
extern const std::vector<Planted> planted_losses;
// Of rows that name others, those which name what is not there.
extern const std::vector<Planted> planted_references;

}  // namespace willcall::tests

#endif
