#include "sales/limits.hpp"

#include "operations/digest.hpp"
#include "operations/email_address.hpp"

#include <array>

namespace willcall::sales {

namespace {

// What a limit stands on. Null: whichever.
struct Subject {
    const catalogue::EventItem* event = nullptr;
    const catalogue::PerformanceItem* performance = nullptr;
    const catalogue::TicketTypeItem* ticket_type = nullptr;

    std::string path() const {
        if (performance != nullptr) return "performance/" + performance->key;
        if (ticket_type != nullptr) return "ticket_type/" + event->key + '/' + ticket_type->key;
        return "event/" + event->key;
    }
    std::string name() const {
        const auto path = this->path();
        return path.substr(path.find('/') + 1);
    }
    bool has(const catalogue::PerformanceItem* of, std::int64_t type) const {
        return of != nullptr && of->event == event &&
               (performance == nullptr || performance == of) &&
               (ticket_type == nullptr || ticket_type->id == type);
    }
};

struct Limited {
    Subject subject;
    Limits limits;
    std::int64_t asked = 0;
    std::vector<std::size_t> lines;
};

class Limiting {
public:
    Limiting(Quote& quote, const Asked& asked) : quote_(quote), asked_(asked) {}

    void apply() {
        for (std::size_t line = 0; line < quote_.lines.size(); ++line) add(line);
        for (const auto& [path, limited] : all_) {
            if (limited.limits.per_order) limit_order(limited);
            if (limited.limits.per_owner) limit_owner(path, limited);
        }
    }

private:
    void add(std::size_t number) {
        const auto& line = quote_.lines[number];
        const auto* event = line.performance->event;
        const std::array<std::pair<Subject, const Limits*>, 3> subjects = {
            {{{event, nullptr, nullptr}, &event->limits},
             {{event, line.performance, nullptr}, &line.performance->limits},
             {{event, nullptr, line.ticket_type}, &line.ticket_type->limits}}};
        for (const auto& [subject, limits] : subjects) {
            if (!limits->per_order && !limits->per_owner) continue;
            auto& limited =
                all_.try_emplace(subject.path(), Limited{subject, *limits, 0, {}}).first->second;
            limited.asked += line.quantity;
            limited.lines.push_back(number);
        }
    }

    std::int64_t beside(const Subject& subject) const {
        if (asked_.beside == nullptr) return 0;
        const auto& catalogue = *quote_.snapshot->catalogue;
        return std::ranges::count_if(*asked_.beside, [&](const TicketRow& ticket) {
            return subject.has(catalogue.performance(ticket.performance), ticket.ticket_type);
        });
    }

    void limit_order(const Limited& limited) {
        const auto all = limited.asked + beside(limited.subject);
        if (all <= *limited.limits.per_order) return;
        refuse("limit.per_order", "one order may have", limited, *limited.limits.per_order,
               {{"asked", all}, {"limit", *limited.limits.per_order}});
    }

    void limit_owner(const std::string& path, const Limited& limited) {
        const auto limit = *limited.limits.per_owner;
        if (limited.asked > limit)
            return refuse("limit.per_owner", "one owner may have", limited, limit,
                          {{"asked", limited.asked}, {"limit", limit}});
        const auto owner = owner_name();
        if (owner.empty()) return;
        for (const auto line : limited.lines)
            quote_.owner_claims.push_back({static_cast<std::int64_t>(line),
                                           {catalogue::owner_quota(owner, path), limit},
                                           quote_.lines[line].quantity,
                                           limited.subject.name()});
    }

    // Of a customer the id; of anybody else the email address, which is not kept in the clear.
    std::string owner_name() const {
        if (asked_.owner != 0) return "customer/" + id_text(asked_.owner);
        if (asked_.buyer == nullptr || asked_.buyer->email.empty()) return {};
        return "email/" + digest(email_key(asked_.buyer->email));
    }

    void refuse(const char* rule, const char* who, const Limited& limited, std::int64_t limit,
                std::map<std::string, std::int64_t> numbers) {
        quote_.reasons.push_back(against(
            rule,
            std::string(who) + ' ' + std::to_string(limit) + " of `" + limited.subject.name() + "`",
            static_cast<std::int64_t>(limited.lines.back()), std::move(numbers)));
    }

    Quote& quote_;
    const Asked& asked_;
    std::map<std::string, Limited> all_;  // by path
};

}  // namespace

void apply_limits(Quote& quote, const Asked& asked) { Limiting(quote, asked).apply(); }

}  // namespace willcall::sales
