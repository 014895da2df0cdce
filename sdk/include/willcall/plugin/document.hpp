// willcall.document in C++: derive from Document, say what it makes, and make it.
//
//     static constexpr auto makes = std::array{document("ticket", "text/plain")};
#ifndef WILLCALL_PLUGIN_DOCUMENT_HPP
#define WILLCALL_PLUGIN_DOCUMENT_HPP

#include <willcall/plugin/content.hpp>
#include <willcall/plugin/document.h>
#include <willcall/plugin/door.hpp>

namespace willcall::plugin {

class Document : public Words {
public:
    // A kind of document in a format, which is a media type.
    static constexpr willcall_document_kind document(const char* kind, const char* format) {
        return {kind, format};
    }

    // The document wanted: one of those in `makes`.
    struct Wanted : Call {
        std::string_view kind;
        std::string_view format;
        const willcall_value* value;

        // The order it is made from, or the part of it that a struct of your own describes.
        template <Described Content = DeliveryContent>
        Content content() const {
            return read<Content>(*host_->values, value);
        }
        // What the document is called, in the reader's language: the subject of a mail.
        void title(std::string_view text) const {
            if (WILLCALL_HAS(host_->call, willcall_call_service, title))
                host_->call->title(call_, as_text(text));
        }
    };

    virtual ~Document() = default;
    // The bytes of the document; the same content gives the same bytes. On worker threads,
    // concurrently. A Refusal thrown is a failed delivery with its cause; anything else that is
    // thrown is tried again later.
    virtual std::string make(const Wanted& wanted) const = 0;
};

namespace door {

template <class P>
struct DocumentDoor {
    static constexpr const char* id = WILLCALL_DOCUMENT;

    static willcall_status make(void* instance, willcall_call* call, std::uint64_t number,
                                const willcall_value* content) noexcept {
        return with<P>(instance, call, [&](const P& document, const willcall_host& host) {
            const auto& [kind, format] = P::makes.at(number);
            const std::string bytes = document.make({{host, call}, kind, format, content});
            host.call->put(call, bytes.data(), bytes.size());
        });
    }
    static const willcall_document* table(const char*) {
        static constexpr willcall_document made = {
            sizeof(willcall_document), 0,         P::makes.data(), sizeof(willcall_document_kind),
            P::makes.size(),           create<P>, destroy<P>,      make};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
