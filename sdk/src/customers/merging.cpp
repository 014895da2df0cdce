#include "customers/merging.hpp"

#include "customers/parties.hpp"

#include <willcall/customer_merges.hpp>

namespace willcall::customers {

namespace {

std::string rewriting(const Party& party, const std::string& condition = {}) {
    return std::string("update ") + party.table + " set " + party.column + " = ? where " +
           party.column + " = ?" + condition;
}

// Whoever the records of a merge name is the one that stays from now on; which rows they were is
// kept.
std::int64_t rewrite_parties(store::Connection& turn, const MergeRow& merge) {
    std::int64_t count = 0;
    for (std::int64_t place = 0; const auto& party : parties) {
        turn.execute(std::string("insert into merge_parties (merge, place, row_id) select "
                                 "cast(? as bigint), cast(? as bigint), id from ") +
                         party.table + " where " + party.column + " = ?",
                     merge.id, place, merge.absorbed);
        count += turn.execute(rewriting(party), merge.kept, merge.absorbed);
        ++place;
    }
    return count;
}

// Only where the one that stayed is named still.
std::int64_t restore_parties(store::Connection& turn, const MergeRow& merge) {
    std::int64_t count = 0;
    for (std::int64_t place = 0; const auto& party : parties) {
        count += turn.execute(rewriting(party, " and id in (select row_id from merge_parties "
                                               "where merge = ? and place = ?)"),
                              merge.absorbed, merge.kept, merge.id, place);
        ++place;
    }
    return count;
}

// What the one that stays lacks is filled in. Its email address comes with the right to sign in;
// consent that either has taken back is taken back.
void combine(Record& kept, Record& absorbed) {
    const auto own = facts_of(kept);
    const bool moves_email = kept.email.empty() && !absorbed.email.empty();
    for (const auto& [name, text] : facts_of(absorbed)) {
        if (name == "online" && !moves_email) continue;
        const bool lacks = !own.contains(name);
        const bool withdrawn = name.starts_with("consents/") && text == "taken back";
        if (lacks || withdrawn) set_fact(kept, name, text);
    }
    if (moves_email) {
        kept.password = absorbed.password;
        absorbed.email.clear();
        absorbed.online = false;
    }
    // No two records have one number.
    if (kept.number == absorbed.number) absorbed.number.clear();
}

// What both records say once a merge is undone: what it changed is as before, but for what was
// changed again since.
void take_back(const std::vector<ChangeRow>& changes, Record& kept, Record& restored) {
    for (const auto& change : changes) {
        auto& record = change.customer == kept.id ? kept : restored;
        const auto facts = facts_of(record);
        const auto now = facts.find(change.field);
        if ((now == facts.end() ? std::string() : now->second) == change.after)
            set_fact(record, change.field, change.before);
    }
    if (!kept.email.empty()) return;
    kept.online = false;
    kept.password.reset();
}

Answered<CustomersMerged> merge(const Needs& needs, Call& call, const MergeCustomers& request) {
    if (request.keep == request.absorb)
        throw invalid("absorb: must be another customer than `keep`").at("absorb");
    const auto kept_before = seen(needs, call, "/customers/merge", request.keep.number, "keep");
    const auto absorbed_before =
        seen(needs, call, "/customers/merge", request.absorb.number, "absorb");
    for (const auto* record : {&kept_before, &absorbed_before})
        if (auto refused = refuse_inactive(*record)) return std::move(*refused);
    if (kept_before.kind != absorbed_before.kind)
        return refusal("customers.merge_kinds",
                       "a person and an organisation are never one customer");
    MergeRow row{call.make_id(), kept_before.id,        absorbed_before.id,
                 call.now,       call.caller->actor.id, {}};
    auto& turn = *call.connection;
    turn.insert(row);
    auto kept = kept_before;
    auto absorbed = absorbed_before;
    combine(kept, absorbed);
    absorbed.state = CustomerState::merged;
    absorbed.merged_into = kept.id;
    // First the one that gives its email address away.
    save(call, absorbed_before, absorbed, row.id);
    save(call, kept_before, kept, row.id);
    const auto count = rewrite_parties(turn, row);
    call.note.subject = row.id;
    call.note.content = id_text(kept.id) + ' ' + id_text(absorbed.id);
    // Sessions of the other end; orders that are being quoted are quoted anew.
    call.moved.push_back("access");
    return CustomersMerged{{row.id}, shown(load(turn, kept.id, "keep")), count};
}

Answered<CustomersUnmerged> unmerge(const Needs& needs, Call& call,
                                    const UnmergeCustomers& request) {
    auto& turn = *call.connection;
    const auto row = turn.find<MergeRow>("where id = ?", request.merge.number);
    if (!row)
        throw not_found("there is no merge `" + id_text(request.merge.number) + "`").at("merge");
    const auto kept_before = seen(needs, call, "/customers/unmerge", row->kept, "merge");
    const auto absorbed_before = load(turn, row->absorbed, "merge");
    if (row->undone) return refusal("customers.unmerged", "the merge was undone before");
    if (auto refused = refuse_inactive(kept_before)) return std::move(*refused);
    auto kept = kept_before;
    auto restored = absorbed_before;
    take_back(turn.select<ChangeRow>("where merge = ? order by id desc", row->id), kept, restored);
    restored.state = CustomerState::active;
    restored.merged_into.reset();
    save(call, kept_before, kept, row->id);
    if (auto refused = refuse_taken(turn, restored)) return std::move(*refused);
    save(call, absorbed_before, restored, row->id);
    const auto count = restore_parties(turn, *row);
    turn.execute("update customer_merges set undone = ? where id = ?", call.now, row->id);
    call.note.subject = row->id;
    call.moved.push_back("access");
    return CustomersUnmerged{shown(load(turn, kept.id, "merge")),
                             shown(load(turn, restored.id, "merge")), count};
}

}  // namespace

std::vector<Operation> merge_operations(const Needs& needs) {
    return {
        operation<MergeCustomers, CustomersMerged>(
            "customers.merge", "/customers/merge",
            "makes two records of one customer one; can be undone", Handling::writes,
            with(needs, merge)),
        operation<UnmergeCustomers, CustomersUnmerged>("customers.unmerge", "/customers/unmerge",
                                                       "undoes a merge of two records",
                                                       Handling::writes, with(needs, unmerge)),
    };
}

}  // namespace willcall::customers
