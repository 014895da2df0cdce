// Names, addresses and telephone numbers as they are compared: whatever alphabet they are written
// in, neither case nor accents count.
#ifndef WILLCALL_CUSTOMERS_NAMES_HPP
#define WILLCALL_CUSTOMERS_NAMES_HPP

#include <string>
#include <string_view>
#include <vector>

namespace willcall::customers {

// The same text in normal form C: two spellings of one text are equal in it, letter by letter.
std::string composed(std::string_view text);

// The words of a text, folded: "Dr. José O'Neill-Straße" is dr, jose, oneill, strasse.
std::vector<std::string> words_of(std::string_view text);

// The digits of a telephone number, the last one first, without what is only dialled within a
// country: "(0)", leading zeros. Two spellings of one number are equal, or one begins with the
// other.
std::string phone_key(std::string_view text);

// Words as one, for what people divide as they like: postal codes.
std::string joined(const std::vector<std::string>& words, std::string_view between = {});

// What two records of one customer have in common: first initial and last name of a person, the
// name of an organisation; empty where there is too little. A person who has only a printed name
// has its first and its last word.
std::string alike_key(bool person, std::string_view first_name, std::string_view last_name,
                      std::string_view name);

}  // namespace willcall::customers

#endif
