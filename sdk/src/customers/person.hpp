// What is known of somebody who is to be forgotten: how to tell whether a text speaks of them.
#ifndef WILLCALL_CUSTOMERS_PERSON_HPP
#define WILLCALL_CUSTOMERS_PERSON_HPP

#include "customers/record.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace willcall::customers {

class Person {
public:
    // All that a record says, and said before.
    void add(const Record& record, const std::vector<ChangeRow>& changes);

    // Whether a text is a name of theirs and nothing else: "A. Lee", "lee, ann", "Lee", but not
    // "Ben Lee".
    bool is_called(std::string_view text) const;
    // Whether it is that, or has a whole name, email address or telephone number of theirs in it.
    bool is_told_of(std::string_view text) const;
    // Whether a text is an email address of theirs, or says more and has one in it.
    bool has_email(std::string_view text) const;

    const std::set<std::string>& emails() const { return emails_; }
    // What an answer that speaks of them has in it.
    const std::set<std::string>& texts() const { return texts_; }

private:
    void add(const std::string& field, const std::string& text);

    std::set<std::string> words_;               // of their names and titles, folded
    std::set<std::vector<std::string>> names_;  // printed names of two words and more, folded
    std::set<std::string> emails_;              // as email_key() gives them
    std::set<std::string> phones_;              // as phone_key() gives them
    std::set<std::string> texts_;               // as they were written
};

}  // namespace willcall::customers

#endif
