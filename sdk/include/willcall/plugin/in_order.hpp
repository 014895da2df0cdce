// Things of different types in the order in which they are written down: what describes a struct, a
// row or the operations of a plugin. A std::tuple would do as well, but each of its elements is a
// class that inherits the rest: sources full of them took half as long again to compile.
#ifndef WILLCALL_PLUGIN_IN_ORDER_HPP
#define WILLCALL_PLUGIN_IN_ORDER_HPP

#include <cstddef>
#include <utility>

namespace willcall {

namespace ordered {

template <std::size_t place, class T>
struct One {
    T value;
};

template <class Places, class... Types>
struct All;
template <std::size_t... places, class... Types>
struct All<std::index_sequence<places...>, Types...> : One<places, Types>... {
    constexpr explicit All(Types... values) : One<places, Types>{values}... {}

    // Calls `visit` once with all of them.
    template <class Visit>
    constexpr decltype(auto) with(Visit&& visit) const {
        return visit(static_cast<const One<places, Types>&>(*this).value...);
    }
};

}  // namespace ordered

template <class... Types>
struct in_order : ordered::All<std::index_sequence_for<Types...>, Types...> {
    static constexpr std::size_t count = sizeof...(Types);

    constexpr explicit in_order(Types... values)
        : ordered::All<std::index_sequence_for<Types...>, Types...>(values...) {}

    // Calls `visit` with each, in order.
    template <class Visit>
    constexpr void each(Visit&& visit) const {
        this->with([&](const auto&... all) { (visit(all), ...); });
    }
};

// All of the first, then all of the second, and so on.
template <class... All>
constexpr auto joined(const in_order<All...>& all) {
    return all;
}
template <class... First, class... Second, class... Others>
constexpr auto joined(const in_order<First...>& first, const in_order<Second...>& second,
                      const Others&... others) {
    return joined(first.with([&](const auto&... one) {
        return second.with([&](const auto&... other) { return in_order{one..., other...}; });
    }),
                  others...);
}

}  // namespace willcall

#endif
