// What a plugin says and asks while it answers: the call, the turn, the host.
#ifndef WILLCALL_PLUGIN_CALL_HPP
#define WILLCALL_PLUGIN_CALL_HPP

#include <willcall/plugin/plugin.h>
#include <willcall/plugin/refusal.hpp>
#include <willcall/plugin/rows.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace willcall::plugin {

// Who acts and for whom; a part that nobody fills is empty. Lives as long as the call.
struct Parties {
    std::string_view actor;        // login of the user who acts, or the customer's id
    std::string_view role;         // role of the actor
    std::string_view seller;       // login of the user whose sale it is
    std::string_view seller_role;  // role of the seller
    std::string_view channel;      // key of the channel
    std::string_view location;     // key of the location
    std::string_view facilitator;  // id of the customer who books for the owner
    std::string_view owner;        // id of the customer it is for
    std::string_view acts_by;      // plugin that set whom the session acts for; empty: for itself
    Time acts_since;               // since when
    std::string_view errand;       // what was said when the session was set to book for another
};

// Whose store it is. Lives as long as the call.
struct Organisation {
    std::string_view name;       // as printed on documents; empty before the first season
    std::string_view currency;   // ISO 4217
    std::string_view timezone;   // IANA
    std::string_view language;   // BCP 47: of whoever says none
    int decimals = 2;            // digits of the currency's minor unit: Money{1900} is 19.00
    bool date_of_birth = false;  // whether the record of a new person needs it
};

// A reason of an operation that was refused; `numbers` and more of it stay with the host.
struct Why {
    std::string rule;
    std::string message;

    static constexpr auto fields = in_order{
        field<"rule">(&Why::rule, "the rule that decided"),
        field<"message">(&Why::message, "why"),
    };
};
struct Refused {
    std::vector<Why> reasons;

    static constexpr auto fields = in_order{
        field<"reasons">(&Refused::reasons, "every rule that said no"),
    };
};

// How a quota stands.
struct Stock {
    std::int64_t capacity = 0;
    std::int64_t sold = 0;
    std::int64_t held = 0;
    std::int64_t left = 0;  // what can still be sold
    std::int64_t overcommitted() const { return std::max<std::int64_t>(0, sold + held - capacity); }
};

enum class Level : std::int32_t { debug, information, warning, error };

namespace door {

// What the other side filled: zero where it is older and its struct shorter than ours.
template <class T>
T copied(const void* from, std::uint64_t size) {
    T made{};
    std::memcpy(&made, from, std::min<std::uint64_t>(size, sizeof made));
    return made;
}

// Element `number` of an array with a stride.
template <class T>
T element(const T* first, std::uint64_t stride, std::uint64_t number) {
    return copied<T>(reinterpret_cast<const std::byte*>(first) + number * stride, stride);
}
template <class T>
void put_element(T* first, std::uint64_t stride, std::uint64_t number, const T& value) {
    std::memcpy(reinterpret_cast<std::byte*>(first) + number * stride, &value,
                std::min<std::uint64_t>(stride, sizeof value));
}

inline void check(willcall_status status, const char* what) {
    if (status != WILLCALL_OK) throw Failure::said_by_host(status, std::string(what) + " failed");
}

}  // namespace door

// The call being answered: a light handle, valid on its thread until the function it came to
// returns. What it hands out as views lives as long.
class Call {
public:
    Call(const willcall_host& host, willcall_call* call, std::uint64_t item = 0)
        : host_(&host), call_(call), item_(item) {}

