#include "delivery/parcel.hpp"

#include "delivery/links.hpp"
#include "delivery/notices.hpp"
#include "operations/reading.hpp"
#include "operations/tree.hpp"

#include <algorithm>

namespace willcall::delivery {

namespace {

constexpr std::string_view closing_kind = "closing";

// Nothing of these is made of an order.
bool is_of_no_order(std::string_view kind) {
    return kind == closing_kind || kind == notice_kind || kind == "report" || kind == "payment";
}

bool is_safe(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '-' || character == '_';
}

std::string made_safe(std::string_view text) {
    std::string safe(text.substr(0, 40));
    for (char& character : safe)
        if (!is_safe(character)) character = '-';
    return safe;
}

std::string_view ending_of(std::string_view format) {
    if (format == "text/plain") return "txt";
    // Without parameters and what only experts say: "application/vnd.x+json" ends in "json".
    format = format.substr(0, format.find(';'));
    const auto last = format.find_last_of("/+.");
    return last == format.npos ? format : format.substr(last + 1);
}

// The maker of a document and the number it has there; null where nobody makes it.
struct Maker {
    const plugins::Document* plugin = nullptr;
    std::uint64_t number = 0;
};

Maker maker_of(const plugins::Instances& instances, std::string_view kind,
               std::string_view format) {
    for (const auto& document : instances.documents) {
        const auto& makes = document.module().makes;
        for (std::size_t number = 0; number < makes.size(); ++number)
            if (kind == makes[number].kind && format == makes[number].format)
                return {&document, number};
    }
    return {};
}

}  // namespace

bool is_made(const plugins::Instances& instances, std::string_view kind, std::string_view format) {
    return maker_of(instances, kind, format).plugin != nullptr;
}

plugins::MadeDocument make_document(const plugins::Instances& instances,
                                    const plugins::Surroundings& around, std::string_view kind,
                                    std::string_view format, const Value& content) {
    const auto maker = maker_of(instances, kind, format);
    if (maker.plugin == nullptr)
        throw CanNotBeMade(WILLCALL_PLUGIN, "no plugin makes the document `" + std::string(kind) +
                                                "` as `" + std::string(format) + '`');
    try {
        return plugins::make_document(*maker.plugin, around, maker.number, content);
    } catch (const Failure& failure) {
        if (failure.status() != WILLCALL_REFUSED) throw;
        throw CanNotBeMade(WILLCALL_PLUGIN, failure.what());
    }
}

plugins::MadeDocument make_of_order(const plugins::Instances& instances,
                                    const plugins::Surroundings& around, std::string_view kind,
                                    std::string_view format, const Value& content) {
    if (is_of_no_order(kind))
        throw CanNotBeMade(WILLCALL_INVALID,
                           "the document `" + std::string(kind) + "` is not made of an order");
    return make_document(instances, around, kind, format, content);
}

std::string file_name(const std::string& number, const std::string& id, std::string_view kind,
                      std::string_view format) {
    // Two numbers must not become one: what has other characters is named by its id.
    const bool plain = !number.empty() && number.size() <= 40 && number.front() != '-' &&
                       std::ranges::all_of(number, is_safe);
    return (plain ? number : id) + '-' + made_safe(kind) + '.' + made_safe(ending_of(format));
}

willcall_job Parcel::shown() const {
    return {as_text(id),
            as_text(job.carrier),
            as_text(job.recipient),
            &content,
            documents.data(),
            sizeof(willcall_made_document),
            documents.size(),
            job.queued,
            job.begun ? 0 : 1,
            0};
}

namespace {

void show_documents(Parcel& parcel) {
    for (const auto& [kind, format, name, document] : parcel.made)
        parcel.documents.push_back({as_text(kind), as_text(format), as_text(name),
                                    as_text(document.bytes), as_text(document.title)});
}

// What is about something else than an order: one without tickets, as far as its carrier is
// concerned, and the documents of this kind.
std::unique_ptr<Parcel> pack_other(const Packing& packing, const plugins::Delivery& carrier,
                                   const JobRow& job, std::string_view kind,
                                   const DeliveryContent& content, const Value& shown) {
    auto parcel = std::make_unique<Parcel>();
    parcel->job = job;
    parcel->id = id_text(job.id);
    parcel->content = tree_of(content);
    for (const auto& taken : carrier.module().takes)
        if (job.carrier == taken.method && taken.kind == kind)
            parcel->made.push_back({taken.kind, taken.format,
                                    file_name(content.number, parcel->id, taken.kind, taken.format),
                                    make_document(packing.instances, packing.around, taken.kind,
                                                  taken.format, shown)});
    // Why the carrier before it failed is not lost.
    if (parcel->made.empty())
        throw CanNotBeMade(WILLCALL_PLUGIN, "`" + job.carrier + "` carries no documents `" +
                                                std::string(kind) + '`' +
                                                (job.detail.empty() ? "" : "; " + job.detail));
    show_documents(*parcel);
    return parcel;
}

// The closing balance of a shift, for the seller whose it was.
std::unique_ptr<Parcel> pack_closing(const Packing& packing, const plugins::Delivery& carrier,
                                     const JobRow& job) {
    const auto row = packing.reading.find<ClosingRow>("where delivery = ?", job.id);
    if (!row) throw Failure(WILLCALL_STORE, "a delivery is of no order and of no shift");
    const auto closing = packing.closing_of(packing.reading, packing.catalogue, row->shift);
    DeliveryContent content;
    content.number = id_text(row->shift);
    content.organiser = closing.organiser;
    content.language = closing.language;
    content.buyer = content.seller = closing.seller;
    content.placed = closing.closed;
    content.placed_wall = closing.closed_wall;
    content.total = closing.taken;
    return pack_other(packing, carrier, job, closing_kind, content, tree_of(closing));
}

std::unique_ptr<Parcel> pack_notice(const Packing& packing, const plugins::Delivery& carrier,
                                    const JobRow& job, const NoticeRow& row) {
    const auto notice = notice_content(packing.reading, packing.catalogue, row);
    DeliveryContent content;
    content.order = notice.order.value_or(Id{});
    content.number = notice.number;
    content.organiser = notice.organiser;
    content.language = notice.language;
    content.buyer = notice.whom;
    content.placed = notice.at;
    content.placed_wall = notice.at_wall;
    return pack_other(packing, carrier, job, notice_kind, content, tree_of(notice));
}

}  // namespace

std::unique_ptr<Parcel> pack(const Packing& packing, const plugins::Delivery& carrier,
                             const JobRow& job) {
    if (!job.order) {
        const auto notice = packing.reading.find<NoticeRow>("where delivery = ?", job.id);
        return notice ? pack_notice(packing, carrier, job, *notice)
                      : pack_closing(packing, carrier, job);
    }
    auto parcel = std::make_unique<Parcel>();
    parcel->job = job;
    parcel->id = id_text(job.id);
    const auto content =
        content_of(packing.reading, packing.catalogue, packing.codes, *job.order, job.id);
    // Not by JSON: an order of 10,000 tickets is more than what comes from outside may be.
    parcel->content = tree_of(content);
    bool carried = false;  // it takes what is of orders
    bool before = false;   // the one taken before was made
    for (const auto& taken : carrier.module().takes) {
        if (job.carrier != taken.method || is_of_no_order(taken.kind)) continue;
        carried = true;
        const auto is = [&](std::uint32_t flag) { return (taken.flags & flag) != 0; };
        if (is(WILLCALL_TAKEN_OTHERWISE) && before) continue;
        before = maker_of(packing.instances, taken.kind, taken.format).plugin != nullptr;
        if (is(WILLCALL_TAKEN_IF_MADE) && !before) continue;
        parcel->made.push_back(
            {taken.kind, taken.format,
             file_name(content.number, id_text(*job.order), taken.kind, taken.format),
             before && is(WILLCALL_TAKEN_AS_LINK)
                 ? plugins::MadeDocument{link_of(packing.reading, packing.codes, job), {}}
                 : make_of_order(packing.instances, packing.around, taken.kind, taken.format,
                                 parcel->content)});
    }
    if (!carried)
        throw CanNotBeMade(WILLCALL_PLUGIN, "`" + job.carrier + "` carries nothing of an order");
    show_documents(*parcel);
    return parcel;
}

}  // namespace willcall::delivery
