// Payments: how money changes hands.
#ifndef WILLCALL_PAYMENTS_HPP
#define WILLCALL_PAYMENTS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

// How money changes hands. Numbers are stored: append only.
enum class Means { cash, card, voucher, transfer };
constexpr std::array<const char*, 5> words_of(Means) {
    return {"cash", "card", "voucher", "transfer", nullptr};
}

// Who took the money of a sale for another. Whoever sells for themselves is both.
enum class CollectedBy { seller, actor };
constexpr std::array<const char*, 3> words_of(CollectedBy) { return {"seller", "actor", nullptr}; }

struct PaymentLine {
    Means means = Means::cash;
    Money amount;
    std::optional<Money> tendered;
    CollectedBy collected_by = CollectedBy::seller;

    static constexpr auto meaning = "money taken";
    static constexpr auto fields = in_order{
        field<"means">(&PaymentLine::means, "how it is paid"),
        field<"amount">(&PaymentLine::amount, "how much"),
        field<"tendered">(&PaymentLine::tendered,
                          "cash handed over, where that is said: the rest is change"),
        field<"collected_by">(&PaymentLine::collected_by,
                              "on a sale for another: in whose hands the money is now, or who pays "
                              "it out",
                              can_be_left_out),
    };
};

struct PaymentTaken {
    Means means = Means::cash;
    Money amount;
    std::optional<Money> tendered;
    Money change;
    std::optional<std::string> collected_by;

    static constexpr auto meaning = "money taken; less than zero: paid out";
    static constexpr auto fields = in_order{
        field<"means">(&PaymentTaken::means, "how it was paid"),
        field<"amount">(&PaymentTaken::amount, "how much"),
        field<"tendered">(&PaymentTaken::tendered, "cash that was handed over, if it was said"),
        field<"change">(&PaymentTaken::change, "given back of it at once"),
        field<"collected_by">(&PaymentTaken::collected_by,
                              "login of who has the money, where that is not the seller"),
    };
};

}  // namespace willcall

#endif
