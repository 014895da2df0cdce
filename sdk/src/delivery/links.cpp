#include "delivery/links.hpp"

#include "operations/base64.hpp"
#include "operations/reading.hpp"
#include "operations/tree.hpp"

namespace willcall::delivery {

namespace {

std::int64_t times_issued_anew(store::Connection& reading, std::int64_t order) {
    return reading
        .number("select cast(coalesce(sum(issue - 1), 0) as bigint) from tickets "
                "where order_id = ?",
                order)
        .value_or(0);
}

// The delivery that a link is of, or why it gives nothing.
Answered<JobRow> linked(store::Connection& reading, const TicketCodes& codes,
                        std::string_view link) {
    const auto meaning = codes.verify(link, Signed::link);
    auto job = meaning ? reading.find<JobRow>("where id = ?", meaning->ticket) : std::nullopt;
    if (!job || !job->order) return refusal("link.unknown", "this is no link of ours");
    if (job->state == DeliveryState::cancelled ||
        times_issued_anew(reading, *job->order) != meaning->issue)
        return refusal("link.dead", "the tickets were issued anew, or the delivery called off");
    return std::move(*job);
}

Answered<FetchedDocument> made_for(const Lent& lent, const FetchDelivery& request) {
    const auto basis = lent.latest();
    const auto reading = lent.read();
    auto found = linked(*reading, *basis.codes, request.link);
    if (auto* refused = std::get_if<Refusal>(&found)) return std::move(*refused);
    const auto& job = std::get<JobRow>(found);
    auto around = surroundings(lent, basis);
    around.connection = &*reading;
    const auto content = content_of(*reading, *basis.catalogue, *basis.codes, *job.order, job.id);
    try {
        const auto made =
            make_of_order(*basis.instances, around, request.kind, request.format, tree_of(content));
        return FetchedDocument{
            {job.id},
            {*job.order},
            file_name(content.number, id_text(*job.order), request.kind, request.format),
            request.format,
            base64(made.bytes)};
    } catch (const CanNotBeMade& cause) {
        return refusal("document.not_made", cause.what());
    }
}

}  // namespace

std::string link_of(store::Connection& reading, const TicketCodes& codes, const JobRow& job) {
    return codes.sign(job.id, times_issued_anew(reading, *job.order), Signed::link);
}

std::vector<Operation> link_operations(const Lent& lent, Happened happened) {
    const auto fetch = [lent, happened = std::move(happened)](
                           Call& call, const FetchDelivery& request) -> Answered<FetchedDocument> {
        auto answer = made_for(lent, request);
        if (const auto* made = std::get_if<FetchedDocument>(&answer)) {
            call.note.subject = made->delivery.number;
            happened(call);
        }
        return answer;
    };
    return {operation<FetchDelivery, FetchedDocument>(
        "deliveries.fetch", "/deliveries/fetch",
        "the document that a link promises, for the web server that was shown the link",
        Handling::own_turns, fetch)};
}

}  // namespace willcall::delivery