    // The engine's clock; a plugin never asks the system for the time.
    Time now() const { return {host_->call->now(call_)}; }
    // Whether the caller's deadline has passed or the engine closes.
    bool stopped() const { return host_->call->stopped(call_) != 0; }
    Parties parties() const {
        const auto* said = host_->call->parties(call_);
        const auto all = door::copied<willcall_parties>(said, said->struct_size);
        return {as_view(all.actor),       as_view(all.role),    as_view(all.seller),
                as_view(all.seller_role), as_view(all.channel), as_view(all.location),
                as_view(all.facilitator), as_view(all.owner),   as_view(all.acts_by),
                {all.acts_since},         as_view(all.errand)};
    }
    Organisation organisation() const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, organisation))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall does not tell the currency");
        const auto* said = host_->call->organisation(call_);
        const auto all = door::copied<willcall_organisation>(said, said->struct_size);
        return {as_view(all.name),     as_view(all.currency), as_view(all.timezone),
                as_view(all.language), all.decimals,          all.date_of_birth == 1};
    }
    // What a clock on the organisation's wall shows then.
    LocalTime on_wall(Time moment) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, on_wall))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall knows no time zones");
        return {host_->call->on_wall(call_, moment.microseconds)};
    }
    // Whether the season's `config` says true at this path: "distributionPortal.enable".
    bool switched_on(std::string_view path) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, switched_on))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall tells no switches");
        return host_->call->switched_on(call_, as_text(path)) != 0;
    }
    // Keys of the season's events and products, of its locations, of an event's ticket types.
    std::vector<std::string_view> events() const { return keys(WILLCALL_KEYS_EVENTS); }
    std::vector<std::string_view> locations() const { return keys(WILLCALL_KEYS_LOCATIONS); }
    std::vector<std::string_view> ticket_types(std::string_view event) const {
        return keys(WILLCALL_KEYS_TICKET_TYPES, event);
    }
    // Randomness from the engine's source.
    void random(std::span<std::byte> bytes) const {
        host_->call->random(call_, bytes.data(), bytes.size());
    }
    // One line to the engine's log.
    void log(Level level, std::string_view line) const {
        host_->call->log(call_, static_cast<std::int32_t>(level), as_text(line));
    }
    // A text that this plugin signs, as it can stand in a URL; whoever decodes it reads the text.
    std::string sign(std::string_view text) const {
        willcall_text made{};
        door::check(signing().sign(call_, as_text(text), &made), "sign");
        return std::string(as_view(made));
    }
    // The text that was signed; nothing for whatever this plugin has not signed in this store.
    std::optional<std::string> verified(std::string_view signed_text) const {
        willcall_text text{};
        const auto status = signing().verify(call_, as_text(signed_text), &text);
        if (status == WILLCALL_NOT_FOUND) return std::nullopt;
        door::check(status, "verify");
        return std::string(as_view(text));
    }
    // Why the answer is what it is: kept with it, and shown to whoever asks.
    void reason(std::string_view rule, std::string_view message, Numbers numbers = {}) const {
        host_->call->reason(call_, item_, as_text(rule), as_text(message));
        for (const auto& [name, value] : numbers) host_->call->number(call_, as_text(name), value);
    }
    void reason(const Refusal& refusal) const {
        reason(refusal.rule(), refusal.what());
        for (const auto& [name, value] : refusal.numbers())
            host_->call->number(call_, as_text(name), value);
    }

    // Asks all policies whether the caller may do this, to that; throws what passes their refusal
    // on. For an operation that takes more than the permission it is declared with.
    void require(std::string_view permission, std::string_view subject = {}) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, require))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall asks for no permissions");
        door::check(host_->call->require(call_, as_text(permission), as_text(subject)), "require");
    }

    // The row of this key, given as the values of its columns in order.
    template <Row R, class... Key>
    std::optional<R> get(const Key&... key) const {
        const std::array<willcall_cell, sizeof...(key)> cells{rows::cell(key)...};
        willcall_rows found{};
        door::check(host_->storage->get(call_, R::table.name, cells.data(), 1, &found), "get");
        if (found.row_count == 0) return std::nullopt;
        return std::move(rows::all<R>(found).front());
    }
    // At most `most` rows, those after the row `after` where one is given.
    template <Row R>
    std::vector<R> scan(const Where& where = {}, std::uint64_t most = 1000,
                        const R* after = nullptr) const {
        std::vector<willcall_cell> key;
        if (after != nullptr) rows::append(key, *after, true);
        willcall_rows found{};
        door::check(host_->storage->scan(call_, R::table.name, where.index, where.prefix.data(),
                                         where.prefix.size(), key.empty() ? nullptr : key.data(),
                                         most, &found),
                    "scan");
        return rows::all<R>(found);
    }

    // How a quota of the plugin's own stands, inside an operation; nothing where it is not there.
    std::optional<Stock> stock(std::string_view key) const {
        if (!WILLCALL_HAS(host_->storage, willcall_storage_service, stock))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall does not tell the stock");
        willcall_stock found{};
        found.struct_size = sizeof found;
        const auto status = host_->storage->stock(call_, as_text(key), &found);
        if (status == WILLCALL_NOT_FOUND) return std::nullopt;
        door::check(status, "stock");
        return Stock{found.capacity, found.sold, found.held, found.left};
    }

    // Invokes an operation of the engine or of another plugin as the caller's session, with its
    // permissions, inside the turn where there is one. Throws a Failure that passes its error on.
    template <Described Answer>
    Answer invoke(const char* operation, std::string_view json) const {
        const willcall_value* answer = nullptr;
        door::check(host_->operations->invoke(call_, operation, as_text(json), &answer), operation);
        return read<Answer>(*host_->values, answer);
    }
    template <Described Answer, Described Request>
    Answer invoke(const char* operation, const Request& request) const {
        const auto* operations = host_->operations;
        if (!WILLCALL_HAS(operations, willcall_operation_service, request))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall takes requests as JSON only");
        write(*host_->values, operations->request(call_), request);
        return invoke<Answer>(operation, std::string_view());
    }
    // The same on the plugin's own authority, for the operations that its feature declares:
    // whatever the caller may do and see.
    template <Described Answer, Described Request>
    Answer invoke_as_plugin(const char* operation, const Request& request) const {
        const auto [status, answer] = invoked_as_plugin(operation, request);
        door::check(status, operation);
        return read<Answer>(*host_->values, answer);
    }
    // The same for who goes on where the answer is no: what was refused has changed nothing.
    template <Described Answer, Described Request>
    std::variant<Answer, Refused> attempt_as_plugin(const char* operation,
                                                    const Request& request) const {
        const auto [status, answer] = invoked_as_plugin(operation, request);
        if (status == WILLCALL_REFUSED && answer != nullptr)
            return read<Refused>(*host_->values, answer);
        door::check(status, operation);
        return read<Answer>(*host_->values, answer);
    }

