// A job made ready to be handed over: its content and the documents its carrier takes.
#ifndef WILLCALL_DELIVERY_PARCEL_HPP
#define WILLCALL_DELIVERY_PARCEL_HPP

#include "delivery/content.hpp"
#include "delivery/outbox.hpp"
#include "plugins/instances.hpp"

#include <willcall/plugin/papers.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace willcall::delivery {

// Never moves once packed: the job that a plugin sees points into it.
struct Parcel {
    struct Made {
        std::string kind;
        std::string format;
        std::string name;
        plugins::MadeDocument document;
    };
    JobRow job;
    std::string id;
    Value content;
    std::vector<Made> made;
    std::vector<willcall_made_document> documents;
    willcall_job shown() const;
};

// Reads a closed shift as its document shows it.
using ClosingOf = std::function<ClosingContent(
    store::Connection& reading, const catalogue::Catalogue& catalogue, std::int64_t shift)>;

// What packing needs, at one state of the store.
struct Packing {
    store::Connection& reading;
    const catalogue::Catalogue& catalogue;
    const plugins::Instances& instances;
    const TicketCodes& codes;
    const plugins::Surroundings& around;
    const ClosingOf& closing_of;
};

// Nobody makes a document that the carrier takes, or its maker refuses: waiting does not help.
class CanNotBeMade : public Failure {
public:
    using Failure::Failure;
};

// Makes it. Throws CanNotBeMade, or what kept it from being made now.
plugins::MadeDocument make_document(const plugins::Instances& instances,
                                    const plugins::Surroundings& around, std::string_view kind,
                                    std::string_view format, const Value& content);

// The same for what is made of an order: a closing balance or a table is not.
plugins::MadeDocument make_of_order(const plugins::Instances& instances,
                                    const plugins::Surroundings& around, std::string_view kind,
                                    std::string_view format, const Value& content);

// Whether any plugin makes it.
bool is_made(const plugins::Instances& instances, std::string_view kind, std::string_view format);

// Throws what kept a document from being made.
std::unique_ptr<Parcel> pack(const Packing& packing, const plugins::Delivery& carrier,
                             const JobRow& job);

// A file name for a document, safe on every system: "MAIN-000012-ticket.txt".
std::string file_name(const std::string& number, const std::string& id, std::string_view kind,
                      std::string_view format);

}  // namespace willcall::delivery

#endif
