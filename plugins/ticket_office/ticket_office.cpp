// ticket_office: a box office, the organiser's own or a partner's. It sells every event until the
// performance ends, unless the event is withdrawn here, under caps of its own, against payment.
#include <willcall/plugin/plugin.hpp>

#include <unordered_map>
#include <unordered_set>

namespace {

using willcall::field;

enum class Handing { print, email, none };
constexpr std::array<const char*, 4> words_of(Handing) {
    return {"print", "email", "none", nullptr};
}

struct Cap {
    std::string event;
    std::string ticket_type;
    std::int64_t quota = 0;

    static constexpr auto meaning = "the most this office may sell of an event";
    static constexpr auto fields = willcall::in_order{
        field<"event">(&Cap::event, "key of the event", willcall::between(1, 64)),
        field<"ticket_type">(&Cap::ticket_type, "only tickets of this type; left out: all of them",
                             willcall::between(0, 64), willcall::can_be_left_out),
        field<"quota">(&Cap::quota, "tickets, all performances together",
                       willcall::between(0, 10'000'000)),
    };
};

// The key of a cap's quota: the parts with a slash between, and none inside a part.
std::string quota_key(std::initializer_list<std::string_view> parts) {
    std::string key;
    for (const auto part : parts) {
        if (!key.empty()) key += '/';
        for (const char character : part) {
            if (character == '%') key += "%25";
            else if (character == '/') key += "%2F";
            else key += character;
        }
    }
    return key;
}

class Office final : public willcall::plugin::Channel {
public:
    struct Settings {
        std::vector<std::string> withdrawn;
        std::vector<Cap> caps;
        Handing delivery = Handing::none;
        std::string location;
        bool refunds = false;
        bool registrations = false;

        static constexpr auto meaning = "a ticket office";
        static constexpr auto fields = willcall::in_order{
            field<"withdrawn">(&Settings::withdrawn, "keys of events not sold here",
                               at_most(10'000)),
            field<"caps">(&Settings::caps, "the most it may sell, besides the events' own quotas",
                          at_most(10'000)),
            field<"delivery">(&Settings::delivery,
                              "how tickets are handed out where the order doesn't say",
                              can_be_left_out),
            field<"location">(&Settings::location,
                              "where it sells, for users who work without a shift", at_most(64),
                              can_be_left_out),
            field<"refunds">(&Settings::refunds, "whether orders are refunded and exchanged here",
                             can_be_left_out),
            field<"registrations">(&Settings::registrations,
                                   "whether registrations are taken, paid and cancelled here",
                                   can_be_left_out),
        };
    };

    Office(const Settings& settings, Host host)
        : withdrawn_(settings.withdrawn.begin(), settings.withdrawn.end()),
          delivery_(settings.delivery),
          location_(settings.location),
          refunds_(settings.refunds),
          registrations_(settings.registrations) {
        for (std::size_t index = 0; index < settings.caps.size(); ++index) {
            const auto& [event, type, quota] = settings.caps[index];
            auto& caps = caps_[event];
            const auto key = type.empty() ? quota_key({host.key(), event})
                                          : quota_key({host.key(), event, type});
            auto& cap = type.empty() ? caps.total : caps.by_type[type];
            if (!cap.key.empty())
                throw Failure(WILLCALL_INVALID, "the event `" + event + "` has this cap already",
                              "caps[" + std::to_string(index) + "]");
            cap = {key, quota};
        }
    }

    void quotas(const Quotas& quotas) const override {
        for (const auto& [event, caps] : caps_) {
            if (!caps.total.key.empty()) quotas.declare(caps.total.key, caps.total.quota);
            for (const auto& [type, cap] : caps.by_type) quotas.declare(cap.key, cap.quota);
        }
    }

    bool sells(const Line& line) const override {
        const std::string event(line.event);
        if (withdrawn_.contains(event))
            return line.refuse("ticket_office.withdrawn",
                               "the event `" + event + "` is withdrawn from this office");
        if (line.now() >= line.ends)
            return line.refuse("ticket_office.finished",
                               "the performance `" + std::string(line.performance) + "` is over",
                               {{"ended", line.ends.microseconds}});
        const auto caps = caps_.find(event);
        if (caps == caps_.end()) return true;
        const auto& [total, by_type] = caps->second;
        if (!total.key.empty()) line.claim(total.key, line.quantity);
        const auto of_type = by_type.find(std::string(line.ticket_type));
        if (of_type != by_type.end()) line.claim(of_type->second.key, line.quantity);
        return true;
    }

    std::optional<Terms> terms(const Sale& sale) const override {
        Terms terms{.payment = Payment::due, .shift = Shift::by_role, .location = location_};
        terms.method = sale.method.empty() ? usual_method() : sale.method;
        if (terms.method == "none") terms.method = {};
        if (terms.method.empty()) return terms;
        terms.recipient = terms.method == "email" ? sale.address() : sale.recipient;
        if (terms.method == "email" && terms.recipient.empty())
            return sale.refuse("ticket_office.recipient_required",
                               "tickets go out by email, but no address is given");
        return terms;
    }

    std::optional<ChangeTerms> change(const Change& change) const override {
        if (change.kind > ChangeKind::exchange)
            return change.refuse("ticket_office.no_transfers",
                                 "tickets of this office stay with who bought them");
        const bool of_sold =
            change.kind == ChangeKind::refund || change.kind == ChangeKind::exchange;
        if (of_sold && !refunds_)
            return change.refuse("ticket_office.no_refunds",
                                 "this office neither refunds nor exchanges");
        if (!of_sold && !registrations_)
            return change.refuse("ticket_office.no_registrations",
                                 "this office takes no registrations");
        return ChangeTerms{.payment = Payment::due, .location = location_};
    }

private:
    struct CapQuota {
        std::string key;  // empty: no cap
        std::int64_t quota = 0;
    };
    struct Caps {
        CapQuota total;
        std::unordered_map<std::string, CapQuota> by_type;
    };

    std::string_view usual_method() const {
        return words_of(delivery_)[static_cast<std::size_t>(delivery_)];
    }

    std::unordered_set<std::string> withdrawn_;
    std::unordered_map<std::string, Caps> caps_;  // by event
    Handing delivery_;
    std::string location_;
    bool refunds_;
    bool registrations_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Office>("ticket_office", "1.0.0",
                                            "ticket offices, the organiser's own and partners'");
}