private:
    template <Described Request>
    std::pair<willcall_status, const willcall_value*>
    invoked_as_plugin(const char* operation, const Request& request) const {
        const auto* operations = host_->operations;
        if (!WILLCALL_HAS(operations, willcall_operation_service, invoke_as_plugin))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall gives plugins no authority");
        write(*host_->values, operations->request(call_), request);
        const willcall_value* answer = nullptr;
        const auto status = operations->invoke_as_plugin(call_, operation, as_text(""), &answer);
        return {status, answer};
    }

    std::vector<std::string_view> keys(std::int32_t what, std::string_view of = {}) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, keys))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall does not tell the keys");
        std::uint64_t count = 0;
        const auto* found = host_->call->keys(call_, what, as_text(of), &count);
        std::vector<std::string_view> all;
        for (std::uint64_t at = 0; at < count; ++at) all.push_back(as_view(found[at]));
        return all;
    }

protected:
    const willcall_call_service& signing() const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, verify))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall signs nothing for plugins");
        return *host_->call;
    }

    const willcall_host* host_;
    willcall_call* call_;
    std::uint64_t item_;
};

// The call of an operation that writes: it runs in the one exclusive turn, is undone whole if it
// throws, and may be run again on a conflict, so it does nothing outside the store.
class Turn : public Call {
public:
    using Call::Call;

    // Writes a whole row, replacing the one of the same key. Throws a Failure with the status
    // REFUSED where a unique index forbids it.
    template <Row R>
    void put(const R& row) const {
        put(std::span(&row, 1));
    }
    template <Row R>
    void put(std::span<const R> several) const {
        std::vector<willcall_cell> cells;
        for (const auto& row : several) rows::append(cells, row);
        door::check(host_->storage->put(call_, R::table.name, cells.data(), several.size()), "put");
    }
    // Removes the row of this key; nothing where there is none.
    template <Row R, class... Key>
    void remove(const Key&... key) const {
        const std::array<willcall_cell, sizeof...(key)> cells{rows::cell(key)...};
        door::check(host_->storage->remove(call_, R::table.name, cells.data(), 1), "remove");
    }
    // Sets whom the caller's session acts for: the seller's login, or empty for itself. What is
    // invoked afterwards is done for that seller.
    void act_for(std::string_view seller) const {
        door::check(host_->call->act_for(call_, as_text(seller)), "act_for");
    }
    // Whose sale it is what this call does and invokes from here on, through which channel (empty:
    // the seller's own). The caller stays the actor. An empty login: the caller's own again.
    // Throws a Failure with the status REFUSED in a session that acts for another.
    void sell_for(std::string_view seller, std::string_view channel = {}) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, sell_for))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall sells for nobody else");
        door::check(host_->call->sell_for(call_, as_text(seller), as_text(channel)), "sell_for");
    }
    // Sets through which channel the caller's session sells where it acts for nobody: its key, or
    // empty for the user's own.
    void enter(std::string_view channel) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, enter))
            throw Failure(WILLCALL_PLUGIN, "in this version of willcall no channel is entered");
        door::check(host_->call->enter(call_, as_text(channel)), "enter");
    }
    // What the journal's entry of this operation is about: a user, an order.
    void about(Id subject) const {
        if (WILLCALL_HAS(host_->call, willcall_call_service, about))
            host_->call->about(call_, subject.number);
    }
    // Sets for whom the session of a customer books: the owner, or nobody else for no id.
    // Rules are told the errand with each sale.
    void book_for(Id owner, std::string_view errand) const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, book_for))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall has no errands");
        door::check(host_->call->book_for(call_, owner.number, as_text(errand)), "book_for");
    }
};

// A channel that the plugin runs.
template <class Settings>
struct OwnChannel {
    std::string key;
    std::string name;  // as shown
    Settings settings;
};

// What a constructor is given: the call that makes the instance. An instance is made anew whenever
// the settings or tables of its plugin have changed, so what it reads here stays true for as long
// as it lives. Not to be kept.
class Host : public Call {
public:
    Host(const willcall_host& host, willcall_call* call, std::string_view key)
        : Call(host, call), key_(key) {}

    // Key of the channel this instance is for; empty in other families.
    std::string_view key() const { return key_; }
    // In other families: the channels that the plugin runs.
    template <Described Settings>
    std::vector<OwnChannel<Settings>> channels() const {
        if (!WILLCALL_HAS(host_->call, willcall_call_service, channels))
            throw Failure(WILLCALL_PLUGIN, "this version of willcall does not tell the channels");
        std::uint64_t count = 0;
        const auto* own = host_->call->channels(call_, &count);
        std::vector<OwnChannel<Settings>> all;
        for (std::uint64_t at = 0; at < count; ++at)
            all.push_back({std::string(as_view(own[at].key)), std::string(as_view(own[at].name)),
                           read<Settings>(*host_->values, own[at].settings)});
        return all;
    }

private:
    std::string_view key_;
};

}  // namespace willcall::plugin

#endif
