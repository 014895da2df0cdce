// Patterns over permissions: `/orders/*`, `/**`, `/orders/place`.
//
// A permission is segments, each after a slash. In a pattern `*` stands for exactly one segment,
// `**` for any number of them, none included, and every other segment for itself, letter by letter.
// So `/orders/*` matches `/orders/place` but neither `/orders` nor `/orders/refunds/place`, and
// `/orders/**` matches all three.
#ifndef WILLCALL_ROLES_PATTERNS_HPP
#define WILLCALL_ROLES_PATTERNS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Many patterns as one tree of segments: a match costs a look-up or three for each segment of the
// permission, however many patterns there are. Filled first, then read from any thread.
class Patterns {
public:
    // Why a text is no pattern; empty where it is one.
    static std::string_view fault(std::string_view pattern);

    // Adds a pattern without a fault.
    void add(std::string_view pattern);
    // The pattern added first of those that match, or null.
    const std::string* match(std::string_view permission) const;

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct Node {
        std::uint32_t one = none;      // where `*` leads
        std::uint32_t any = none;      // where `**` leads
        std::uint32_t pattern = none;  // the pattern that ends here
        bool stays = false;            // reached by `**`: takes every further segment
    };
    struct Edge {
        std::uint32_t from;
        std::string segment;
    };
    struct EdgeView {
        std::uint32_t from;
        std::string_view segment;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const EdgeView& edge) const {
            return std::hash<std::string_view>()(edge.segment) ^ (edge.from * 0x9E3779B97F4A7C15U);
        }
        std::size_t operator()(const Edge& edge) const {
            return (*this)(EdgeView{edge.from, edge.segment});
        }
    };
    struct Equal {
        using is_transparent = void;
        bool operator()(const auto& a, const auto& b) const {
            return a.from == b.from && a.segment == b.segment;
        }
    };

    std::uint32_t grown(std::uint32_t from, std::string_view segment);
    void enter(std::vector<std::uint32_t>& at, std::uint32_t node) const;

    std::vector<Node> nodes_ = std::vector<Node>(1);  // the first is where every pattern begins
    std::unordered_map<Edge, std::uint32_t, Hash, Equal> edges_;
    std::vector<std::string> patterns_;
};

#endif
