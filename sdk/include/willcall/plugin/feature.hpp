// willcall.feature in C++: operations of the plugin's own. Derive from Feature and list them:
//
//     class Notes : public willcall::plugin::Feature {
//     public:
//         using Tables = std::tuple<Note>;
//         NoteList list(const ListNotes& request, Call call) const;
//         Note add(const AddNote& request, Turn turn) const;
//
//         static constexpr auto operations = in_order{
//             operation<"notes.list">("/notes/list", "the notes", &Notes::list),
//             operation<"notes.add">("/notes/add", "adds a note", &Notes::add),
//         };
//     };
//
// Request and answer are described structs. An operation that takes a Turn writes; one that takes a
// Call reads. A Refusal thrown is the answer "no". A table is an operation that answers with rows:
//
//     std::vector<Note> rows(const NoteFilter& filter, const Note* last, Listing listing) const;
//     table<"notes.table">("/notes/table", "the notes", &Notes::rows)
//
// which answers the rows after `last` (from the first where it is null), some hundred at once, and
// none at the end. `listing.scope` says whose rows the caller may see.
//
// What it invokes on its own authority, whatever its caller may, is listed too:
//
//     static constexpr std::array authority = {"customers.create"};
//
// An operation with an empty permission is for anybody who is signed in.
#ifndef WILLCALL_PLUGIN_FEATURE_HPP
#define WILLCALL_PLUGIN_FEATURE_HPP

#include <willcall/plugin/door.hpp>
#include <willcall/plugin/feature.h>
#include <willcall/plugin/policy.h>

namespace willcall::plugin {

// A request or an answer that says nothing.
struct Nothing {
    static constexpr auto fields = in_order{};
};

// A call for rows of a table.
struct Listing : Call {
    std::int32_t scope;  // WILLCALL_SCOPE_…
};

template <class Owner, class Request, class Answer, class From>
struct Operation {
    const char* name;
    const char* permission;
    const char* summary;
    Answer (Owner::*handle)(const Request&, From) const;
    std::uint32_t flags = 0;

    static constexpr bool writes = std::is_same_v<From, Turn>;

    static constexpr bool is_table = false;

    void run(const Owner& owner, const willcall_host& host, willcall_call* call,
             const willcall_value* request) const {
        const auto answer = (owner.*handle)(read<Request>(*host.values, request), From(host, call));
        write(*host.values, host.values->answer(call), answer);
    }
    willcall_operation declared() const {
        return {name,
                permission,
                summary,
                shape::of<Request>(),
                shape::of<Answer>(),
                flags | (writes ? WILLCALL_OPERATION_WRITES : 0U),
                0};
    }
};

template <class Owner, class Filters, class Row>
struct TableOperation {
    const char* name;
    const char* permission;
    const char* summary;
    std::vector<Row> (Owner::*rows)(const Filters&, const Row*, Listing) const;

    static constexpr bool is_table = true;

    void run(const Owner& owner, const willcall_host& host, willcall_call* call,
             const willcall_value* filters, const willcall_value* last, std::int32_t scope) const {
        std::optional<Row> before;
        if (last != nullptr) before = read<Row>(*host.values, last);
        const auto answer =
            (owner.*rows)(read<Filters>(*host.values, filters), before ? &*before : nullptr,
                          Listing{Call(host, call), scope});
        write(*host.values, host.values->answer(call), answer);
    }
    willcall_operation declared() const {
        return {name,
                permission,
                summary,
                shape::of<Filters>(),
                shape::of<Row>(),
                WILLCALL_OPERATION_TABLE,
                0};
    }
};

class Feature : public Words {
public:
    using Nothing = plugin::Nothing;
    // Of an operation that writes: who is refused stands in the journal, too.
    static constexpr std::uint32_t journals_refusals = WILLCALL_OPERATION_JOURNALS_REFUSALS;

    // `name` begins with the plugin's own; `summary` is one line, lower case, without a period.
    template <FieldName name, class Owner, Described Request, Described Answer, class From>
    requires std::is_same_v<From, Call> || std::is_same_v<From, Turn>
    static constexpr auto operation(const char* permission, const char* summary,
                                    Answer (Owner::*handle)(const Request&, From) const,
                                    std::uint32_t flags = 0) {
        return Operation<Owner, Request, Answer, From>{Field<name, Owner, int>::name, permission,
                                                       summary, handle, flags};
    }

    // The same of a table.
    template <FieldName name, class Owner, Described Filters, Described Row>
    static constexpr auto table(const char* permission, const char* summary,
                                std::vector<Row> (Owner::*rows)(const Filters&, const Row*, Listing)
                                    const) {
        return TableOperation<Owner, Filters, Row>{Field<name, Owner, int>::name, permission,
                                                   summary, rows};
    }

    virtual ~Feature() = default;
};

namespace door {

template <class P>
struct FeatureDoor {
    static constexpr const char* id = WILLCALL_FEATURE;
    template <class Operation>
    using Kind = std::remove_cvref_t<Operation>;

    // Calls `run` with the operation of that number, where it is one that `run` can take.
    template <class Run>
    static void find(std::uint64_t number, Run run) {
        std::uint64_t at = 0;
        bool found = false;
        const auto look = [&](const auto& operation) {
            if (at++ != number) return;
            if constexpr (std::is_invocable_v<Run, decltype(operation)>) {
                found = true;
                run(operation);
            }
        };
        P::operations.each(look);
        if (!found) throw Failure(WILLCALL_NOT_FOUND, "no operation of that number and kind");
    }
    static willcall_status handle(void* instance, willcall_call* call, std::uint64_t number,
                                  const willcall_value* request) noexcept {
        return with<P>(instance, call, [&](const P& feature, const willcall_host& host) {
            find(
                number, [&](const auto& operation) requires(!Kind<decltype(operation)>::is_table) {
                    operation.run(feature, host, call, request);
                });
        });
    }
    static willcall_status rows(void* instance, willcall_call* call, std::uint64_t number,
                                const willcall_value* filters, const willcall_value* last,
                                std::int32_t scope) noexcept {
        return with<P>(instance, call, [&](const P& feature, const willcall_host& host) {
            find(
                number, [&](const auto& operation) requires(Kind<decltype(operation)>::is_table) {
                    operation.run(feature, host, call, filters, last, scope);
                });
        });
    }
    // Its names, and the null behind the last.
    static std::vector<const char*> authority_of() {
        std::vector<const char*> names;
        if constexpr (requires { P::authority; })
            names.assign(std::begin(P::authority), std::end(P::authority));
        names.push_back(nullptr);
        return names;
    }
    static const willcall_feature* table(const char*) {
        static const auto operations =
            P::operations.with([](const auto&... all) { return std::array{all.declared()...}; });
        static const auto authority = authority_of();
        static const willcall_feature made = {sizeof(willcall_feature),
                                              0,
                                              operations.data(),
                                              sizeof(willcall_operation),
                                              operations.size(),
                                              create<P>,
                                              destroy<P>,
                                              handle,
                                              rows,
                                              authority.data()};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
