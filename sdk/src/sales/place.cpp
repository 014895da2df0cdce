// orders.place and orders.register: from the request to the committed order.
#include "sales/place.hpp"

#include "customers/relations.hpp"
#include "operations/digest.hpp"
#include "operations/writing.hpp"

#include <algorithm>
#include <list>
#include <utility>

namespace willcall::sales {

namespace {

// How often a quote is made anew before the turn itself makes it.
constexpr int tries_outside_the_turn = 2;

enum class As { sale, registration, sale_on_paper };

class Place final : public UnderWay {
public:
    Place(const Needs& needs, Call& call, PlaceOrder request, As as, std::string request_hash)
        : needs_(needs), call_(call), request_(std::move(request)) {
        check_lines();
        order_.operation = as == As::registration ? "orders.register" : "orders.place";
        asked_.registration = as == As::registration;
        asked_.on_paper = as == As::sale_on_paper;
        asked_.complete = true;
        asked_.lines = &request_.lines;
        asked_.payments = &request_.payments;
        asked_.delivery = request_.delivery ? &*request_.delivery : nullptr;
        asked_.reference = request_.reference;
        asked_.promotion_codes = &request_.promotion_codes;
        if (request_.basket) order_.basket = request_.basket->number;
        order_.asked = &asked_;
        order_.now = call.now;
        order_.booked = std::max(call.now, call.booked);
        // In the turn of another operation the key is that operation's.
        if (!call.in_turn) order_.key = call.key;
        order_.request_hash = std::move(request_hash);
    }

    store::Waiting* step() override {
        if (order_.failure) std::rethrow_exception(order_.failure);
        if (call_.in_turn) {
            decide_in(needs_, *call_.connection, {this});
            return nullptr;
        }
        while (tries_ == 0 || is_outdated()) {
            if (tries_++ >= tries_outside_the_turn) {
                decide_in_turn();
                continue;
            }
            try {
                refused_ = quote_anew();
            } catch (const Failure&) {
                // What can't be asked any more may have been asked, and placed, before.
                if (!find_placed(*needs_.database->read())) throw;
                return nullptr;
            }
            if (refused_) doubt_refusal();
            else if (!is_foretold()) return &order_;
        }
        return nullptr;
    }

    // Decides orders in a turn that is theirs or another operation's: all of them together, as if
    // they had come at once, and each for itself.
    static void decide_in(const Needs& needs, store::Connection& turn, std::vector<Place*> orders) {
        // Whatever else was done in this turn was counted elsewhere.
        needs.placing->forget();
        while (!orders.empty()) {
            std::vector<store::Waiting*> waiting;
            for (auto* const one : orders) {
                one->refused_ = one->quote_in(turn);
                if (one->is_to_be_led()) waiting.push_back(&one->order_);
            }
            if (!waiting.empty()) needs.placing->lead(turn, waiting);
            std::erase_if(orders, [&](Place* one) { return !one->is_outdated_in(turn); });
        }
    }

    std::optional<Refusal> answer(willcall_writer& writer) override {
        auto answered = answer();
        if (auto* refused = std::get_if<Refusal>(&answered)) return std::move(*refused);
        write_to(writer, std::get<Order>(answered));
        return std::nullopt;
    }

    Answered<Order> answer() {
        if (refused_) return std::move(*refused_);
        if (const auto* taken = std::get_if<KeyTaken>(&order_.outcome))
            throw key_taken(order_.key, taken->erased);
        if (auto* refused = std::get_if<Refusal>(&order_.outcome)) return std::move(*refused);
        if (const auto* replayed = std::get_if<Replayed>(&order_.outcome)) {
            const auto reading = needs_.database->read();
            // Another process may have placed it, of things that this one has not heard of.
            if (access::read_epoch_sum(*reading) != needs_.snapshot_of(call_)->epoch_sum)
                if (auto refused = renew(*reading)) return std::move(*refused);
            auto rows = load_order(*reading, replayed->order);
            if (!rows) throw Failure(WILLCALL_STORE, "an idempotency key names a missing order");
            return show(as_placed(*reading, std::move(*rows)), logins_from(*reading));
        }
        return show(std::get<OrderRows>(order_.outcome), [this](std::int64_t user) {
            const auto& caller = *call_.caller;
            return user == caller.seller.id ? caller.seller.login : caller.actor.login;
        });
    }

private:
    using Look = std::function<store::Connection&()>;

