// A person forgotten, wherever the store has a name, an address or a number of theirs. Orders,
// tickets, payments, quotas and the journal's chains stay as they are: ids and amounts say nothing.
// Of journal entries about them the salt goes, of their limits the digest of an email address, so
// that nobody can try names and addresses against the hashes.
#include "engine/erasing.hpp"

#include "catalogue/catalogue.hpp"
#include "customers/person.hpp"
#include "delivery/notices.hpp"
#include "delivery/outbox.hpp"
#include "operations/call.hpp"
#include "operations/digest.hpp"
#include "operations/reading.hpp"
#include "operations/writing.hpp"
#include "sales/baskets.hpp"
#include "sales/rows.hpp"

#include <willcall/customer_merges.hpp>

#include <algorithm>
#include <set>
#include <span>

namespace willcall {

namespace {

struct NamedOrder {
    std::int64_t id = 0;
    std::optional<std::int64_t> owner, facilitator;
    std::int64_t seller = 0;
    std::string buyer_name, buyer_email, reference, delivery_to;
    static constexpr const char* table = "orders";
    static constexpr auto columns =
        in_order{store::column<"id">(&NamedOrder::id),
                 store::column<"owner">(&NamedOrder::owner),
                 store::column<"facilitator">(&NamedOrder::facilitator),
                 store::column<"seller">(&NamedOrder::seller),
                 store::column<"buyer_name">(&NamedOrder::buyer_name),
                 store::column<"buyer_email">(&NamedOrder::buyer_email),
                 store::column<"reference">(&NamedOrder::reference),
                 store::column<"delivery_to">(&NamedOrder::delivery_to)};
};

struct NamedTicket {
    std::int64_t id = 0;
    std::string holder;
    static constexpr const char* table = "tickets";
    static constexpr auto columns = in_order{store::column<"id">(&NamedTicket::id),
                                             store::column<"holder">(&NamedTicket::holder)};
};

struct NamedChange {
    std::int64_t id = 0;
    std::string note;
    static constexpr const char* table = "transactions";
    static constexpr auto columns =
        in_order{store::column<"id">(&NamedChange::id), store::column<"note">(&NamedChange::note)};
};

struct NamedDelivery {
    std::int64_t id = 0;
    std::string recipient, detail;
    static constexpr const char* table = "deliveries";
    static constexpr auto columns = in_order{store::column<"id">(&NamedDelivery::id),
                                             store::column<"recipient">(&NamedDelivery::recipient),
                                             store::column<"detail">(&NamedDelivery::detail)};
};

struct CustomerId {
    std::int64_t id = 0;
    static constexpr const char* table = "customers";
    static constexpr auto columns = in_order{store::column<"id">(&CustomerId::id)};
};

// As it stands in JSON, between its quotes.
std::string in_json(const std::string& text) {
    willcall_writer writer(0);
    writer.put_text(text);
    return writer.text.substr(1, writer.text.size() - 2);
}

class Erasing {
public:
    Erasing(Call& call, std::int64_t customer) : call_(call), turn_(*call.connection) {
        find_records(customer);
    }

    CustomerErased run(const plugins::Shelf& shelf) {
        for (const auto id : ids_) erase_orders(id);
        for (const auto& email : person_.emails()) {
            for (const auto& order : turn_.select<NamedOrder>(
                     "where lower(buyer_email) = ? or lower(delivery_to) = ?", email, email))
                erase(order);
            for (const auto& notice : turn_.select<delivery::NoticeRow>(
                     "where exists (select 1 from deliveries d where d.id = notices.delivery "
                     "and lower(d.recipient) = ?)",
                     email))
                erase_notice(notice, false);
            turn_.execute("delete from sign_ins where login = ?", digest("customer:" + email));
            // What was had under the address stays counted there, but no more of it is claimed.
            turn_.execute(
                "update quotas set key = 'owner/erased/' || cast(id as text) where key like ?",
                catalogue::owner_quota("email/" + digest(email), "%"));
        }
        drop_baskets();
        erase_kept_calls();
        take_salts();
        for (const auto& module : shelf.modules()) erase_rows_of(*module);
        for (auto& record : records_) customers::erase(call_, record);
        erased_.id = {ids_.front()};
        erased_.records = static_cast<std::int64_t>(ids_.size());
        return erased_;
    }

private:
    void find_records(std::int64_t customer) {
        ids_.push_back(customer);
        for (std::size_t next = 0; next < ids_.size(); ++next)
            for (const auto& merged : turn_.select<CustomerId>("where merged_into = ?", ids_[next]))
                ids_.push_back(merged.id);
        for (const auto id : ids_) {
            auto record = customers::load(turn_, id, "id");
            // A merge that was undone had brought what is somebody else's.
            person_.add(record, turn_.select<customers::ChangeRow>(
                                    "where customer = ? and merge not in (select id from "
                                    "customer_merges where undone is not null) order by id",
                                    id));
            records_.push_back(std::move(record));
            named_.insert(id);
        }
    }

