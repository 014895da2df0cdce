// Whom a session acts for and through which channel it sells, as plugins set it.
#include "engine/state.hpp"

#include "catalogue/catalogue.hpp"

namespace willcall {

void OpenEngine::act_for(const plugins::Module& module, Invocation& call, std::string_view seller) {
    const auto& before = *call.caller;
    std::optional<std::int64_t> id;
    if (!seller.empty()) {
        const auto user = catalogue::find_user(*call.connection, seller);
        if (!user) throw not_found("no user `" + std::string(seller) + "`");
        if (user->id == before.actor.id) throw invalid("a session acts for others only");
        id = user->id;
    }
    const std::optional<std::int64_t> since = id ? std::optional(call.now) : std::nullopt;
    call.connection->execute("update sessions set acts_for = ?, acts_since = ?, acts_by = ?, "
                             "version = version + 1 where id = ?",
                             id, since, id ? module.name : std::string(), before.session);
    call.note.subject = id ? *id : before.seller.id;
    call.moved.push_back("access");
    // Who asks in this very turn has not ended meanwhile.
    call.held_caller = std::make_shared<const Caller>(
        std::get<Caller>(access::read_caller(*call.connection, before.session)));
    call.caller = call.held_caller.get();
}

// What is done so is journaled with both names. Nobody takes a second step: a session that acts for
// another, as its banner says, sells for nobody else beside.
std::optional<Refusal> OpenEngine::sell_for(Invocation& call, access::Questioning& questioning,
                                            std::string_view seller, std::string_view channel) {
    if (!call.caller->banner.empty())
        return refusal("access.second_step", "the session acts for another: it has to exit before "
                                             "it sells for somebody else");
    auto said = std::make_shared<Caller>(*call.caller);
    said->seller = said->actor;
    if (!seller.empty()) {
        auto user = catalogue::find_user(*call.connection, seller);
        if (!user) throw not_found("no user `" + std::string(seller) + "`");
        said->seller = std::move(*user);
        if (!channel.empty()) said->seller.channel = channel;
    }
    call.held_caller = std::move(said);
    call.caller = call.held_caller.get();
    questioning.name(*call.caller);
    return std::nullopt;
}

void OpenEngine::enter(Call& call, std::string_view channel) {
    std::optional<std::int64_t> id;
    if (!channel.empty()) {
        const auto* found = static_cast<Invocation&>(call).snapshot->catalogue->channel(channel);
        if (found == nullptr) throw not_found("no channel `" + std::string(channel) + "`");
        id = found->id;
    }
    call.connection->execute("update sessions set channel = ?, version = version + 1 where id = ?",
                             id, call.caller->session);
    call.moved.push_back("access");
}

}  // namespace willcall
