// The quote: everything a sale is decided from, made on the caller's thread. The turn only compares
// its guards, takes its claims and writes it down.
#ifndef WILLCALL_SALES_QUOTE_HPP
#define WILLCALL_SALES_QUOTE_HPP

#include "access/snapshot.hpp"
#include "sales/owner.hpp"
#include "sales/rows.hpp"
#include "sales/seats.hpp"
#include "sales/taxes.hpp"
#include "stock/quotas.hpp"

#include <willcall/orders.hpp>

#include <functional>

namespace willcall::sales {

// What is asked for, whether by orders.quote or by orders.place.
struct Asked {
    const std::vector<OrderLine>* lines = nullptr;
    const std::vector<PaymentLine>* payments = nullptr;  // null: only asking, payment is left open
    const DeliveryChoice* delivery = nullptr;            // null: the channel decides
    const Buyer* buyer = nullptr;
    std::int64_t owner = 0;
    std::int64_t facilitator = 0;
    std::string reference;
    bool held = false;          // only to be held: how it is paid and handed out is left open
    bool registration = false;  // placed without being paid
    bool on_paper = false;      // the buyer has the tickets already: nothing is handed out
    bool complete = false;      // forms must be filled in: something is to be sold
    const std::vector<TicketRow>* beside = nullptr;  // tickets that the order has already; or null
    const std::vector<std::string>* promotion_codes = nullptr;  // as they were typed; null: none
    bool explain = false;                                       // what does not apply is noted, too
    // What was left of quotas that were found short, where that is no refusal: by plugin and key.
    std::map<std::string, std::int64_t> left;
    std::function<OwnerFacts()> read_owner;    // asked where a rule wants to know
    std::function<store::Connection&()> look;  // where a rule's other questions are looked up
    PartyNames names;                          // of a facilitated order