    void erase_orders(std::int64_t id) {
        for (const auto* const part : {"owner", "facilitator", "seller", "actor"})
            for (const auto& order :
                 turn_.select<NamedOrder>(std::string("where ") + part + " = ?", id))
                erase(order);
    }

    // Open baskets of theirs, and those that speak of them, are given up with all they say.
    void drop_baskets() {
        const auto texts = texts_in_json();
        stock::Ledger ledger;
        for (const auto& row : turn_.select<sales::BasketRow>("where state = 0 order by id")) {
            if (!is_party(row) && !speaks_of_them(row, texts)) continue;
            sales::give_up_basket(turn_, ledger, row.id, BasketState::dropped, call_.make_id);
            baskets_.insert(row.id);
        }
        ledger.write(turn_);
        for (const auto id : ids_)
            for (const auto& row : turn_.select<sales::BasketRow>(
                     "where seller = ? or actor = ? or owner = ? or facilitator = ?", id, id, id,
                     id))
                baskets_.insert(row.id);
    }
    bool is_party(const sales::BasketRow& row) const {
        return is_one(row.seller) || is_one(row.actor) || is_one(row.owner.value_or(0)) ||
               is_one(row.facilitator.value_or(0));
    }
    bool speaks_of_them(const sales::BasketRow& row, const std::vector<std::string>& texts) const {
        if (speaks_of_them(row.said, texts)) return true;
        return std::ranges::any_of(
            turn_.select<sales::BasketLineRow>("where basket = ?", row.id),
            [&](const auto& line) { return speaks_of_them(line.content, texts); });
    }

    bool is_one(std::int64_t id) const { return std::ranges::find(ids_, id) != ids_.end(); }

    // The buyer an order names is whoever placed it: the facilitator, where there is one.
    bool is_buyer(const NamedOrder& order) const {
        if (order.facilitator) {
            if (is_one(*order.facilitator)) return true;
        } else if (is_one(order.seller) || (order.owner && is_one(*order.owner))) {
            return true;
        }
        return person_.is_called(order.buyer_name) || person_.has_email(order.buyer_email);
    }

    void erase(const NamedOrder& order) {
        if (!orders_.insert(order.id).second) return;
        const bool buyer = is_buyer(order);
        const bool sent_to_them = person_.is_told_of(order.delivery_to);
        if (buyer) {
            turn_.execute("update orders set buyer_name = '', buyer_email = '', "
                          "buyer_postcode = '', delivery_to = '' where id = ?",
                          order.id);
            ++erased_.orders;
        } else if (sent_to_them) {
            turn_.execute("update orders set delivery_to = '' where id = ?", order.id);
        }
        if (buyer || sent_to_them) {
            delivery::cancel_waiting(turn_, order.id);
            named_.insert(order.id);
        }
        if (person_.is_told_of(order.reference))
            turn_.execute("update orders set reference = '' where id = ?", order.id);
        for (const auto& ticket : turn_.select<NamedTicket>("where order_id = ?", order.id)) {
            erase_transfers(ticket.id);
            const bool holder = person_.is_told_of(ticket.holder);
            erase_form(ticket.id, holder || (buyer && ticket.holder.empty()));
            if (!holder) continue;
            turn_.execute("update tickets set holder = '' where id = ?", ticket.id);
            named_.insert(ticket.id);
            ++erased_.tickets;
        }
        erase_changes(order.id);
        for (const auto& notice : turn_.select<delivery::NoticeRow>("where order_id = ?", order.id))
            erase_notice(notice, buyer);
        for (const auto& one : turn_.select<NamedDelivery>("where order_id = ?", order.id)) {
            const bool theirs = buyer || person_.is_told_of(one.recipient);
            if (!theirs && !person_.is_told_of(one.detail)) continue;
            turn_.execute("update deliveries set recipient = ?, detail = '' where id = ?",
                          theirs ? std::string() : one.recipient, one.id);
            ++erased_.deliveries;
        }
    }

    // Who was told of something: the buyer, or whoever had some of the tickets by then.
    void erase_notice(const delivery::NoticeRow& notice, bool of_their_order) {
        const auto sent = *turn_.find<NamedDelivery>("where id = ?", notice.delivery);
        const bool named = notice.whom && person_.is_told_of(*notice.whom);
        const bool theirs =
            named || person_.is_told_of(sent.recipient) || (of_their_order && !notice.whom);
        if (named) turn_.execute("update notices set whom = '' where delivery = ?", sent.id);
        if (sent.recipient.empty() || (!theirs && !person_.is_told_of(sent.detail))) return;
        turn_.execute("update deliveries set recipient = ?, detail = '' where id = ?",
                      theirs ? std::string() : sent.recipient, sent.id);
        if (theirs) turn_.execute(delivery::cancel_where + "id = ?", sent.id);
        ++erased_.deliveries;
    }

    void erase_transfers(std::int64_t ticket) {
        for (const auto& row : turn_.select<sales::TransferRow>("where ticket = ?", ticket)) {
            if (!person_.is_told_of(row.before)) continue;
            turn_.execute("update transfers set before = '' where ticket = ? and issue = ?", ticket,
                          row.issue);
            named_.insert(ticket);
        }
    }

