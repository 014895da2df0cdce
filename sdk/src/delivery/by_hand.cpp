#include "delivery/by_hand.hpp"

#include "delivery/notices.hpp"
#include "operations/wording.hpp"

namespace willcall::delivery {

namespace {

JobRow job_of(Call& call, Id id) {
    auto job = call.connection->find<JobRow>("where id = ?", id.number);
    if (!job) throw not_found("there is no delivery `" + id_text(id.number) + '`').at("id");
    call.note.subject = job->id;
    return std::move(*job);
}

Refusal stands(const JobRow& job, const char* rule, const char* so_it) {
    const auto* const word = words_of(job.state)[static_cast<std::size_t>(job.state)];
    return refusal(rule, "the delivery `" + id_text(job.id) + "` is " + word + ": " + so_it);
}

struct NumberRow {
    std::optional<std::string> number;
    static constexpr auto columns = in_order{store::column<"number">(&NumberRow::number)};
};

// The row of the list that it is: a notice is listed with the order whose loss it tells.
DeliveryRow shown(store::Connection& connection, const JobRow& before) {
    const auto job = connection.find<JobRow>("where id = ?", before.id).value();
    const auto notice = connection.find<NoticeRow>("where delivery = ?", job.id);
    const auto about = notice ? notice->order : job.order;
    std::optional<Id> of_order;
    if (about) of_order = Id{*about};
    const auto order =
        connection.query<NumberRow>("select coalesce(number, (select t.number from transactions t "
                                    "where t.order_id = orders.id and t.kind = 0)) as number "
                                    "from orders where id = ?",
                                    about.value_or(0));
    const auto number = order.empty() ? std::nullopt : order.front().number;
    std::optional<Time> delivered;
    if (job.delivered) delivered = Time{*job.delivered};
    return {{job.id},
            of_order,
            number.value_or(std::string()),
            job.method,
            job.carrier,
            job.recipient,
            job.state,
            job.tickets,
            job.attempts,
            {job.queued},
            delivered,
            job.detail,
            notice ? std::optional(notice->reason) : std::nullopt};
}

}  // namespace

Answered<DeliveryRow> retry(Call& call, const RetryDelivery& request, const Carriers& carriers) {
    const auto job = job_of(call, request.id);
    if (job.state != DeliveryState::failed && job.state != DeliveryState::waiting)
        return stands(job, "deliveries.not_waiting", "only what failed or waits is tried again");
    const auto chain = carriers(job.method);
    call.connection->execute(
        "update deliveries set state = ?, carrier = ?, attempts = 0, next_try = ? where id = ?",
        DeliveryState::waiting, chain.empty() ? job.carrier : chain.front(), call.now, job.id);
    return shown(*call.connection, job);
}

Answered<DeliveryRow> cancel(Call& call, const CancelDelivery& request) {
    const auto job = job_of(call, request.id);
    if (job.state == DeliveryState::delivered)
        return stands(job, "deliveries.delivered", "it can't be called off any more");
    // Whoever died over it may have handed it over; when its lease is over it comes back.
    if (job.state == DeliveryState::in_flight)
        return stands(job, "deliveries.in_flight", "it is being handed over just now");
    call.note.nothing = job.state == DeliveryState::cancelled;
    call.connection->execute("update deliveries set state = ? where id = ?",
                             DeliveryState::cancelled, job.id);
    return shown(*call.connection, job);
}

}  // namespace willcall::delivery
