// Integers and money as exact text: nothing here passes through a double.
#include "operations/reading.hpp"

#include <charconv>

namespace willcall {

namespace {

// Minor-unit digits from ISO 4217. Some codes were withdrawn lately; stores that use them live on.
constexpr std::string_view without_decimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view with_two_decimals =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP "
    "GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT "
    "LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD "
    "XCG YER ZAR ZMW ZWG ZWL";
constexpr std::string_view with_three_decimals = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view with_four_decimals = "CLF UYW";

constexpr bool lists(std::string_view codes, std::string_view code) {
    for (std::size_t at = 0; at < codes.size(); at += 4)
        if (codes.substr(at, 3) == code) return true;
    return false;
}

bool are_digits(std::string_view text) {
    for (const char digit : text)
        if (digit < '0' || digit > '9') return false;
    return !text.empty();
}

// Digits without a leading zero, unless they are "0".
bool is_whole_number(std::string_view text) {
    return are_digits(text) && (text.size() == 1 || text[0] != '0');
}

bool to_number(std::string_view text, std::int64_t& number) {
    std::int64_t parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error != std::errc{} || end != text.data() + text.size()) return false;
    number = parsed;
    return true;
}

}  // namespace

bool integer_number(std::string_view text, std::int64_t& number) {
    const bool negative = text.starts_with('-');
    const auto digits = text.substr(negative ? 1 : 0);
    if (!is_whole_number(digits) || (negative && digits == "0")) return false;
    return to_number(text, number);
}

std::string money_text(std::int64_t minor, int decimals) {
    // The magnitude of the smallest number has no signed counterpart.
    auto magnitude = static_cast<std::uint64_t>(minor);
    if (minor < 0) magnitude = 0 - magnitude;
    std::string text = std::to_string(magnitude);
    const auto width = static_cast<std::size_t>(decimals) + 1;
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    if (decimals > 0) text.insert(text.size() - width + 1, 1, '.');
    if (minor < 0) text.insert(0, 1, '-');
    return text;
}

bool money_number(std::string_view text, int decimals, std::int64_t& minor) {
    const bool negative = text.starts_with('-');
    const auto amount = text.substr(negative ? 1 : 0);
    const auto point = amount.find('.');
    const auto whole = amount.substr(0, point);
    const auto fraction = point == amount.npos ? std::string_view{} : amount.substr(point + 1);
    const auto places = static_cast<std::size_t>(decimals);
    if (!is_whole_number(whole) || (point != amount.npos && !are_digits(fraction))) return false;
    // More digits than any 64-bit number has can't be money either.
    if (fraction.size() > places || whole.size() > 19) return false;
    char digits[32];
    std::size_t size = 0;
    if (negative) digits[size++] = '-';
    for (const char digit : whole) digits[size++] = digit;
    for (const char digit : fraction) digits[size++] = digit;
    for (auto place = fraction.size(); place < places; ++place) digits[size++] = '0';
    return to_number({digits, size}, minor);
}

int currency_decimals(std::string_view code) {
    if (code.size() != 3) return -1;
    if (lists(with_two_decimals, code)) return 2;
    if (lists(without_decimals, code)) return 0;
    if (lists(with_three_decimals, code)) return 3;
    if (lists(with_four_decimals, code)) return 4;
    return -1;
}

}  // namespace willcall
