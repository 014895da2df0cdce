// willcall.feature in C++: operations of the plugin's own. Derive from Feature and list them:
//
//     class Notes : public willcall::plugin::Feature {
//     public:
//         using Tables = std::tuple<Note>;
//         NoteList list(const ListNotes& request, Call call) const;
//         Note add(const AddNote& request, Turn turn) const;
//
//         static constexpr auto operations = std::tuple{
//             operation<"notes.list">("/notes/list", "the notes", &Notes::list),
//             operation<"notes.add">("/notes/add", "adds a note", &Notes::add),
//         };
//     };
//
// Request and answer are described structs. An operation that takes a Turn writes; one that takes a
// Call reads. A Refusal thrown is the answer "no".
#ifndef WILLCALL_PLUGIN_FEATURE_HPP
#define WILLCALL_PLUGIN_FEATURE_HPP

#include <willcall/plugin/door.hpp>
#include <willcall/plugin/feature.h>

namespace willcall::plugin {

// A request or an answer that says nothing.
struct Nothing {
    static constexpr auto fields = std::tuple{};
};

template <class Owner, class Request, class Answer, class From>
struct Operation {
    const char* name;
    const char* permission;
    const char* summary;
    Answer (Owner::*handle)(const Request&, From) const;

    static constexpr bool writes = std::is_same_v<From, Turn>;

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
                writes ? WILLCALL_OPERATION_WRITES : 0U,
                0};
    }
};

class Feature : public Words {
public:
    using Nothing = plugin::Nothing;

    // `name` begins with the plugin's own; `summary` is one line, lower case, without a period.
    template <FieldName name, class Owner, Described Request, Described Answer, class From>
    requires std::is_same_v<From, Call> || std::is_same_v<From, Turn>
    static constexpr auto operation(const char* permission, const char* summary,
                                    Answer (Owner::*handle)(const Request&, From) const) {
        return Operation<Owner, Request, Answer, From>{Field<name, Owner, int>::name, permission,
                                                       summary, handle};
    }

    virtual ~Feature() = default;
};

namespace door {

template <class P>
struct FeatureDoor {
    static constexpr const char* id = WILLCALL_FEATURE;

    static willcall_status handle(void* instance, willcall_call* call, std::uint64_t number,
                                  const willcall_value* request) noexcept {
        return with<P>(instance, call, [&](const P& feature, const willcall_host& host) {
            std::uint64_t at = 0;
            const auto run = [&](const auto& operation) {
                if (at++ == number) operation.run(feature, host, call, request);
            };
            std::apply([&](const auto&... all) { (run(all), ...); }, P::operations);
            if (number >= at) throw Failure(WILLCALL_NOT_FOUND, "no operation of that number");
        });
    }
    static const willcall_feature* table(const char*) {
        static const auto operations = std::apply(
            [](const auto&... all) { return std::array{all.declared()...}; }, P::operations);
        static const willcall_feature made = {
            sizeof(willcall_feature), 0,         operations.data(), sizeof(willcall_operation),
            operations.size(),        create<P>, destroy<P>,        handle};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
