// The small theatre on each database, to be checked as it is and with faults planted in it.
#ifndef WILLCALL_TESTS_REPORTS_CHECKED_THEATRE_HPP
#define WILLCALL_TESTS_REPORTS_CHECKED_THEATRE_HPP

#include "reports/check.hpp"
#include "reports/check_store.hpp"
#include "reports/planted_faults.hpp"

#include <algorithm>

namespace willcall::tests {

inline std::string listed(const StoreChecked& checked) {
    std::string text;
    for (const auto& fault : checked.faults)
        text += fault.name + " at " + fault.what + ": " + fault.detail + '\n';
    return text;
}

class CheckedTheatre : public testing::TestWithParam<std::string> {
protected:
    // So that the database itself stops nobody from planting a fault.
    void constraints_off() {
        if (GetParam() == "sqlite") {
            writer.execute("pragma foreign_keys = off");
            writer.execute("pragma ignore_check_constraints = on");
        } else {
            writer.execute("set session_replication_role = replica");
            writer.execute("alter table quotas drop constraint quotas_check");
            writer.execute("alter table invitations drop constraint invitations_check");
            writer.execute("alter table notices drop constraint notices_check");
        }
    }
    StoreChecked check() { return reports::check(writer, *catalogue, kept); }

    // Plants one after the other, and takes each away again.
    void expect_each_is_named(const std::vector<Planted>& faults) {
        constraints_off();
        for (const auto& planted : faults) {
            SCOPED_TRACE(std::string(planted.name) + ", planted by: " + planted.sql.front());
            writer.begin();
            for (const auto& sql : planted.sql) writer.execute(sql);
            const auto checked = check();
            writer.rollback();
            EXPECT_FALSE(checked.ok);
            EXPECT_TRUE(std::ranges::any_of(checked.faults, [&](const Fault& fault) {
                return fault.name == planted.name &&
                       fault.what.find(planted.where) != std::string::npos;
            })) << listed(checked);
            for (const auto& fault : checked.faults)
                EXPECT_EQ((fault.what + fault.detail).find('{'), std::string::npos) << fault.detail;
        }
        EXPECT_TRUE(check().ok);
    }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database = store.open();
    store::Connection& writer = database->writer();
    SmallTheatre theatre{writer, database->identifiers().writer()};
    std::shared_ptr<const catalogue::Catalogue> catalogue = theatre.catalogue();
    CheckStore kept{journal::heads(writer).heads};
};

}  // namespace willcall::tests

#endif
