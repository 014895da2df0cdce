// orders.place: from the request to the committed order.
#include "sales/place.hpp"

#include "operations/digest.hpp"

namespace willcall::sales {

namespace {

// How often a quote is made anew before the turn itself makes it.
constexpr int tries_outside_the_turn = 2;

class Place {
public:
    Place(const Needs& needs, Call& call, const PlaceOrder& request)
        : needs_(needs), call_(call), request_(request) {
        asked_.lines = &request.lines;
        asked_.payments = &request.payments;
        asked_.delivery = request.delivery ? &*request.delivery : nullptr;
        asked_.buyer = request.buyer ? &*request.buyer : nullptr;
        asked_.owner = request.owner ? request.owner->number : 0;
        asked_.reference = request.reference;
        order_.asked = &asked_;
        order_.now = call.now;
        order_.key = call.key;
        order_.request_hash = digest(call.request);
    }

    Answered<Order> run() {
        if (call_.in_turn) return run_inside();
        if (asked_.owner != 0) find_owner(*needs_.database->read());
        for (int tries = 0;; ++tries) {
            const bool in_turn = tries >= tries_outside_the_turn;
            if (auto refused = in_turn ? decide_in_turn() : decide_outside())
                return std::move(*refused);
            if (const auto* ended = std::get_if<OfferEnded>(&order_.outcome)) {
                asked_.ended_offers.push_back(ended->offer);
                tries = 0;  // each round ends one more offer, so this ends too
            } else if (std::holds_alternative<Moved>(order_.outcome)) {
                if (auto refused = renew()) return std::move(*refused);
            } else {
                return answer();
            }
        }
    }

private:
    // Invoked by another operation, in its turn: the order stands or falls with it.
    Answered<Order> run_inside() {
        if (asked_.owner != 0) find_owner(*call_.connection);
        for (;;) {
            if (auto refused = decide(*call_.connection)) return std::move(*refused);
            const auto* ended = std::get_if<OfferEnded>(&order_.outcome);
            if (ended == nullptr) return answer();
            asked_.ended_offers.push_back(ended->offer);
        }
    }

    void find_owner(store::Connection& connection) {
        if (!connection.number("select id from customers where id = ?", asked_.owner))
            throw not_found("no customer `" + id_text(asked_.owner) + "`").at("owner");
    }

    std::optional<Refusal> renew() {
        const auto reading = needs_.database->read();
        return needs_.renew(call_, *reading);
    }

    // A refusal if the quote says no, after making sure that it said so from the latest state and
    // that the same request was not placed before.
    std::optional<Refusal> decide_outside() {
        auto refused = quote_anew();
        if (!refused) {
            needs_.turns->join(order_);
            return std::nullopt;
        }
        const auto reading = needs_.database->read();
        if (find_placed(*reading)) return std::nullopt;
        if (access::read_epoch_sum(*reading) != quote_.snapshot->epoch_sum) {
            order_.outcome = Moved{};
            return std::nullopt;
        }
        return refused;
    }

    // The third time: nothing can move any more, since the turn is ours.
    std::optional<Refusal> decide_in_turn() {
        std::optional<Refusal> refused;
        needs_.turns->exclusive([&](store::Connection& turn) {
            needs_.placing->forget();
            refused = needs_.renew(call_, turn);
            if (!refused) refused = decide(turn);
            return !refused && std::holds_alternative<OrderRows>(order_.outcome);
        });
        return refused;
    }

    std::optional<Refusal> decide(store::Connection& turn) {
        auto refused = quote_anew();
        if (refused && find_placed(turn)) return std::nullopt;
        if (refused) return refused;
        store::Waiting* alone = &order_;
        needs_.placing->lead(turn, std::span(&alone, 1));
        return std::nullopt;
    }

    std::optional<Refusal> quote_anew() {
        quote_ = make_quote(call_, needs_.snapshot_of(call_), *needs_.world, asked_);
        order_.quote = &quote_;
        order_.caller = call_.caller;
        auto refused = compare_token();
        if (quote_.possible()) return refused;
        if (!refused) refused.emplace();
        refused->reasons.insert(refused->reasons.end(), quote_.reasons.begin(),
                                quote_.reasons.end());
        return refused;
    }

    // With a quote's token the order is placed only if nothing it depended on has changed.
    std::optional<Refusal> compare_token() {
        if (request_.quote.empty()) return std::nullopt;
        if (quote_.needs_shift) {
            const auto reading = needs_.database->read();
            quote_.shift = reading
                               ->number("select id from shifts where seller = ? and closed is null",
                                        call_.caller->seller.id)
                               .value_or(0);
        }
        const auto changes = token_changes(request_.quote, quote_token(quote_));
        if (changes.empty()) return std::nullopt;
        Refusal refused;
        for (const auto& change : changes)
            refused.reasons.push_back(
                refusal("quote.changed", "`" + change + "` has changed since the quote")
                    .reasons.front());
        return refused;
    }

    bool find_placed(store::Connection& reading) {
        if (order_.key.empty()) return false;
        const auto row = reading.find<IdempotencyRow>(
            "where key = ? and actor = ? and operation = 'orders.place'", order_.key,
            call_.caller->actor.id);
        if (!row) return false;
        if (row->request == order_.request_hash && row->order)
            order_.outcome = Replayed{*row->order};
        else order_.outcome = KeyTaken{};
        return true;
    }

    Answered<Order> answer() {
        if (std::holds_alternative<KeyTaken>(order_.outcome))
            throw Failure(WILLCALL_CONFLICT,
                          "the idempotency key `" + order_.key + "` belongs to another request");
        if (auto* refused = std::get_if<Refusal>(&order_.outcome)) return std::move(*refused);
        if (const auto* replayed = std::get_if<Replayed>(&order_.outcome)) {
            const auto reading = needs_.database->read();
            // Another process may have placed it, of things that this one has not heard of.
            if (access::read_epoch_sum(*reading) != needs_.snapshot_of(call_)->epoch_sum)
                if (auto refused = needs_.renew(call_, *reading)) return std::move(*refused);
            auto rows = load_order(*reading, replayed->order);
            if (!rows) throw Failure(WILLCALL_STORE, "an idempotency key names a missing order");
            return show(*rows, logins_from(*reading));
        }
        return show(std::get<OrderRows>(order_.outcome), [this](std::int64_t user) {
            const auto& caller = *call_.caller;
            return user == caller.seller.id ? caller.seller.login : caller.actor.login;
        });
    }

    Order show(const OrderRows& rows, const LoginOf& login_of) {
        return show_order(rows, *needs_.snapshot_of(call_)->catalogue, login_of,
                          request_.codes ? needs_.code_of : CodeOf{});
    }

    const Needs& needs_;
    Call& call_;
    const PlaceOrder& request_;
    Asked asked_;
    Quote quote_;
    OrderToPlace order_;
};

}  // namespace

Answered<Order> place(const Needs& needs, Call& call, const PlaceOrder& request) {
    return Place(needs, call, request).run();
}

}  // namespace willcall::sales
