#include "sales/documents.hpp"

#include "delivery/parcel.hpp"
#include "operations/base64.hpp"
#include "operations/reading.hpp"
#include "operations/tree.hpp"
#include "sales/shifts.hpp"

#include <willcall/documents.hpp>

namespace willcall::sales {

namespace {

class Making {
public:
    Making(const Needs& needs, const Call& call) : snapshot_(needs.snapshot_of(call)) {
        around_.world = needs.world;
        around_.log = needs.world->log;
        around_.now = call.now;
        around_.deadline = call.deadline;
        around_.organisation = snapshot_->catalogue->facts();
        around_.on_wall = [of = snapshot_->catalogue.get()](std::int64_t moment) {
            return of->on_wall(moment).microseconds;
        };
        around_.connection = call.connection;
    }
    const catalogue::Catalogue& catalogue() const { return *snapshot_->catalogue; }
    const delivery::TicketCodes& codes() const { return *snapshot_->codes; }

    using Maker = decltype(delivery::make_document);
    Answered<DocumentMade> make(Maker& maker, const std::string& kind, const std::string& format,
                                const Value& content, const std::string& number,
                                std::int64_t id) const {
        try {
            const auto made = maker(*snapshot_->instances, around_, kind, format, content);
            return DocumentMade{delivery::file_name(number, id_text(id), kind, format), format,
                                base64(made.bytes)};
        } catch (const delivery::CanNotBeMade& cause) {
            return refusal("document.not_made", cause.what());
        }
    }

private:
    std::shared_ptr<const access::Snapshot> snapshot_;
    plugins::Surroundings around_;
};

Answered<DocumentMade> of_order(const Needs& needs, Call& call, const OrderDocument& request) {
    const auto seen = seen_by(needs, call, "/orders/document");
    auto& reading = *call.connection;
    if (!reading.number("select id from orders where id = ? and " + seen.sql, request.order.number,
                        seen.value))
        throw not_found("no order `" + id_text(request.order.number) + "`").at("order");
    const Making making(needs, call);
    const auto content =
        delivery::content_of(reading, making.catalogue(), making.codes(), request.order.number);
    if (request.kind == "ticket" && content.tickets.empty())
        return refusal("document.no_tickets", "no ticket of the order is valid");
    return making.make(delivery::make_of_order, request.kind, request.format, tree_of(content),
                       content.number, request.order.number);
}

std::vector<ClosingMove> moves_of(const ShiftMeans& means) {
    const Money none;
    const std::pair<const char*, Money> all[] = {{"by_others", none - means.by_others},
                                                 {"for_others", means.for_others},
                                                 {"paid_in", means.paid_in},
                                                 {"paid_out", none - means.paid_out},
                                                 {"deposited", none - means.deposited},
                                                 {"handed_over", none - means.handed_over},
                                                 {"received", means.received}};
    std::vector<ClosingMove> moves;
    for (const auto& [what, amount] : all)
        if (amount != none) moves.push_back({what, amount});
    return moves;
}

// As the shift was closed; it never changes after.
ClosingContent closing_of(store::Connection& reading, const catalogue::Catalogue& catalogue,
                          const ShiftRow& row) {
    const auto shift = show_shift(reading, catalogue, row, {});
    ClosingContent content;
    content.shift = shift.id;
    content.organiser = catalogue.organisation.name;
    content.language = catalogue.organisation.language;
    if (const auto seller = catalogue::find_user(reading, row.seller))
        content.seller = seller->name;
    if (const auto* location = catalogue.location(row.location)) content.location = location->name;
    content.opened_wall = catalogue.on_wall(row.opened);
    content.closed = *shift.closed;
    content.closed_wall = catalogue.on_wall(*row.closed);
    content.opening_float = shift.opening_float;
    for (const auto& means : shift.means) {
        content.means.push_back({words_of(means.means)[static_cast<std::size_t>(means.means)],
                                 means.payments, means.taken, means.expected, means.counted,
                                 means.over, moves_of(means)});
        content.taken += means.taken;
    }
    return content;
}

Answered<DocumentMade> of_shift(const Needs& needs, Call& call, const ShiftDocument& request) {
    auto found = find_shift(needs, call, request.shift, "/shifts/document");
    if (auto* refused = std::get_if<Refusal>(&found)) return std::move(*refused);
    const auto& shift = std::get<ShiftRow>(found);
    if (!shift.closed) return refusal("shift.open", "an open shift has no closing balance");
    const Making making(needs, call);
    const auto content = closing_of(*call.connection, making.catalogue(), shift);
    return making.make(delivery::make_document, "closing", request.format, tree_of(content),
                       id_text(shift.id), shift.id);
}

struct PaymentFacts {
    std::int64_t id = 0;
    std::string number;
    std::int64_t taken = 0;
    Means means = Means::cash;
    std::int64_t amount = 0;
    std::int64_t channel = 0;
    std::int64_t seller = 0;
    std::int64_t collector = 0;
    std::string buyer_name;
    std::string buyer_language;
    static constexpr auto columns =
        in_order{store::column<"id">(&PaymentFacts::id),
                 store::column<"number">(&PaymentFacts::number),
                 store::column<"taken">(&PaymentFacts::taken),
                 store::column<"means">(&PaymentFacts::means),
                 store::column<"amount">(&PaymentFacts::amount),
                 store::column<"channel">(&PaymentFacts::channel),
                 store::column<"seller">(&PaymentFacts::seller),
                 store::column<"collector">(&PaymentFacts::collector),
                 store::column<"buyer_name">(&PaymentFacts::buyer_name),
                 store::column<"buyer_language">(&PaymentFacts::buyer_language)};
};

// Called `orders`, as conditions of scope have it: a payment is asked for where it was taken.
const std::string payment_facts =
    "select * from (select payments.order_id as id, coalesce(changed.number, sold.number, '') "
    "as number, payments.taken, payments.means, payments.amount, "
    "coalesce(changed.channel, sold.channel) as channel, "
    "coalesce(changed.seller, sold.seller) as seller, payments.collector, sold.buyer_name, "
    "sold.buyer_language from payments join orders sold on sold.id = payments.order_id "
    "left join transactions changed on changed.id = payments.transaction_id "
    "where payments.id = ? and not exists (select 1 from shifts yet "
    "where yet.id = payments.shift and yet.closed is null and yet.seller <> ?)) orders where ";

// The money of an open shift is yet to be counted, as in the payment book: of which seller it is
// shown all the same.
std::int64_t uncounted_of(const Needs& needs, const Call& call, store::Connection& reading,
                          std::int64_t payment) {
    const auto scope = needs.find_scope(call, "/shifts/uncounted/money");
    if (scope == access::Scope::none) return 0;
    if (scope != access::Scope::all) return call.caller->seller.id;
    return reading
        .number("select s.seller from payments p join shifts s on s.id = p.shift where p.id = ?",
                payment)
        .value_or(0);
}

Answered<DocumentMade> of_payment(const Needs& needs, Call& call, const PaymentDocument& request) {
    const auto seen = seen_by(needs, call, "/reports/payment");
    auto& reading = *call.connection;
    const auto found = reading.query<PaymentFacts>(
        payment_facts + seen.sql, request.payment.number,
        uncounted_of(needs, call, reading, request.payment.number), seen.value);
    if (found.empty())
        throw not_found("no payment `" + id_text(request.payment.number) + "`").at("payment");
    const auto& payment = found.front();
    const Making making(needs, call);
    const auto& catalogue = making.catalogue();
    const auto login_of = logins_from(reading);
    PaymentContent content;
    content.payment = request.payment;
    content.order = {payment.id};
    content.organiser = catalogue.organisation.name;
    content.language =
        payment.buyer_language.empty() ? catalogue.organisation.language : payment.buyer_language;
    content.number = payment.number;
    content.taken = {payment.taken};
    content.taken_wall = catalogue.on_wall(payment.taken);
    content.means = words_of(payment.means)[static_cast<std::size_t>(payment.means)];
    content.amount = {payment.amount};
    if (const auto* channel = catalogue.channel(payment.channel)) content.channel = channel->name;
    content.seller = login_of(payment.seller);
    content.collector = login_of(payment.collector);
    content.buyer = payment.buyer_name;
    return making.make(delivery::make_document, "payment", request.format, tree_of(content),
                       payment.number, request.payment.number);
}

Answered<DocumentMade> of_table(const Needs& needs, Call& call, const ReportDocument& request) {
    for (const auto* rows : {&request.rows, &request.totals})
        for (std::size_t row = 0; row < rows->size(); ++row)
            if ((*rows)[row].cells.size() != request.columns.size())
                throw invalid("a row has " + std::to_string((*rows)[row].cells.size()) +
                              " cells, not one for each column")
                    .at((rows == &request.rows ? "rows[" : "totals[") + std::to_string(row) + "]");
    const Making making(needs, call);
    const auto& organisation = making.catalogue().organisation;
    const auto wall = making.catalogue().on_wall(call.now);
    ReportContent content;
    content.organiser = organisation.name;
    content.language = organisation.language;
    content.title = request.title;
    content.subtitle = request.subtitle;
    content.asked_by = call.caller->actor.shown_name();
    content.made = {call.now};
    content.made_wall = wall;
    content.columns = request.columns;
    content.rows = request.rows;
    content.totals = request.totals;
    return making.make(delivery::make_document, "report", request.format, tree_of(content),
                       local_time_text(wall.microseconds).substr(0, 10), 0);
}

}  // namespace

ClosingContent closing_content(store::Connection& reading, const catalogue::Catalogue& catalogue,
                               std::int64_t shift) {
    const auto row = reading.find<ShiftRow>("where id = ?", shift);
    if (!row || !row->closed) throw Failure(WILLCALL_STORE, "there is no such closed shift");
    return closing_of(reading, catalogue, *row);
}

std::vector<Operation> document_operations(const Needs& needs) {
    return {
        operation<OrderDocument, DocumentMade>("orders.document", "/orders/document",
                                               "a document of an order", Handling::reads,
                                               [needs](Call& call, const OrderDocument& request) {
                                                   return of_order(needs, call, request);
                                               }),
        operation<ShiftDocument, DocumentMade>("shifts.document", "/shifts/document",
                                               "the closing balance of a closed shift",
                                               Handling::reads,
                                               [needs](Call& call, const ShiftDocument& request) {
                                                   return of_shift(needs, call, request);
                                               }),
        operation<PaymentDocument, DocumentMade>(
            "reports.payment", "/reports/payment", "one payment, or what was paid back, on paper",
            Handling::reads,
            [needs](Call& call, const PaymentDocument& request) {
                return of_payment(needs, call, request);
            }),
        operation<ReportDocument, DocumentMade>("reports.document", "/reports/document",
                                                "a table as a document", Handling::reads,
                                                [needs](Call& call, const ReportDocument& request) {
                                                    return of_table(needs, call, request);
                                                }),
    };
}

}  // namespace willcall::sales