    void check_lines() const {
        if (request_.basket) {
            if (!request_.lines.empty())
                throw invalid("lines: the basket says what is sold").at("lines");
            if (request_.owner) throw invalid("owner: the basket says whose it is").at("owner");
        } else if (request_.lines.empty()) {
            throw invalid("lines: is missing").at("lines");
        }
    }

    std::optional<Refusal> read_parties(const Look& look) {
        asked_.buyer = request_.buyer ? &*request_.buyer : nullptr;
        asked_.owner = request_.owner ? request_.owner->number : 0;
        asked_.facilitator = 0;
        if (request_.basket) {
            if (auto refused = read_basket(look())) return refused;
        } else if (auto refused = settle_parties(*call_.caller, asked_.owner, asked_.facilitator)) {
            return refused;
        }
        if (asked_.facilitator != 0)
            asked_.names = read_names(look(), asked_.owner, asked_.facilitator);
        if (asked_.buyer != nullptr || (asked_.facilitator == 0 && call_.caller->customer == 0))
            return std::nullopt;
        told_ = told_of(look(), *call_.caller, asked_);
        asked_.buyer = told_ ? &*told_ : nullptr;
        return std::nullopt;
    }

    // What the basket says by now. Where it holds nothing any more it says why.
    std::optional<Refusal> read_basket(store::Connection& connection) {
        auto row = find_basket(connection, *request_.basket, call_.caller->seller.id, "basket");
        if (auto refused = refuse_unless_open(row, order_.now)) return refused;
        if (auto refused = settle_parties(*call_.caller, row)) return refused;
        request_.lines = lines_of(connection, row.id, order_.now);
        if (request_.lines.empty()) return refusal("basket.empty", "the basket holds nothing");
        said_ = said_of(row);
        if (!request_.buyer) asked_.buyer = said_.buyer ? &*said_.buyer : nullptr;
        asked_.owner = row.owner.value_or(0);
        asked_.facilitator = row.facilitator.value_or(0);
        if (request_.promotion_codes.empty()) asked_.promotion_codes = &said_.promotion_codes;
        order_.basket_version = row.version;
        return std::nullopt;
    }

    // Whether the order has to be quoted once more, after what came of it the last time.
    bool is_outdated() {
        if (note_ended_offer()) {
            tries_ = 1;  // each round takes less than the one before, so this ends too
            return true;
        }
        if (refused_) return false;
        if (const auto* overdue = std::get_if<Overdue>(&order_.outcome)) {
            release_in_turn(overdue->quota);
            order_.swept = true;
            tries_ = 1;  // nothing is released twice, so this ends too
            return true;
        }
        if (!std::holds_alternative<Moved>(order_.outcome)) return false;
        refused_ = renew(*needs_.database->read());
        return !refused_;
    }

    bool note_ended_offer() {
        const auto* ended = std::get_if<OfferEnded>(&order_.outcome);
        if (refused_ || ended == nullptr) return false;
        asked_.left[ended->quota] = ended->left;
        return true;
    }

    // A quote that says no counts only if it says so from the latest state, and if the same request
    // was not placed before.
    void doubt_refusal() {
        const auto reading = needs_.database->read();
        const bool placed = find_placed(*reading);
        const bool moved = access::read_epoch_sum(*reading) != quote_.snapshot->epoch_sum;
        if (!placed && !moved && !find_ended_offer(*reading)) return;
        refused_.reset();
        if (!placed && moved) order_.outcome = Moved{};
    }

