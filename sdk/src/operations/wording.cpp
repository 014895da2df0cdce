#include "operations/wording.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace willcall {

namespace {

constexpr std::size_t quoted_most = 60;
constexpr std::size_t name_most = 64;
constexpr std::size_t names_most = 3;

// Cuts after so many characters, never inside one.
std::string_view cut(std::string_view text, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && characters++ == most) return text.substr(0, at);
    }
    return text;
}

// Letters to insert, delete, replace or swap with their neighbour. For short names.
std::size_t distance(std::string_view a, std::string_view b) {
    using Row = std::array<std::size_t, name_most + 1>;
    Row before_last{};
    Row last{};
    Row row{};
    for (std::size_t column = 0; column <= b.size(); ++column) last[column] = column;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = std::exchange(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string quoted(std::string_view input) {
    const auto shown = cut(input, quoted_most);
    std::string text = "`";
    for (const char character : shown) {
        const auto byte = static_cast<unsigned char>(character);
        text += byte < 0x20 || byte == 0x7F || character == '`' ? '?' : character;
    }
    if (shown.size() < input.size()) text += "…";
    return text += '`';
}

std::string came(const Value& value) {
    switch (value.written) {
    case Written::null: return "null";
    case Written::list: return "a list";
    case Written::object: return "an object";
    case Written::text: return quoted('"' + std::string(cut(value.text, quoted_most)) + '"');
    default: return quoted(value.text);
    }
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string_view>& names) {
    if (wanted.size() > name_most) return {};
    std::vector<std::pair<std::size_t, std::string_view>> close;
    for (const auto name : names) {
        if (name.size() > name_most) continue;
        const auto apart = distance(wanted, name);
        if (apart <= std::max<std::size_t>(1, std::max(wanted.size(), name.size()) / 3))
            close.emplace_back(apart, name);
    }
    std::stable_sort(close.begin(), close.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (close.empty()) return {};
    const auto nearest = close.front().first;
    std::erase_if(close, [&](const auto& each) { return each.first > nearest + 1; });
    close.resize(std::min(close.size(), names_most));
    std::string sentence = "did you mean ";
    for (std::size_t index = 0; index < close.size(); ++index) {
        if (index > 0) sentence += index + 1 == close.size() ? " or " : ", ";
        sentence += quoted(close[index].second);
    }
    return sentence += '?';
}

}  // namespace willcall
