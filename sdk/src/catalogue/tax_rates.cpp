// Rates of taxes as text and as thousandths of a per cent.
#include "catalogue/catalogue.hpp"
#include "operations/reading.hpp"

namespace willcall::catalogue {

std::optional<std::int64_t> tax_rate(std::string_view text) {
    constexpr std::int64_t most = 100'000;
    std::int64_t rate = 0;
    if (!money_number(text, 3, rate) || rate <= 0 || rate > most) return std::nullopt;
    return rate;
}

std::string tax_rate_text(std::int64_t rate) {
    auto text = money_text(rate, 3);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace willcall::catalogue