    // Whoever was told the price without an offer pays that price: the quote is made anew.
    bool find_ended_offer(store::Connection& reading) {
        stock::Ledger ledger;
        auto ended = Placing::ended_offer(reading, ledger, quote_, order_.now, order_.basket);
        if (ended) order_.outcome = *ended;
        return ended.has_value();
    }

    // What a turn would refuse needs no turn. What a basket holds is not looked for.
    bool is_foretold() {
        if (order_.basket != 0 || !needs_.placing->would_fall_short(quote_)) return false;
        auto no = Placing::foretell(*needs_.database->read(), order_);
        if (no) order_.outcome = std::move(*no);
        return no.has_value();
    }

    // The third time: nothing can move any more, since the turn is ours.
    void decide_in_turn() {
        needs_.turns->exclusive([&](store::Connection& turn) {
            needs_.placing->forget();
            refused_ = renew(turn);
            if (!refused_) decide_in(needs_, turn, {this});
            return !refused_ && std::holds_alternative<OrderRows>(order_.outcome);
        });
    }

    std::optional<Refusal> renew(store::Connection& connection) {
        return needs_.renew(call_, connection, order_.operation);
    }

    void release_in_turn(std::int64_t quota) {
        needs_.turns->exclusive([&](store::Connection& turn) { return release(turn, quota); });
    }

    bool release(store::Connection& turn, std::int64_t quota) {
        needs_.placing->forget();
        stock::Ledger ledger;
        return needs_.placing->release_overdue(turn, ledger, quota, order_.now,
                                               needs_.snapshot_of(call_));
    }

    // What the order was placed as before, or could have of an offer, is in its outcome then.
    std::optional<Refusal> quote_in(store::Connection& turn) {
        order_.outcome = Moved{};
        auto refused = quote_anew(&turn);
        if (refused && (find_placed(turn) || find_ended_offer(turn))) return std::nullopt;
        return refused;
    }
    bool is_to_be_led() const { return !refused_ && std::holds_alternative<Moved>(order_.outcome); }

    // The same as is_outdated(), in a turn: nothing moves there.
    bool is_outdated_in(store::Connection& turn) {
        if (note_ended_offer()) return true;
        const auto* overdue = std::get_if<Overdue>(&order_.outcome);
        if (refused_ || overdue == nullptr) return false;
        release(turn, overdue->quota);
        order_.swept = true;
        return true;
    }

    std::optional<Refusal> quote_anew(store::Connection* turn = nullptr) {
        // One reading for all that is looked up, if anything is.
        std::optional<store::Reading> reading;
        const Look look = [&]() -> store::Connection& {
            if (turn != nullptr) return *turn;
            if (!reading) reading.emplace(needs_.database->read());
            return **reading;
        };
        asked_.read_owner = [&] { return read_owner(look(), asked_.owner); };
        asked_.look = look;
        order_.quote = &quote_;
        order_.caller = call_.caller;
        quote_ = {};
        quote_.snapshot = needs_.snapshot_of(call_);
        auto refused = quote_by(look);
        asked_.read_owner = {};  // the reading ends here
        asked_.look = {};
        return refused;
    }

    std::optional<Refusal> quote_by(const Look& look) {
        if (auto refused = read_parties(look)) return refused;
        quote_ = make_quote(call_, quote_.snapshot, *needs_.world, asked_);
        auto refused = refuse_from_store(look);
        if (quote_.possible()) return refused;
        if (!refused) refused.emplace();
        refused->reasons.insert(refused->reasons.end(), quote_.reasons.begin(),
                                quote_.reasons.end());
        return refused;
    }

    // What speaks against the quote and is not in the snapshot.
    std::optional<Refusal> refuse_from_store(const Look& look) {
        if (!request_.quote.empty() && quote_.needs_shift) {
            const auto shift = find_open_shift(look(), call_.caller->seller.id);
            quote_.shift = shift ? shift->id : 0;
        }
        // Whoever is merged or erased after this moves an epoch, and the order is quoted anew.
        std::optional<Refusal> inactive;
        if (asked_.owner != 0 || asked_.facilitator != 0)
            inactive = look_for_parties(look(), asked_, quote_);
        auto changed = compare_token(look);
        return changed ? changed : inactive;
    }

