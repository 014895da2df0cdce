#include "sales/paper_tickets.hpp"

#include "sales/paper_numbers.hpp"
#include "sales/place.hpp"

#include <willcall/paper_tickets.hpp>

#include <utility>

namespace willcall::sales {

namespace {

constexpr std::int64_t range_most = 1'000'000;

PaperRange show_range(const PaperRangeRow& row, const LoginOf& login_of) {
    PaperRange shown;
    shown.id = {row.id};
    shown.login = login_of(row.holder);
    shown.first = paper_text(row, row.first);
    shown.last = paper_text(row, row.last);
    shown.left = row.last + 1 - row.next;
    if (shown.left > 0) shown.next = paper_text(row, row.next);
    shown.assigned = {row.assigned};
    return shown;
}

PaperNumber number_in(const std::string& text, const char* field) {
    auto number = paper_number(text);
    if (!number) throw invalid(std::string(field) + ": must end in one to twelve digits").at(field);
    return std::move(*number);
}

Answered<PaperRange> assign(Call& call, const AssignPaperTickets& request) {
    auto& turn = *call.connection;
    const auto holder = catalogue::find_user(turn, request.login);
    if (!holder) throw not_found("no user `" + request.login + "`").at("login");
    const auto first = number_in(request.first, "first");
    const auto last = number_in(request.last, "last");
    if (first.prefix != last.prefix || first.width != last.width)
        throw invalid("last: must be of the same form as the first").at("last");
    if (last.serial < first.serial)
        throw invalid("last: must not be less than the first").at("last");
    if (last.serial - first.serial >= range_most)
        throw invalid("last: a range has at most 1000000 numbers").at("last");
    if (const auto taken = find_range(turn, first, last))
        return refusal("paper.assigned_already", "`" + paper_text(*taken, taken->first) + "` to `" +
                                                     paper_text(*taken, taken->last) +
                                                     "` are assigned already");
    const PaperRangeRow row{call.make_id(), holder->id,   first.prefix,
                            first.width,    first.serial, last.serial,
                            first.serial,   call.now,     call.caller->actor.id};
    turn.insert(row);
    call.note.subject = row.id;
    call.note.amount = last.serial + 1 - first.serial;
    return show_range(row, logins_from(turn));
}

// Who does not see all ranges sees their own.
bool sees_range(access::Scope scope, const Call& call, const PaperRangeRow& range) {
    if (scope == access::Scope::all || scope == access::Scope::none)
        return scope == access::Scope::all;
    return range.holder == call.caller->seller.id;
}

Answered<PaperRanges> ranges(const Needs& needs, Call& call, const ListPaperRanges& request) {
    auto& reading = *call.connection;
    std::int64_t of = 0;
    if (!request.login.empty()) {
        const auto user = catalogue::find_user(reading, request.login);
        if (!user) throw not_found("no user `" + request.login + "`").at("login");
        of = user->id;
    }
    const auto scope = needs.find_scope(call, "/paper-tickets/ranges");
    const auto login_of = logins_from(reading);
    PaperRanges answer;
    for (const auto& row : reading.select<PaperRangeRow>("order by id"))
        if (sees_range(scope, call, row) && (of == 0 || row.holder == of))
            answer.ranges.push_back(show_range(row, login_of));
    return answer;
}

// One upload: every number is checked, then every sale is booked; what speaks against any of them
// undoes all.
class Upload {
public:
    Upload(const Needs& needs, Call& call, const UploadPaperTickets& request)
        : needs_(needs),
          call_(call),
          request_(request),
          numbers_(*call.connection, call.caller->seller) {}

    Answered<PaperTicketsUploaded> run() {
        check_times();
        for (std::size_t sale = 0; sale < request_.sales.size(); ++sale)
            for (const auto& line : request_.sales[sale].lines)
                for (const auto& number : line.numbers)
                    numbers_.add(number, static_cast<std::int64_t>(sale));
        for (const auto& number : request_.spoiled) numbers_.add(number, {});
        if (auto reasons = numbers_.against(); !reasons.empty()) return Refusal{std::move(reasons)};
        // Ids only grow, so those of all sales are ids of now, whenever they were sold: what looks
        // for the rows of a shift by its times finds them.
        call_.make_id();
        for (std::size_t sale = 0; sale < request_.sales.size(); ++sale) book(sale);
        if (!reasons_.empty()) return Refusal{std::move(reasons_)};
        for (const auto& number : request_.spoiled) use(number, {}, call_.now);
        numbers_.write(rows_);
        uploaded_.spoiled = static_cast<std::int64_t>(request_.spoiled.size());
        call_.note.subject = call_.caller->seller.id;
        for (const auto& booked : uploaded_.booked) call_.note.amount += booked.total.minor;
        return std::move(uploaded_);
    }

private:
    void check_times() const {
        if (request_.sales.empty() && request_.spoiled.empty())
            throw invalid("sales: nothing was sold, nothing was spoiled").at("sales");
        for (std::size_t sale = 0; sale < request_.sales.size(); ++sale) {
            const auto& sold = request_.sales[sale].sold;
            if (!sold || sold->microseconds <= call_.now) continue;
            const auto field = "sales[" + std::to_string(sale) + "].sold";
            throw invalid(field + ": must not be in the future").at(field);
        }
    }

