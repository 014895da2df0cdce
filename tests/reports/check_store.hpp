// A small store in good health, put there row by row: a theatre with a box office and an outlet,
// two performances, four records of customers, three orders.
#ifndef WILLCALL_TESTS_REPORTS_CHECK_STORE_HPP
#define WILLCALL_TESTS_REPORTS_CHECK_STORE_HPP

#include "access/sessions.hpp"
#include "catalogue/items.hpp"
#include "customers/merging.hpp"
#include "customers/relations.hpp"
#include "delivery/codes.hpp"
#include "delivery/outbox.hpp"
#include "journal/journal.hpp"
#include "sales/rows.hpp"
#include "sales/shift_rows.hpp"
#include "stock/quotas.hpp"
#include "store/databases.hpp"

#include <vector>

namespace willcall::tests {

class SmallTheatre {
public:
    // Ids of what the store has.
    static constexpr std::int64_t main_office = 11, desk = 12, kiosk = 13, mira = 14, heights = 15;
    static constexpr std::int64_t thursday = 16, friday = 17, general = 18;
    static constexpr std::int64_t thursday_quota = 21, friday_quota = 22, shift = 31, session = 32;
    static constexpr std::int64_t ann = 41, firm = 42, part = 44, nobody = 46;
    static constexpr std::int64_t paid_order = 101, offer_order = 102, kiosk_order = 103;
    static constexpr std::int64_t now = 1'541'000'000'000'000;  // 31 October 2018

