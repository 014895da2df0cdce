#include "delivery/keys.hpp"

#include "delivery/codes.hpp"
#include "operations/call.hpp"

#include <willcall/access.hpp>
#include <willcall/tickets.hpp>

namespace willcall::delivery {

namespace {

Answered<CodeKeys> keys(Call& call, const Nothing&) {
    CodeKeys answer;
    for (const auto& row : call.connection->select<SigningKeyRow>("order by id"))
        answer.keys.push_back({row.id, row.public_key, {row.created}});
    return answer;
}

Answered<CodeKeys> rotate(const World& world, Call& call, const Nothing& request) {
    const auto made = add_key(*call.connection, world, call.now);
    if (!made)
        return refusal("codes.no_more_keys", "a code can name no more keys",
                       {{"keys", key_number_most}});
    call.note.subject = *made;
    call.moved.push_back(codes_epoch);
    return keys(call, request);
}

struct DeadRow {
    std::int64_t id = 0, issue = 0, state = 0;
    static constexpr auto columns =
        in_order{store::column<"id">(&DeadRow::id), store::column<"issue">(&DeadRow::issue),
                 store::column<"state">(&DeadRow::state)};
};

Answered<DeadCodes> dead(Call& call, const ListDeadCodes& request) {
    const auto rows = call.connection->query<DeadRow>(
        "select id, issue, state from tickets where id > ? and (issue > 1 or state = 1) "
        "order by id limit ?",
        request.after.value_or(Id{}).number, request.most + 1);
    DeadCodes page;
    for (const auto& [id, issue, state] : rows) {
        if (static_cast<std::int64_t>(page.dead.size()) == request.most) {
            page.next = page.dead.back().ticket;
            break;
        }
        page.dead.push_back({{id}, state == 1 ? issue + 1 : issue});
    }
    return page;
}

}  // namespace

std::vector<Operation> key_operations(const World& world) {
    return {
        operation<Nothing, CodeKeys>("codes.keys", "/codes/keys",
                                     "the public keys that ticket codes are verified with",
                                     Handling::reads, keys),
        operation<Nothing, CodeKeys>(
            "codes.rotate", "/codes/rotate",
            "makes a new key, which signs from now on; codes of the older ones stay genuine",
            Handling::writes,
            [&world](Call& call, const Nothing& request) { return rotate(world, call, request); }),
        operation<ListDeadCodes, DeadCodes>(
            "codes.dead", "/codes/dead",
            "genuine codes that open no door any more, for gates that verify by themselves",
            Handling::reads, dead),
    };
}

}  // namespace willcall::delivery
