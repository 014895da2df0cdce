// What a box office is, without a database and without threads: plain numbers. The tests hold the
// engine against it.
#ifndef WILLCALL_TESTS_SALES_MODEL_HPP
#define WILLCALL_TESTS_SALES_MODEL_HPP

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace willcall::tests {

struct SoldLine {
    std::string performance;
    std::string ticket_type;
    std::int64_t quantity = 1;
};

// What a seller asks for.
struct Sale {
    std::string seller;
    std::vector<SoldLine> lines;
    std::int64_t paid = 0;  // minor units
};

struct Seller {
    std::string channel;
    std::string location;  // empty: sells without payments, shifts and numbers
};

class Model {
public:
    struct Quota {
        std::int64_t capacity = 0;
        std::int64_t sold = 0;
        std::int64_t left() const { return std::max<std::int64_t>(0, capacity - sold); }
    };
    // A quota that does not suffice for what is asked of it.
    struct Shortage {
        std::int64_t asked = 0;
        std::int64_t left = 0;
        std::int64_t capacity = 0;
        auto operator<=>(const Shortage&) const = default;
    };
    // Why a sale is refused; no rule: it is placed.
    struct Verdict {
        std::string rule;
        std::set<Shortage> shortages;  // the refusal names one of them
    };

    std::map<std::string, Seller> sellers;
    std::map<std::string, std::int64_t> prices;  // of ticket types
    std::map<std::string, Quota> performances;
    std::map<std::string, std::int64_t> type_quotas;  // of ticket types, at each performance
    std::map<std::string, Quota> channel_caps;        // for all that is sold in a channel
    std::map<std::string, std::int64_t> open_shifts;  // by seller: the cash taken in it

    std::int64_t total(const Sale& sale) const {
        std::int64_t sum = 0;
        for (const auto& line : sale.lines) sum += prices.at(line.ticket_type) * line.quantity;
        return sum;
    }
    bool takes_payment(const std::string& seller) const {
        return !sellers.at(seller).location.empty();
    }

    Verdict judge(const Sale& sale) const {
        const bool pays = takes_payment(sale.seller);
        if (pays && sale.paid != total(sale)) return {"payment.differs", {}};
        if (!pays && sale.paid != 0) return {"payment.skipped", {}};
        if (pays && !open_shifts.contains(sale.seller)) return {"shift.none_open", {}};
        auto found = shortages(sale);
        return {found.empty() ? "" : "quota.short", std::move(found)};
    }

    std::set<Shortage> shortages(const Sale& sale) const {
        std::set<Shortage> found;
        const auto look = [&](const Quota& quota, std::int64_t asked) {
            if (asked > quota.left()) found.insert({asked, quota.left(), quota.capacity});
        };
        std::map<std::string, std::int64_t> at;
        std::map<std::pair<std::string, std::string>, std::int64_t> of_type;
        std::int64_t all = 0;
        for (const auto& line : sale.lines) {
            at[line.performance] += line.quantity;
            of_type[{line.performance, line.ticket_type}] += line.quantity;
            all += line.quantity;
        }
        for (const auto& [performance, asked] : at) look(performances.at(performance), asked);
        for (const auto& [key, asked] : of_type)
            if (const auto quota = type_quotas.find(key.second); quota != type_quotas.end())
                look({quota->second, sold_of_type(key)}, asked);
        if (const auto cap = channel_caps.find(sellers.at(sale.seller).channel);
            cap != channel_caps.end())
            look(cap->second, all);
        return found;
    }

    // Takes a sale that was judged possible; the number that its order has.
    std::string place(const Sale& sale) {
        ++orders;
        for (const auto& line : sale.lines) {
            performances.at(line.performance).sold += line.quantity;
            sold_[{line.performance, line.ticket_type}] += line.quantity;
            const auto cap = channel_caps.find(sellers.at(sale.seller).channel);
            if (cap != channel_caps.end()) cap->second.sold += line.quantity;
        }
        if (!takes_payment(sale.seller)) return "";
        open_shifts.at(sale.seller) += sale.paid;
        const auto& location = sellers.at(sale.seller).location;
        const auto digits = std::to_string(1'000'000 + ++numbers_[location]).substr(1);
        return location + '-' + digits;
    }

    std::int64_t orders = 0;

private:
    using OfType = std::pair<std::string, std::string>;
    std::int64_t sold_of_type(const OfType& key) const {
        const auto found = sold_.find(key);
        return found == sold_.end() ? 0 : found->second;
    }
    std::map<OfType, std::int64_t> sold_;
    std::map<std::string, std::int64_t> numbers_;  // the last, of each location
};

}  // namespace willcall::tests

#endif
