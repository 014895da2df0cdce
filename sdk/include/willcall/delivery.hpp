// Deliveries: what the outbox hands over, and how it stands.
#ifndef WILLCALL_DELIVERY_HPP
#define WILLCALL_DELIVERY_HPP

#include <willcall/plugin/content.hpp>
#include <willcall/reasons.hpp>

namespace willcall {

// Numbers are stored: append only.
enum class DeliveryState { queued, in_flight, waiting, delivered, failed, cancelled };
constexpr std::array<const char*, 7> words_of(DeliveryState) {
    return {"queued", "in flight", "waiting to retry", "delivered", "failed", "cancelled", nullptr};
}

// What somebody is told of, in place of being handed something: why they lost what they had, or
// that places are kept for them. Numbers are stored: append only.
enum class NoticeReason {
    cancelled,
    released,
    refunded,
    exchanged,
    taken_back,
    given_back,
    registered
};
constexpr std::array<const char*, 8> words_of(NoticeReason) {
    return {"cancelled",  "released",   "refunded",   "exchanged",
            "taken_back", "given_back", "registered", nullptr};
}

struct DeliveryRow {
    Id id;
    std::optional<Id> order;
    std::string number;
    std::string method;
    std::string carrier;
    std::string recipient;
    DeliveryState state = DeliveryState::queued;
    std::int64_t tickets = 0;
    std::int64_t attempts = 0;
    Time queued;
    std::optional<Time> delivered;
    std::string detail;
    std::optional<NoticeReason> notice;

    static constexpr auto meaning = "one promise to hand something over";
    static constexpr auto fields = in_order{
        field<"id">(&DeliveryRow::id, "its id, the same for every attempt"),
        field<"order">(&DeliveryRow::order,
                       "id of the order; absent: it is the closing balance of a shift, or tells "
                       "a seller what their baskets lost"),
        field<"number">(&DeliveryRow::number, "number of the order"),
        field<"method">(&DeliveryRow::method, "what was promised: email, print"),
        field<"carrier">(&DeliveryRow::carrier, "method of the plugin that carries it now"),
        field<"recipient">(&DeliveryRow::recipient, "where to"),
        field<"state">(&DeliveryRow::state, "how it stands"),
        field<"tickets">(&DeliveryRow::tickets, "how many it hands over, or tells of"),
        field<"attempts">(&DeliveryRow::attempts, "how often it was tried"),
        field<"queued">(&DeliveryRow::queued, "when it was promised"),
        field<"delivered">(&DeliveryRow::delivered, "when it was handed over"),
        field<"detail">(&DeliveryRow::detail, "a link or file; or why the last attempt failed"),
        field<"notice">(&DeliveryRow::notice,
                        "it hands nothing over but tells of this: places that are registered, or "
                        "were cancelled or released; tickets that were refunded, exchanged, taken "
                        "back or given back"),
    };
};

struct RetryDelivery {
    Id id;

    static constexpr auto fields = in_order{
        field<"id">(&RetryDelivery::id, "the delivery that failed or waits"),
    };
};

struct CancelDelivery {
    Id id;

    static constexpr auto fields = in_order{
        field<"id">(&CancelDelivery::id, "the delivery that shall not happen"),
    };
};

struct FetchDelivery {
    std::string link;
    std::string kind = "ticket";
    std::string format = "application/pdf";

    static constexpr auto fields = in_order{
        field<"link">(&FetchDelivery::link, "as it was given out, without the address before it",
                      between(1, 200)),
        field<"kind">(&FetchDelivery::kind,
                      "what a plugin makes of an order: ticket, roll, stub, label, receipt, "
                      "confirmation",
                      between(1, 64), can_be_left_out),
        field<"format">(&FetchDelivery::format, "media type", between(1, 100), can_be_left_out),
    };
};

struct FetchedDocument {
    Id delivery;
    Id order;
    std::string name;
    std::string format;
    std::string base64;

    static constexpr auto meaning = "a document that was fetched by its link";
    static constexpr auto fields = in_order{
        field<"delivery">(&FetchedDocument::delivery, "id of the delivery that gave the link out"),
        field<"order">(&FetchedDocument::order, "id of the order"),
        field<"name">(&FetchedDocument::name, "a file name, safe on every system"),
        field<"format">(&FetchedDocument::format, "media type"),
        field<"base64">(&FetchedDocument::base64, "its bytes"),
    };
};

struct RunDeliveries {
    std::int64_t most = 1'000;

    static constexpr auto fields = in_order{
        field<"most">(&RunDeliveries::most, "deliveries tried at most", between(1, 100'000),
                      can_be_left_out),
    };
};

struct DeliveryCounts {
    std::int64_t tickets_delivered = 0;
    std::int64_t tickets_waiting = 0;
    std::int64_t tickets_failed = 0;
    std::int64_t tried = 0;

    static constexpr auto meaning = "how the promises of the store stand";
    static constexpr auto fields = in_order{
        field<"tickets_delivered">(&DeliveryCounts::tickets_delivered, "tickets handed over"),
        field<"tickets_waiting">(&DeliveryCounts::tickets_waiting, "queued, in flight or waiting"),
        field<"tickets_failed">(&DeliveryCounts::tickets_failed, "given up; listed by "
                                                                 "deliveries.list"),
        field<"tried">(&DeliveryCounts::tried, "deliveries tried by this call"),
    };
};

}  // namespace willcall

#endif
