#include "journal/operations.hpp"

#include "journal/journal.hpp"
#include "operations/call.hpp"

#include <willcall/access.hpp>

namespace willcall::journal {

std::vector<Operation> journal_operations() {
    std::vector<Operation> operations;
    operations.push_back(operation<JournalSince, JournalPage>(
        "journal.since", "/journal/since", "what happened since a cursor, chain by chain",
        Handling::reads, [](Call& call, const JournalSince& request) -> Answered<JournalPage> {
            return since(*call.connection, request);
        }));
    operations.push_back(operation<Nothing, JournalHead>(
        "journal.head", "/journal/head", "the end of every hash chain, for an auditor to keep",
        Handling::reads, [](Call& call, const Nothing&) -> Answered<JournalHead> {
            return heads(*call.connection);
        }));
    return operations;
}

}  // namespace willcall::journal
