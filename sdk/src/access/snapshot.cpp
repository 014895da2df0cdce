#include "access/snapshot.hpp"

namespace willcall::access {

namespace {

struct EpochRow {
    std::string name;
    std::int64_t value = 0;
    static constexpr const char* table = "epochs";
    static constexpr auto columns =
        in_order{store::column<"name">(&EpochRow::name), store::column<"value">(&EpochRow::value)};
};

}  // namespace

Epochs read_epochs(store::Connection& connection) {
    Epochs epochs;
    for (auto& row : connection.select<EpochRow>("")) epochs.emplace(row.name, row.value);
    return epochs;
}

std::int64_t read_epoch_sum(store::Connection& connection) {
    return connection.number("select cast(coalesce(sum(value), 0) as bigint) from epochs")
        .value_or(0);
}

void raise_epoch(store::Connection& turn, const std::string& name) {
    if (turn.execute("update epochs set value = value + 1 where name = ?", name) == 0)
        turn.insert(EpochRow{name, 1});
}

void Questioning::name(const Caller& caller) {
    parties.actor = as_text(caller.actor.login);
    parties.role = as_text(caller.actor.role);
    parties.seller = as_text(caller.seller.login);
    parties.seller_role = as_text(caller.seller.role);
    parties.channel = as_text(caller.seller.channel);
}

Questioning::Questioning(const Call& call, const Snapshot& snapshot, const World& world) {
    parties.struct_size = sizeof parties;
    name(*call.caller);
    if (call.caller->owner() != 0) owner = id_text(call.caller->owner());
    if (call.caller->facilitator() != 0) facilitator = id_text(call.caller->facilitator());
    parties.owner = as_text(owner);
    parties.facilitator = as_text(facilitator);
    parties.errand = as_text(call.caller->errand);
    parties.acts_by = as_text(call.caller->acts_by);
    parties.acts_since = call.caller->acts_since;
    around.world = &world;
    around.log = world.log;
    around.now = call.now;
    around.deadline = call.deadline;
    around.organisation = snapshot.catalogue->facts();
    around.on_wall = [catalogue = snapshot.catalogue.get()](std::int64_t moment) {
        return catalogue->on_wall(moment).microseconds;
    };
    around.keys = [catalogue = snapshot.catalogue.get()](std::int32_t what, std::string_view of) {
        return catalogue->keys(what, of);
    };
    around.switches = &snapshot.catalogue->switches;
    around.parties = &parties;
    around.connection = call.connection;
    around.in_turn = call.in_turn;
}

}  // namespace willcall::access