    // With a quote's token the order is placed only if nothing it depended on has changed.
    std::optional<Refusal> compare_token(const Look& look) {
        if (request_.quote.empty()) return std::nullopt;
        if (asked_.facilitator != 0)
            quote_.relation_seen =
                customers::relation_version(look(), asked_.facilitator, asked_.owner);
        const auto changes = token_changes(request_.quote, quote_token(quote_, *call_.caller));
        if (changes.empty()) return std::nullopt;
        Refusal refused;
        for (const auto& change : changes)
            refused.reasons.push_back(
                against("quote.changed", "`" + change + "` has changed since the quote"));
        return refused;
    }

    bool find_placed(store::Connection& reading) {
        auto placed = Placing::placed_before(reading, order_);
        if (placed) order_.outcome = std::move(*placed);
        return placed.has_value();
    }

    Order show(const OrderRows& rows, const LoginOf& login_of) {
        return show_order(rows, *needs_.snapshot_of(call_)->catalogue, login_of,
                          request_.codes ? needs_.code_of : CodeOf{});
    }

    const Needs& needs_;
    Call& call_;
    PlaceOrder request_;
    BasketSaid said_;            // of the basket it is placed from
    std::optional<Buyer> told_;  // who is, where no buyer is named
    Asked asked_;
    Quote quote_;
    OrderToPlace order_;
    std::optional<Refusal> refused_;
    int tries_ = 0;
};

Answered<Order> run(const Needs& needs, Place&& placing) {
    while (auto* const waiting = placing.step()) needs.turns->join(*waiting);
    return placing.answer();
}

PlaceOrder as_order(RegisterOrder request) {
    PlaceOrder order;
    order.lines = std::move(request.lines);
    order.basket = request.basket;
    order.delivery = std::move(request.delivery);
    order.buyer = std::move(request.buyer);
    order.owner = request.owner;
    order.reference = std::move(request.reference);
    order.promotion_codes = std::move(request.promotion_codes);
    return order;
}

}  // namespace

Answered<Order> place(const Needs& needs, Call& call, PlaceOrder request) {
    return run(needs, Place(needs, call, std::move(request), As::sale, digest(call.request)));
}

std::unique_ptr<UnderWay> begin_place(const Needs& needs, Call& call, PlaceOrder request) {
    return std::make_unique<Place>(needs, call, std::move(request), As::sale, digest(call.request));
}

Answered<Order> place_on_paper(const Needs& needs, Call& call, PlaceOrder request) {
    return run(needs,
               Place(needs, call, std::move(request), As::sale_on_paper, digest(call.request)));
}

std::vector<Answered<Order>> place_each(const Needs& needs, Call& call,
                                        std::vector<PlaceOrder> requests) {
    std::list<Place> orders;
    std::vector<Place*> all;
    all.reserve(requests.size());
    const auto hash = digest(call.request);
    for (auto& request : requests)
        all.push_back(&orders.emplace_back(needs, call, std::move(request), As::sale, hash));
    Place::decide_in(needs, *call.connection, all);
    std::vector<Answered<Order>> answers;
    answers.reserve(all.size());
    for (auto& order : orders) answers.push_back(order.answer());
    return answers;
}

Answered<Order> place_registration(const Needs& needs, Call& call, RegisterOrder request) {
    return run(needs, Place(needs, call, as_order(std::move(request)), As::registration,
                            digest(call.request)));
}

std::unique_ptr<UnderWay> begin_registration(const Needs& needs, Call& call,
                                             RegisterOrder request) {
    return std::make_unique<Place>(needs, call, as_order(std::move(request)), As::registration,
                                   digest(call.request));
}

}  // namespace willcall::sales