    SmallTheatre(store::Connection& writer, std::int64_t number)
        : writer_(writer), number_(number) {
        writer_.begin();
        add_catalogue();
        add_counters();
        add_customers();
        add_orders();
        add_around();
        writer_.commit();
    }
    std::shared_ptr<const catalogue::Catalogue> catalogue() {
        return catalogue::Catalogue::load(writer_, 0);
    }

private:
    template <Described T>
    void item(std::int64_t id, const char* kind, std::int64_t parent, const char* key,
              const T& content) {
        const auto text = catalogue::content_of(content, 2);
        writer_.insert(catalogue::ItemRow{id, kind, parent, key, text, text});
    }
    void add_catalogue() {
        namespace kind = catalogue::kind;
        item(10, kind::organisation, 0, "",
             Organisation{"Foothill Theatre", "USD", "America/Los_Angeles"});
        item(main_office, kind::location, 0, "main",
             Location{"main", "Main box office", SeriesSettings{"MAIN-", 6}});
        item(desk, kind::channel, 0, "desk", ChannelSettings{"desk", "ticket_office", "Desk", {}});
        item(kiosk, kind::channel, 0, "kiosk",
             ChannelSettings{"kiosk", "distribution_outlet", "Kiosk", {}});
        item(mira, kind::user, 0, "mira@example.org",
             UserSettings{"mira@example.org", "Mira North", "1017", "operator", "desk", {"main"}});
        item(heights, kind::event, 0, "heights", Event{"heights", "In The Heights", "Smithwick"});
        constexpr std::int64_t eight = 1'541'707'200'000'000;  // 8 November 2018, 20:00 on the wall
        constexpr std::int64_t hour = 3'600'000'000;
        item(thursday, kind::performance, heights, "heights-1108",
             Performance{"heights-1108", {eight}, {eight + 2 * hour}, 120});
        item(friday, kind::performance, heights, "heights-1109",
             Performance{"heights-1109", {eight + 24 * hour}, {eight + 26 * hour}, 120});
        item(general, kind::ticket_type, heights, "general",
             TicketType{"general", "General admission", {1'900}, {}});
        writer_.insert(
            catalogue::ItemRow{19, kind::delivery, 0, "email", R"(["email","print"])", "[]"});
    }
    void add_counters() {
        writer_.insert(stock::QuotaRow{thursday_quota, "performance/heights-1108", 120, 120, 5, 0});
        writer_.insert(stock::QuotaRow{friday_quota, "performance/heights-1109", 120, 120, 1, 0});
        writer_.insert(sales::SeriesRow{main_office, 2});
        writer_.insert(sales::ShiftRow{shift, mira, main_office, now, {}, 10'000, 1});
        writer_.insert(sales::TakingsRow{shift, Means::cash, 2, 5'200, {}});
    }
    sales::OrderRow head(std::int64_t id, std::int64_t channel, std::int64_t tickets,
                         std::int64_t total) {
        sales::OrderRow row;
        row.id = id;
        row.placed = now + id;
        row.session = session;
        row.actor = row.seller = mira;
        row.channel = channel;
        row.buyer_name = "Ann Example";
        row.tickets = tickets;
        row.total = total;
        return row;
    }
    void at_the_desk(sales::OrderRow& row, std::int64_t serial) {
        row.number = "MAIN-00000" + std::to_string(serial);
        row.serial = serial;
        row.location = main_office;
        row.shift = shift;
        row.paid = row.total;
        writer_.insert(row);
        writer_.insert(sales::PaymentRow{row.id + 500, row.id, shift, mira, Means::cash, row.total,
                                         row.placed});
    }
    void line(std::int64_t order, std::int64_t line, std::int64_t performance,
              std::int64_t quantity, std::int64_t off = 0) {
        const auto price = 1'900 - off;
        writer_.insert(
            sales::LineRow{order, line, performance, general, quantity, 1'900, quantity * price});
        if (off != 0) writer_.insert(sales::EffectRow{order, line, 0, "neighbours", quantity, off});
        writer_.insert(sales::ClaimRow{
            order, line, performance == thursday ? thursday_quota : friday_quota, quantity});
        for (std::int64_t ticket = 0; ticket < quantity; ++ticket)
            writer_.insert(sales::TicketRow{order * 100 + line * 10 + ticket, order, line,
                                            performance, general, price, "Ann Example"});
    }
    void add_customers() {
        customers::Record record;
        record.id = ann;
        record.name = "Ann Lee";
        record.phone = "(650) 949-7360";
        record.postcode = "94022";
        record.tags = {"patron"};
        record.consents = {{"news", true}};
        record.created = record.changed = now;
        customers::insert(writer_, record);
        writer_.insert(customers::ChangeRow{43, ann, now, mira, 0, "town", "", "Rome"});
        customers::Record other;
        other.id = firm;
        other.kind = CustomerKind::organisation;
        other.name = "Lee & Sons";
        other.introduced_by = ann;
        other.created = other.changed = now;
        customers::insert(writer_, other);
        customers::Record merged;
        merged.id = part;
        merged.state = CustomerState::merged;
        merged.merged_into = ann;
        merged.name = "A. Lee";
        merged.created = merged.changed = now;
        customers::insert(writer_, merged);
        writer_.insert(customers::MergeRow{45, ann, part, now, mira, {}});
        writer_.insert(customers::RelationRow{48, ann, firm, "owner", now, {}});
        customers::Record erased;
        erased.id = nobody;
        erased.state = CustomerState::erased;
        erased.created = erased.changed = now;
        customers::insert(writer_, erased);
    }
    void add_orders() {
        auto paid = head(paid_order, desk, 2, 3'800);
        paid.delivery_method = "email";
        paid.delivery_to = "ann@example.org";
        at_the_desk(paid, 1);
        line(paid_order, 0, thursday, 2);
        auto with_offer = head(offer_order, desk, 1, 1'400);
        at_the_desk(with_offer, 2);
        line(offer_order, 0, thursday, 1, 500);
        auto at_kiosk = head(kiosk_order, kiosk, 3, 5'700);
        at_kiosk.to_settle = at_kiosk.total;
        at_kiosk.delivery_method = "print";
        writer_.insert(at_kiosk);
        line(kiosk_order, 0, thursday, 2);
        line(kiosk_order, 1, friday, 1);
    }
    void add_around() {
        const std::vector<std::string> email{"email", "print"}, print{"print"};
        writer_.insert(
            delivery::promise(901, {paid_order, "email", email, "ann@example.org", 2}, now));
        writer_.insert(delivery::promise(902, {kiosk_order, "print", print, "", 3}, now));
        writer_.insert(access::SessionRow{
            session, "token", SessionKind::user, mira, {}, {}, now, {}, 1, {}, now});
        writer_.insert(
            sales::IdempotencyRow{"first", mira, "orders.place", "hash", paid_order, {}, now});
        delivery::prepare_keys(writer_, world_, now);
        journal::Chain chain(writer_, number_, world_);
        std::vector<journal::Happened> happened;
        happened.push_back({now, session, mira, mira, "shifts.open", shift, 0, {}});
        for (const auto& [order, total] : {std::pair{paid_order, std::int64_t{3'800}},
                                           {offer_order, 1'400},
                                           {kiosk_order, 5'700}})
            happened.push_back(
                {now + order, session, mira, mira, "orders.place", order, total, "request"});
        std::int64_t id = 2'000;
        chain.append(writer_, happened, [&] { return ++id; });
    }

    store::Connection& writer_;
    std::int64_t number_;
    World world_ = system_world();
};

}  // namespace willcall::tests

#endif
