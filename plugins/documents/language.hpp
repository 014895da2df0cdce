// A language: words, and how dates, times and money are written in it.
//
// It is a text of lines `name: what it says`; lines that are empty or begin with # say nothing.
#ifndef WILLCALL_DOCUMENTS_LANGUAGE_HPP
#define WILLCALL_DOCUMENTS_LANGUAGE_HPP

#include <willcall/plugin/plugin.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

class Language {
public:
    // Reads one. It must say everything that `model` says and nothing else; without a model it is
    // the model itself. Throws a std::runtime_error that names the line.
    static Language read(std::string_view text, const Language* model);

    std::string date(willcall::LocalTime wall) const;
    std::string time(willcall::LocalTime wall) const;
    // Both of them.
    std::string moment(willcall::LocalTime wall) const;
    // In the currency and with the decimals of the organisation.
    std::string money(willcall::Money money,
                      const willcall::plugin::Organisation& organisation) const;
    // "Foothill Theatre: Receipt MAIN-000012".
    std::string title(const std::string& organiser, const std::string& document,
                      const std::string& number) const;
    // "Ticket 1 of 3".
    std::string which(std::size_t position, std::size_t count) const;

    const std::map<std::string, std::string>& words() const { return words_; }
    // Throws std::out_of_range where there is none.
    const std::string& word(const std::string& name) const { return words_.at(name); }
    // The same where the language has it; else the name itself.
    std::string in_words(const std::string& name) const;

private:
    std::map<std::string, std::string> words_;
    std::vector<std::string> weekdays_;  // from Sunday
    std::vector<std::string> months_;
};

#endif
