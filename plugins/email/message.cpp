#include "message.hpp"

#include "address.hpp"

#include <willcall/plugin/one_line.hpp>

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace {

using willcall::plugin::one_line;

// What GMime makes is counted; whoever made it lets go of it.
struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Made = std::unique_ptr<T, Unref>;

void begin() {
    static std::once_flag once;
    std::call_once(once, g_mime_init);
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text,
                               [](char one) { return static_cast<unsigned char>(one) < 0x80U; });
}

// A text for a header: as it is, or as encoded words (RFC 2047) where it is not ASCII, or looks
// like an encoded word itself and would be read as what it pretends to encode.
std::string header_text(const std::string& text) {
    constexpr std::size_t word_most = 45;  // bytes: 60 characters, within the 75 of a word
    const auto line = one_line(text);
    if (is_ascii(line) && line.find("=?") == line.npos) return line;
    std::string words;
    for (std::size_t at = 0; at < line.size();) {
        auto end = std::min(at + word_most, line.size());
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
        const std::unique_ptr<char, void (*)(void*)> encoded(
            g_base64_encode(reinterpret_cast<const guchar*>(line.data() + at), end - at), g_free);
        words += (words.empty() ? "=?UTF-8?B?" : " =?UTF-8?B?") + std::string(encoded.get()) + "?=";
        at = end;
    }
    return words;
}

Made<InternetAddress> mailbox(const std::string& name, const std::string& address) {
    return Made<InternetAddress>(
        internet_address_mailbox_new(header_text(name).c_str(), address.c_str()));
}

void add_address(GMimeMessage* message, GMimeAddressType type, const std::string& name,
                 const std::string& address) {
    internet_address_list_add(g_mime_message_get_addresses(message, type),
                              mailbox(name, address).get());
}

// Texts are always quoted-printable and the rest always base64: neither has a line that could be
// one of the boundaries below, a bare CR or LF, or a line too long.
Made<GMimePart> part(const std::string& format, std::string_view bytes) {
    Made<GMimePart> made(g_mime_part_new());
    const Made<GMimeContentType> type(g_mime_content_type_parse(nullptr, format.c_str()));
    const bool is_text = g_mime_content_type_is_type(type.get(), "text", "*") != 0;
    if (is_text) g_mime_content_type_set_parameter(type.get(), "charset", "utf-8");
    g_mime_object_set_content_type(GMIME_OBJECT(made.get()), type.get());
    const Made<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Made<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(made.get(), content.get());
    g_mime_part_set_content_encoding(made.get(), is_text ? GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
                                                         : GMIME_CONTENT_ENCODING_BASE64);
    return made;
}

// GMime's own boundaries are random.
Made<GMimeMultipart> multipart(const char* subtype, const Letter& letter) {
    Made<GMimeMultipart> made(g_mime_multipart_new_with_subtype(subtype));
    const auto boundary = "=_" + std::string(subtype) + '_' + letter.id;
    g_mime_multipart_set_boundary(made.get(), boundary.c_str());
    return made;
}

Made<GMimeObject> body_of(const Letter& letter) {
    auto text = part("text/plain", letter.text);
    if (letter.html.empty()) return Made<GMimeObject>(GMIME_OBJECT(text.release()));
    auto both = multipart("alternative", letter);
    g_mime_multipart_add(both.get(), GMIME_OBJECT(text.get()));
    g_mime_multipart_add(both.get(), GMIME_OBJECT(part("text/html", letter.html).get()));
    return Made<GMimeObject>(GMIME_OBJECT(both.release()));
}

Made<GMimeObject> content_of(const Letter& letter) {
    auto body = body_of(letter);
    if (letter.attachments.empty()) return body;
    auto all = multipart("mixed", letter);
    g_mime_multipart_add(all.get(), body.get());
    for (const auto& attachment : letter.attachments) {
        const auto one = part(attachment.format, attachment.bytes);
        g_mime_object_set_disposition(GMIME_OBJECT(one.get()), GMIME_DISPOSITION_ATTACHMENT);
        g_mime_part_set_filename(one.get(), attachment.name.c_str());
        g_mime_multipart_add(all.get(), GMIME_OBJECT(one.get()));
    }
    return Made<GMimeObject>(GMIME_OBJECT(all.release()));
}

void set_header(GMimeMessage* message, const char* name, const std::string& text) {
    g_mime_object_set_header(GMIME_OBJECT(message), name, header_text(text).c_str(), nullptr);
}

void set_headers(GMimeMessage* message, const Letter& letter) {
    add_address(message, GMIME_ADDRESS_TYPE_FROM, letter.from_name, letter.from);
    add_address(message, GMIME_ADDRESS_TYPE_TO, letter.to_name, letter.to);
    if (!letter.reply_to.empty())
        add_address(message, GMIME_ADDRESS_TYPE_REPLY_TO, {}, letter.reply_to);
    g_mime_message_set_subject(message, header_text(letter.subject).c_str(), nullptr);
    if (auto* const sent = g_date_time_new_from_unix_utc(letter.sent)) {
        g_mime_message_set_date(message, sent);
        g_date_time_unref(sent);
    }
    const auto from = with_ascii_domain(letter.from);
    const auto id = letter.id + '@' + std::string(domain_of(from));
    g_mime_message_set_message_id(message, id.c_str());
    if (!letter.language.empty()) set_header(message, "Content-Language", letter.language);
    // So that nobody's absence notice answers it (RFC 3834).
    set_header(message, "Auto-Submitted", "auto-generated");
}

}  // namespace

std::string message_of(const Letter& letter) {
    begin();
    const Made<GMimeMessage> message(g_mime_message_new(FALSE));
    set_headers(message.get(), letter);
    g_mime_message_set_mime_part(message.get(), content_of(letter).get());
    const std::unique_ptr<GMimeFormatOptions, void (*)(GMimeFormatOptions*)> options(
        g_mime_format_options_new(), g_mime_format_options_free);
    g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
    const std::unique_ptr<char, void (*)(void*)> text(
        g_mime_object_to_string(GMIME_OBJECT(message.get()), options.get()), g_free);
    return text.get();
}

std::string with_ascii_domain(const std::string& address) {
    if (is_ascii(domain_of(address))) return address;
    begin();
    const auto made = mailbox({}, address);
    return internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(made.get()));
}
