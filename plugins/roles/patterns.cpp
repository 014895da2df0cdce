#include "patterns.hpp"

#include <algorithm>

namespace {

// Takes the first segment off a text that begins with a slash.
std::string_view next_segment(std::string_view& text) {
    text.remove_prefix(1);
    const auto segment = text.substr(0, text.find('/'));
    text.remove_prefix(segment.size());
    return segment;
}

bool well_formed(std::string_view text) {
    return text.starts_with('/') && !text.ends_with('/') && text.find("//") == text.npos;
}

}  // namespace

std::string_view Patterns::fault(std::string_view pattern) {
    if (!pattern.starts_with('/')) return "must begin with a slash";
    if (!well_formed(pattern)) return "has an empty segment";
    while (!pattern.empty()) {
        const auto segment = next_segment(pattern);
        if (segment.find('*') != segment.npos && segment != "*" && segment != "**")
            return "has a star inside a segment; `*` stands for a whole one";
    }
    return {};
}

std::uint32_t Patterns::grown(std::uint32_t from, std::string_view segment) {
    const auto fresh = static_cast<std::uint32_t>(nodes_.size());
    std::uint32_t* known = nullptr;
    if (segment == "*") known = &nodes_[from].one;
    else if (segment == "**") known = &nodes_[from].any;
    else known = &edges_.try_emplace(Edge{from, std::string(segment)}, none).first->second;
    if (*known != none) return *known;
    *known = fresh;
    nodes_.push_back(Node{.stays = segment == "**"});
    return fresh;
}

void Patterns::add(std::string_view pattern) {
    std::uint32_t node = 0;
    for (auto rest = pattern; !rest.empty();) node = grown(node, next_segment(rest));
    if (nodes_[node].pattern != none) return;
    nodes_[node].pattern = static_cast<std::uint32_t>(patterns_.size());
    patterns_.emplace_back(pattern);
}

// `**` may stand for nothing, so whoever stands at a node also stands where its `**` leads.
void Patterns::enter(std::vector<std::uint32_t>& at, std::uint32_t node) const {
    for (; node != none && std::ranges::find(at, node) == at.end(); node = nodes_[node].any)
        at.push_back(node);
}

const std::string* Patterns::match(std::string_view permission) const {
    if (!well_formed(permission)) return nullptr;
    std::vector<std::uint32_t> at;
    std::vector<std::uint32_t> next;
    enter(at, 0);
    while (!permission.empty() && !at.empty()) {
        const auto segment = next_segment(permission);
        next.clear();
        for (const auto node : at) {
            if (nodes_[node].stays) enter(next, node);
            enter(next, nodes_[node].one);
            const auto edge = edges_.find(EdgeView{node, segment});
            if (edge != edges_.end()) enter(next, edge->second);
        }
        at.swap(next);
    }
    auto first = none;
    for (const auto node : at) first = std::min(first, nodes_[node].pattern);
    return first == none ? nullptr : &patterns_[first];
}
