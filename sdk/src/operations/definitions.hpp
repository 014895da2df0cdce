// The nouns of a description: every object that some shapes reach, each under one name.
#ifndef WILLCALL_OPERATIONS_DEFINITIONS_HPP
#define WILLCALL_OPERATIONS_DEFINITIONS_HPP

#include <willcall/plugin/value.h>

#include <map>
#include <set>
#include <string>
#include <utility>

namespace willcall {

class Definitions {
public:
    // Adds a shape and all it reaches. A plugin is compiled with shapes of its own: those that say
    // the same as one known share its name; another of the same noun gets a number behind it.
    void add(const willcall_shape& shape);

    // The name of a shape that was added.
    const std::string& name_of(const willcall_shape& shape) const;

    const std::map<std::string, const willcall_shape*>& by_name() const { return by_name_; }

private:
    using Pairs = std::set<std::pair<const willcall_shape*, const willcall_shape*>>;
    static bool same(const willcall_shape& a, const willcall_shape& b, Pairs& assumed);
    static bool same(const willcall_field& a, const willcall_field& b, Pairs& assumed);
    void add_of(const willcall_field& field);

    std::map<std::string, const willcall_shape*> by_name_;
    std::map<const willcall_shape*, std::string> names_;
};

// Field number `index`, by the stride that whoever made the shape states.
const willcall_field& field_at(const willcall_shape& shape, std::uint64_t index);

}  // namespace willcall

#endif