    // What was answered to the form of a ticket: all of it, or what speaks of them.
    void erase_form(std::int64_t ticket, bool theirs) {
        for (const auto& row : turn_.select<sales::TicketAnswerRow>("where ticket = ?", ticket))
            if (theirs || person_.is_told_of(row.answer)) {
                turn_.execute("delete from ticket_answers where ticket = ? and field = ?", ticket,
                              row.field);
                named_.insert(ticket);
            }
    }

    void erase_changes(std::int64_t order) {
        for (const auto& change : turn_.select<NamedChange>("where order_id = ?", order))
            if (person_.is_told_of(change.note))
                turn_.execute("update transactions set note = '' where id = ?", change.id);
    }

    // What was answered to a call with a key is kept for whoever repeats it, whatever it says; and
    // against the digest of what was asked, names can be tried.
    void erase_kept_calls() {
        run_for("update idempotency set request = '' where order_id in ",
                std::vector(orders_.begin(), orders_.end()));
        const auto texts = texts_in_json();
        sales::IdempotencyRow last;
        while (true) {
            const auto rows = turn_.select<sales::IdempotencyRow>(
                "where answer <> '' and (key, actor, operation) > (?, ?, ?) "
                "order by key, actor, operation limit 500",
                last.key, last.actor, last.operation);
            for (const auto& row : rows)
                if (speaks_of_them(row.answer.value_or(""), texts))
                    erased_.answers += turn_.execute("update idempotency set request = '', answer "
                                                     "= '' where key = ? and actor = ? "
                                                     "and operation = ?",
                                                     row.key, row.actor, row.operation);
            if (rows.empty()) return;
            last = rows.back();
        }
    }
    std::vector<std::string> texts_in_json() const {
        std::vector<std::string> texts;
        for (const auto& text : person_.texts()) texts.push_back(in_json(text));
        return texts;
    }
    bool speaks_of_them(const std::string& answer, const std::vector<std::string>& texts) const {
        if (person_.has_email(answer)) return true;
        for (const auto& text : texts)
            if (answer.find(text) != answer.npos) return true;
        constexpr std::size_t id_size = 13;
        for (auto open = answer.find('"'); open != answer.npos; open = answer.find('"', open + 1))
            if (answer.size() > open + id_size + 1 && answer[open + id_size + 1] == '"' &&
                named_.contains(id_number(answer.substr(open + 1, id_size))))
                return true;
        return false;
    }

    void erase_rows_of(const plugins::Module& module) {
        for (const auto& table : module.tables) {
            const auto rows = erase_rows(turn_, table, person_);
            erased_.rows += rows;
            // What instances keep in memory is read anew.
            if (rows > 0 && !table.read_when_asked) call_.moved.push_back("plugin/" + module.name);
        }
    }

    void take_salts() {
        auto subjects = ids_;
        subjects.insert(subjects.end(), orders_.begin(), orders_.end());
        subjects.insert(subjects.end(), baskets_.begin(), baskets_.end());
        run_for("update journal set salt = '' where salt <> '' and subject in ", subjects);
    }

    // In few statements, since each reads all of a table. Ids are ours: they stand in the statement
    // itself.
    void run_for(const std::string& sql, std::span<const std::int64_t> ids) {
        constexpr std::size_t together = 1'000;
        while (!ids.empty()) {
            const auto some = ids.first(std::min(together, ids.size()));
            std::string list;
            for (const auto id : some) list += (list.empty() ? "(" : ", ") + std::to_string(id);
            turn_.execute(sql + list + ')');
            ids = ids.subspan(some.size());
        }
    }

    Call& call_;
    store::Connection& turn_;
    std::vector<std::int64_t> ids_;
    std::vector<customers::Record> records_;
    customers::Person person_;
    std::set<std::int64_t> orders_;   // that they are a party to
    std::set<std::int64_t> baskets_;  // the same, or that spoke of them
    std::set<std::int64_t> named_;    // records, orders and tickets that said who they are
    CustomerErased erased_;
};

}  // namespace

Operation erase_operation(const customers::Needs& needs,
                          const std::function<std::shared_ptr<const plugins::Shelf>()>& shelf) {
    return operation<EraseCustomer, CustomerErased>(
        "customers.erase", "/customers/erase",
        "forgets a customer for good: no name, address or number of theirs is left",
        Handling::writes,
        [needs, shelf](Call& call, const EraseCustomer& request) -> Answered<CustomerErased> {
            const auto record =
                customers::seen(needs, call, "/customers/erase", request.id.number, "id");
            if (auto refused = customers::refuse_inactive(record)) return std::move(*refused);
            call.note.subject = record.id;
            // Sessions of theirs end; orders that are being quoted are quoted anew.
            call.moved.push_back("access");
            return Erasing(call, record.id).run(*shelf());
        });
}

}  // namespace willcall