    // What the tickets are wanted for, as plugins are told.
    std::int32_t occasion() const {
        if (beside != nullptr) return WILLCALL_OCCASION_EXCHANGE;
        return registration ? WILLCALL_OCCASION_REGISTRATION : WILLCALL_OCCASION_SALE;
    }
};

struct LineClaim {
    std::int64_t line = 0;
    stock::Claim claim;
    std::string offer;     // a shortage has it judged anew; empty: it refuses the sale
    std::string limit_of;  // what the owner may have no more of; empty: it is not the owner's
};

// What a line takes of what its owner may have: of a quota that may not be there yet.
struct OwnerClaim {
    std::int64_t line = 0;
    stock::Wanted limit;
    std::int64_t units = 0;
    std::string of;     // as refusals call it; empty: by its key
    std::string offer;  // as of a LineClaim
};

// What who sells a line keeps of each of its tickets.
struct CommissionTerms {
    std::string name;
    std::int64_t amount = 0;
    std::int64_t rate = 0;  // thousandths of a per cent of what is paid
};

struct PricedLine {
    const catalogue::PerformanceItem* performance = nullptr;
    const catalogue::TicketTypeItem* ticket_type = nullptr;
    std::int64_t quantity = 0;
    std::int64_t price = 0;
    std::int64_t total = 0;
    std::vector<LineEffect> effects;
    const std::vector<std::string>* holders = nullptr;
    const std::vector<std::map<std::string, std::string>>* answers = nullptr;
    std::optional<SeatsWanted> seats;  // where the performance has any
    std::int64_t tax = 0;              // in the total
    std::vector<CommissionTerms> commissions = {};
    const catalogue::ContingentItem* contingent = nullptr;  // that it draws from
    std::optional<std::int64_t> released =
        {};  // when the channel's was, where it has none any more
    // What others have set aside of its performance.
    std::vector<const catalogue::ContingentItem*> beside = {};
    // Ticket number `index` of the line as it is paid, after offers.
    Taxed ticket(std::int64_t index) const;
    // What is kept of it by each commission: together less than is paid.
    std::vector<std::int64_t> commissions_of(std::int64_t index) const;
};

// A customer that it is for or made by, as the record was.
struct PartySeen {
    std::int64_t id = 0;  // 0: nobody
    std::int64_t version = 0;
};

struct Quote {
    std::shared_ptr<const access::Snapshot> snapshot;  // its epochs are the guards
    std::vector<PricedLine> lines;
    std::vector<LineClaim> claims;
    std::vector<OwnerClaim> owner_claims;
    std::vector<stock::SetAside> set_aside;
    plugins::Terms terms;
    const catalogue::ChannelItem* channel = nullptr;
    const catalogue::LocationItem* location = nullptr;  // where the channel says; a shift's wins
    std::int64_t ticket_count = 0;
    std::int64_t total = 0;      // of the lines
    std::int64_t to_settle = 0;  // of it settled later
    std::string carrier;         // of the delivery; empty: nothing is handed out
    bool needs_shift = false;
    std::optional<std::int64_t> held_until;  // of a registration: when it may be released
    std::optional<std::int64_t> shift;   // the open one it was made with, where that was looked at
    std::vector<Reason> reasons;         // against
    std::vector<Reason> notes;           // why offers do not apply, and locks stay closed
    std::optional<OwnerFacts> owner;     // where a rule asked: a guard
    std::optional<Relations> relations;  // the same of owner and facilitator
    std::optional<std::string> date_of_birth;  // the same of the owner
    PartySeen owner_seen;
    PartySeen facilitator_seen;
    std::string relation_seen;  // between the two, where a token says it
    bool possible() const { return reasons.empty(); }
    // Each line as its seats are asked for; nothing where no line has any. What is set aside for
    // others is known where a turn has counted it.
    std::vector<LineOfSeats> seats(const stock::Ledger* ledger = nullptr) const;
    // The performances of its lines that have seats.
    std::set<const catalogue::PerformanceItem*> halls() const;
};

// What speaks against a line; without a number it is about all of them.
Reason against(std::string rule, std::string message, std::optional<std::int64_t> line = {},
               std::map<std::string, std::int64_t> numbers = {});

// The instance of a channel. Throws what stands in for its answers where it could not be made.
const plugins::Channel& channel_in(const access::Snapshot& snapshot, const std::string& key);

// Whether a channel's kind lets others act for its sellers.
bool lets_others_act(const plugins::Channel& channel);
// Why whoever acts for another may not do it through that seller's channel; nothing where they may.
std::optional<Reason> against_acting(const Caller& caller, const plugins::Channel& channel);

// Makes the quote. Throws where the request is not well formed or a plugin fails; whatever speaks
// against the sale is a reason in the quote.
Quote make_quote(const Call& call, std::shared_ptr<const access::Snapshot> snapshot,
                 const World& world, const Asked& asked);

std::vector<stock::Claim> claims_of(std::span<const LineClaim> claims);
std::vector<std::int64_t> quotas_of(const Quote& quote);
std::vector<stock::Wanted> limits_of(const Quote& quote);
// All of a quote's claims; those of the owner are on quotas that `ledger` has loaded or viewed.
std::vector<LineClaim> all_claims(const Quote& quote, const stock::Ledger& ledger);

// What a quota that ran short means, said with the numbers behind it: a refusal, or the end of the
// offer whose own limit it is.
struct ShortOf {
    std::string offer;
    Reason reason;
};
ShortOf short_of(std::span<const LineClaim> claims, const stock::QuotaRow& quota,
                 std::int64_t set_aside = 0);

// The key of a quota as the plugin that declared it knows it: by plugin and key, whoever's it is.
std::string said_key(const std::string& quota_key);

// The quote as orders.quote answers it.
OrderQuote show_quote(const Quote& quote, const Asked& asked, const Caller& caller);

// What a quote is of and depended on, as text: who made it, what is asked for, epochs by name, the
// versions of what else was read, the prices. `changes` names what differs.
std::string quote_token(const Quote& quote, const Caller& caller);
std::vector<std::string> token_changes(std::string_view before, std::string_view now);

}  // namespace willcall::sales

#endif
