// A mail as the bytes that are sent. The same letter gives the same bytes, so that every try of a
// delivery sends what the first one sent.
#ifndef WILLCALL_EMAIL_MESSAGE_HPP
#define WILLCALL_EMAIL_MESSAGE_HPP

#include <cstdint>
#include <string>
#include <vector>

struct Attachment {
    std::string name;    // a file name
    std::string format;  // a media type, with its parameters
    std::string bytes;
};

// Texts are UTF-8, as they are: whatever stands in them, they begin no header and no part.
struct Letter {
    std::string id;         // what the Message-ID has before its @
    std::int64_t sent = 0;  // seconds since 1970
    std::string from;       // addresses
    std::string to;
    std::string reply_to;  // empty: none
    std::string from_name;
    std::string to_name;
    std::string subject;
    std::string language;  // BCP 47; empty: not said
    std::string text;
    std::string html;  // the same for those who want it so; empty: none
    std::vector<Attachment> attachments;
};

// Only CRLF ends a line, no line is longer than 998 bytes, and all is ASCII but addresses whose own
// part is not. Any thread.
std::string message_of(const Letter& letter);

// The address with its domain in ASCII ("xn--…"), as it stands in commands and headers.
std::string with_ascii_domain(const std::string& address);

#endif
