// Email addresses: they name users and customers, and are where mail goes.
#ifndef WILLCALL_OPERATIONS_EMAIL_ADDRESS_HPP
#define WILLCALL_OPERATIONS_EMAIL_ADDRESS_HPP

#include <string>
#include <string_view>

namespace willcall {

// Whether a text can be an address: something, one @, a domain; nothing a mail header would read
// otherwise. Whether mail arrives there only sending shows.
bool is_email(std::string_view text);

// The one spelling an address is kept and looked up in: capitals of the Latin alphabet made small.
std::string email_key(std::string_view email);

}  // namespace willcall

#endif