    static PlaceOrder order_of(const PaperSale& sale) {
        PlaceOrder order;
        for (const auto& line : sale.lines) {
            OrderLine asked;
            asked.performance = line.performance;
            asked.ticket_type = line.ticket_type;
            asked.quantity = static_cast<std::int64_t>(line.numbers.size());
            asked.seats = line.seats;
            order.lines.push_back(std::move(asked));
        }
        order.payments = sale.payments;
        order.buyer = sale.buyer;
        order.codes = false;
        return order;
    }

    // As if it were sold now as it was sold then: what is over by now was not.
    void book(std::size_t number) {
        const auto& sale = request_.sales[number];
        const auto sold = sale.sold ? sale.sold->microseconds : call_.now;
        const auto request = order_of(sale);
        const auto json = write_json(request, call_.dialect.decimals);
        const auto now = std::exchange(call_.now, sold);
        call_.booked = now;
        const auto asked = std::exchange(call_.request, json);
        auto placed = place_on_paper(needs_, call_, request);
        call_.now = now;
        call_.request = asked;
        if (auto* refused = std::get_if<Refusal>(&placed)) {
            for (auto& reason : refused->reasons) {
                reason.message = "sale " + std::to_string(number) + ": " + reason.message;
                reason.line = static_cast<std::int64_t>(number);
                reasons_.push_back(std::move(reason));
            }
            return;
        }
        const auto& order = std::get<Order>(placed);
        auto ticket = order.tickets.begin();
        for (const auto& line : sale.lines)
            for (const auto& one : line.numbers) use(one, (ticket++)->id.number, sold);
        uploaded_.booked.push_back({order.id, order.number, order.total});
    }

    void use(const std::string& number, std::optional<std::int64_t> ticket, std::int64_t at) {
        auto row = numbers_.row_of(number);
        row.ticket = ticket;
        row.at = at;
        rows_.push_back(row);
    }

    const Needs& needs_;
    Call& call_;
    const UploadPaperTickets& request_;
    PaperNumbers numbers_;
    std::vector<Reason> reasons_;
    std::vector<PaperTicketRow> rows_;
    PaperTicketsUploaded uploaded_;
};

Answered<PaperTicket> get(const Needs& needs, Call& call, const GetPaperTicket& request) {
    auto& reading = *call.connection;
    const auto number = paper_number(request.number);
    const auto range = number ? find_range(reading, *number, *number) : std::nullopt;
    const auto scope = needs.find_scope(call, "/paper-tickets/get");
    if (!range || !sees_range(scope, call, *range))
        throw not_found("no paper ticket `" + request.number + "`").at("number");
    PaperTicket shown;
    shown.number = request.number;
    shown.login = logins_from(reading)(range->holder);
    const auto row = reading.find<PaperTicketRow>("where range_id = ? and serial = ?", range->id,
                                                  number->serial);
    if (!row) return shown;
    shown.state = row->ticket ? PaperState::sold : PaperState::spoiled;
    shown.at = Time{row->at};
    if (!row->ticket) return shown;
    shown.ticket = Id{*row->ticket};
    const auto order = reading.number("select order_id from tickets where id = ?", *row->ticket);
    if (order) shown.order = Id{*order};
    return shown;
}

}  // namespace

std::vector<Operation> paper_ticket_operations(const Needs& needs) {
    return {
        operation<AssignPaperTickets, PaperRange>("paper_tickets.assign", "/paper-tickets/assign",
                                                  "gives a user numbers of paper tickets to sell",
                                                  Handling::writes, assign),
        operation<ListPaperRanges, PaperRanges>(
            "paper_tickets.ranges", "/paper-tickets/ranges",
            "numbers of paper tickets, and how many are not used yet", Handling::reads,
            [needs](Call& call, const ListPaperRanges& request) {
                return ranges(needs, call, request);
            }),
        operation<UploadPaperTickets, PaperTicketsUploaded>(
            "paper_tickets.upload", "/paper-tickets/upload",
            "books what the seller sold on paper: all of it, or nothing", Handling::writes,
            [needs](Call& call, const UploadPaperTickets& request) {
                return Upload(needs, call, request).run();
            }),
        operation<GetPaperTicket, PaperTicket>("paper_tickets.get", "/paper-tickets/get",
                                               "what became of a paper ticket", Handling::reads,
                                               [needs](Call& call, const GetPaperTicket& request) {
                                                   return get(needs, call, request);
                                               }),
    };
}

}  // namespace willcall::sales
