#include "sales/sellers.hpp"

#include "access/sessions.hpp"
#include "customers/names.hpp"
#include "sales/shifts.hpp"

#include <willcall/sellers.hpp>

#include <algorithm>
#include <tuple>

namespace willcall::sales {

namespace {

std::vector<UserFacts> meant_by(store::Connection& reading, const FindSellers& request) {
    const auto given = !request.login.empty() + !request.name.empty() +
                       !request.employee_number.empty() + !request.external_id.empty();
    if (given != 1)
        throw invalid("give exactly one of login, name, employee_number and external_id");
    if (!request.login.empty()) {
        auto user = catalogue::find_user(reading, request.login);
        return user ? std::vector{std::move(*user)} : std::vector<UserFacts>();
    }
    const auto having = [&](std::string UserFacts::*member, const std::string& asked) {
        return catalogue::find_users(
            reading, [member, wanted = customers::composed(asked)](const UserFacts& user) {
                return !(user.*member).empty() && customers::composed(user.*member) == wanted;
            });
    };
    if (!request.name.empty()) return having(&UserFacts::name, request.name);
    if (!request.external_id.empty()) return having(&UserFacts::external_id, request.external_id);
    return having(&UserFacts::employee_number, request.employee_number);
}

std::optional<Time> signed_in(const Call& call, std::int64_t user) {
    for (const auto& session : call.connection->select<access::SessionRow>(
             "where subject = ? and kind = ? and ended is null order by opened desc", user,
             SessionKind::user))
        if (!access::has_lapsed(session, call.now)) return Time{session.opened};
    return std::nullopt;
}

std::optional<OpenShiftFacts> open_shift_of(store::Connection& reading, std::int64_t user,
                                            const catalogue::Catalogue& catalogue) {
    const auto row = find_open_shift(reading, user);
    if (!row) return std::nullopt;
    const auto* location = catalogue.location(row->location);
    return OpenShiftFacts{
        {row->id}, location == nullptr ? std::string() : location->key, {row->opened}};
}

// Whether the user sells in shifts, asked as if they were the one who asks.
bool works_in_shifts(const Needs& needs, const Call& call, const UserFacts& user) {
    const auto caller = access::as_if(user);
    Call asked = call;
    asked.caller = &caller;
    return uses_shifts(asked, *needs.snapshot_of(call), *needs.world);
}

Seller show_seller(const Needs& needs, Call& call, const UserFacts& user) {
    const auto snapshot = needs.snapshot_of(call);
    Seller seller;
    seller.id = {user.id};
    seller.login = user.login;
    seller.name = user.shown_name();
    seller.employee_number = user.employee_number;
    seller.external_id = user.external_id;
    seller.role = user.role;
    seller.channel = user.channel;
    if (const auto* channel = snapshot->catalogue->channel(user.channel))
        seller.channel_kind = channel->kind;
    const auto& channels = snapshot->instances->channels;
    if (const auto made = channels.find(user.channel); made != channels.end())
        seller.on_behalf = lets_others_act(made->second);
    seller.locations = user.locations;
    seller.uses_shifts = works_in_shifts(needs, call, user);
    seller.shift = open_shift_of(*call.connection, user.id, *snapshot->catalogue);
    seller.signed_in = signed_in(call, user.id);
    seller.disabled = user.disabled;
    return seller;
}

Answered<SellersFound> find(const Needs& needs, Call& call, const FindSellers& request) {
    SellersFound found;
    for (const auto& user : meant_by(*call.connection, request))
        found.sellers.push_back(show_seller(needs, call, user));
    std::ranges::sort(found.sellers, {}, [](const Seller& seller) {
        return std::tie(seller.employee_number, seller.login);
    });
    return found;
}

}  // namespace

std::vector<Operation> seller_operations(const Needs& needs) {
    return {operation<FindSellers, SellersFound>(
        "sellers.find", "/sellers/find", "the users of exactly this name, number or id, as sellers",
        Handling::reads,
        [needs](Call& call, const FindSellers& request) { return find(needs, call, request); })};
}

}  // namespace willcall::sales
