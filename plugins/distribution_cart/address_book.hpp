// The address book of a structure: people its relays may invite.
#ifndef DISTRIBUTION_CART_ADDRESS_BOOK_HPP
#define DISTRIBUTION_CART_ADDRESS_BOOK_HPP

#include "open_cart.hpp"

namespace distribution_cart {

// What is wrong with it; nothing where it can be taken.
std::optional<BrokenRow> fault_of(const ContactSaid& said, std::int64_t row);

class OpenBook {
public:
    OpenBook(const Turn& turn, std::string structure);

    // The entry of this name and email, or a new one.
    Contact find_or_add(const ContactSaid& said);
    Contact add(const ContactSaid& said);
    // Throws where there is none.
    Contact get(std::int64_t number) const;
    void forget(std::int64_t number);
    void save();

private:
    Turn turn_;
    BookRow row_;
    std::string by_;
};

// Shows entries with those that are like them: a few are enough to look. Those of one email, or of
// one name, are looked up once, however many share it: what is read is kept until the call ends.
class Alike {
public:
    explicit Alike(const Call& call) : call_(call) {}
    ShownContact show(const Contact& contact);

private:
    // Entries of an index's text, and where that is to be remembered.
    using Found = std::map<std::string, std::vector<std::int64_t>>;
    const std::vector<std::int64_t>& look_up(Found& found, const char* index,
                                             const std::string& structure, const std::string& text);

    const Call& call_;
    Found by_address_;
    Found by_name_;
};

// A list as CSV: what it says, row by row, and what is broken.
struct ReadList {
    std::vector<ContactSaid> contacts;
    std::vector<BrokenRow> broken;
};
ReadList read_list(std::string_view csv);

}  // namespace distribution_cart

#endif
