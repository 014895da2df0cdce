// willcall.channel in C++: derive from Channel and answer sells() and terms().
//
// Each configured channel is an instance; Host::key() is its key, `Settings` describes one channel.
// Whatever throws sells nothing: a Refusal with its reason, anything else as a defect. A class with
// `static constexpr bool sells_on_behalf = true` lets somebody act for its sellers.
#ifndef WILLCALL_PLUGIN_CHANNEL_HPP
#define WILLCALL_PLUGIN_CHANNEL_HPP

#include <willcall/plugin/channel.h>
#include <willcall/plugin/sale.hpp>

namespace willcall::plugin {

class Channel : public Words {
public:
    using Quotas = plugin::Quotas;
    enum class Payment : std::int32_t {
        unsaid,  // refuses
        due,     // payments must equal the total
        skipped  // none is taken; the face value stands as "to settle"
    };
    enum class Shift : std::int32_t {
        by_role,  // an open one is needed where the seller's role uses shifts
        unused
    };

    struct Line : SaleLine {
        // "Not on sale here": `return line.refuse("bookshop.closed", "the bookshop is closed");`
        bool refuse(std::string_view rule, std::string_view message, Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return false;
        }
    };

    // How the order is handled. The texts are views: of literals, of members of the instance, or
    // of the sale asked about, never of a local.
    struct Terms {
        Payment payment = Payment::unsaid;
        Shift shift = Shift::by_role;
        std::string_view method = {};     // how tickets are handed out; empty: not at all
        std::string_view recipient = {};  // to whom
        std::string_view location = {};   // where it is sold, if no shift says so
    };

    // The order as a whole.
    struct Sale : Call {
        std::string_view method;       // the delivery asked for; empty: left to the channel
        std::string_view recipient;    // where to, as asked; empty: not said
        std::string_view buyer_email;  // empty: not given
        Money total;
        std::int64_t ticket_count;

        std::nullopt_t refuse(std::string_view rule, std::string_view message,
                              Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return std::nullopt;
        }
        // Where mail goes: the recipient asked for, else the buyer.
        std::string_view address() const { return recipient.empty() ? buyer_email : recipient; }
    };

    enum class ChangeKind : std::int32_t {
        registration = WILLCALL_CHANGE_REGISTRATION,  // placed unpaid: its places are held
        payment = WILLCALL_CHANGE_PAYMENT,            // a registration is paid
        cancellation = WILLCALL_CHANGE_CANCELLATION,  // a registration is given up
        refund = WILLCALL_CHANGE_REFUND,
        exchange = WILLCALL_CHANGE_EXCHANGE,
        transfer = WILLCALL_CHANGE_TRANSFER,  // who sold tickets gives them to somebody else
        returned = WILLCALL_CHANGE_RETURN     // a holder gives tickets back to who sold them
    };

    // What is to happen to an order other than its plain sale, wherever it was sold.
    struct Change : Call {
        ChangeKind kind;
        std::int64_t ticket_count;               // tickets it is about
        Money value;                             // theirs
        Time placed;                             // when the order was
        std::string_view sold_at;                // key of the channel that sold it
        std::vector<std::int64_t> line_tickets;  // of its lines, one by one
        std::int64_t handed_out = 0;  // of a transfer or return: that are with their holders

        // Takes `units` of a quota with the payment of a registration, and with nothing else: a
        // shortage refuses it.
        void claim(std::size_t line, std::string_view key, std::int64_t units) const {
            host_->call->claim(call_, line, as_text(key), units, {});
        }

        std::nullopt_t refuse(std::string_view rule, std::string_view message,
                              Numbers numbers = {}) const {
            reason(rule, message, numbers);
            return std::nullopt;
        }
    };

    // How a change is handled.
    struct ChangeTerms {
        Payment payment = Payment::unsaid;
        Shift shift = Shift::by_role;
        std::string_view location = {};  // where it is done, if no shift says so
    };

    // Whether baskets are held for good here; hide it by a member of the same name to say so.
    static constexpr bool keeps_baskets = false;

    // How users of the channel sign in.
    struct SignIn {
        bool one_device = false;        // each on one at a time; a second one is refused
        bool take_over = true;          // unless it takes over, with the password
        std::int64_t idle_minutes = 0;  // a session unused for so long ends; 0: never
    };

    // How something is handed to whom it is for; views as in the terms.
    struct Handing {
        std::string_view method = {};     // empty: not at all
        std::string_view recipient = {};  // empty: the seller's login
    };

    virtual ~Channel() = default;
    // Declares what is scarce here. In a turn, when settings or tables have changed.
    virtual void quotas(const Quotas&) const {}
    // Whether this line is on sale here; says what it claims. From any thread; reads only.
    virtual bool sells(const Line& line) const = 0;
    // How the order is handled, or nothing: the channel doesn't take it. From any thread; reads
    // only.
    virtual std::optional<Terms> terms(const Sale& sale) const = 0;
    // How this is done here, or nothing: it is not. From any thread; reads only. Of a registration
    // the terms are asked too.
    virtual std::optional<ChangeTerms> change(const Change& change) const {
        return change.refuse("channel.no_changes", "here orders are sold, and nothing else");
    }
    // How its users sign in, as the parties of the call do now. From any thread; reads only.
    virtual SignIn sign_in(const Call&) const { return {}; }
    // Whether whoever sells here is shown this event, or product, in lists of what is sold. From
    // any thread; reads only.
    virtual bool shows(std::string_view event) const {
        static_cast<void>(event);
        return true;
    }
    // Events that this channel has not met: new ones, or all of them where it is new itself. In a
    // turn, before quotas are asked for; what it writes makes a new instance.
    virtual void meet(std::span<const std::string_view>, Turn) const {}
    // How the closing balance of a shift is handed to its seller. From any thread; reads only.
    virtual Handing closing(const Call&) const { return {}; }
};

namespace door {

template <class P>
constexpr std::uint32_t channel_flags() {
    std::uint32_t flags = P::keeps_baskets ? WILLCALL_CHANNEL_KEEPS_BASKETS : 0U;
    if constexpr (requires { P::sells_on_behalf; })
        if (P::sells_on_behalf) flags |= WILLCALL_CHANNEL_ON_BEHALF;
    return flags;
}

template <class P>
struct ChannelDoor {
    static constexpr const char* id = WILLCALL_CHANNEL;

    static willcall_status lines(void* instance, willcall_call* call,
                                 const willcall_sale_line* asked, std::uint64_t asked_size,
                                 willcall_channel_answer* answers, std::uint64_t answer_size,
                                 std::uint64_t count) noexcept {
        return with<P>(instance, call, [&](const P& channel, const willcall_host& host) {
            for (std::uint64_t item = 0; item < count; ++item) {
                const auto line =
                    sale_line<Channel::Line>(host, call, item, element(asked, asked_size, item));
                const willcall_channel_answer answer{on_sale(channel, line) ? 1 : 0, 0};
                put_element(answers, answer_size, item, answer);
            }
        });
    }
    static bool on_sale(const Channel& channel, const Channel::Line& line) {
        try {
            return channel.sells(line);
        } catch (const Refusal& refusal) {
            line.reason(refusal);
            return false;
        }
    }

    static willcall_status terms(void* instance, willcall_call* call, const willcall_sale* asked,
                                 willcall_terms* answer) noexcept {
        return with<P>(instance, call, [&](const P& channel, const willcall_host& host) {
            const auto sale = copied<willcall_sale>(asked, asked->struct_size);
            const auto said = taken(channel, {{host, call},
                                              as_view(sale.method),
                                              as_view(sale.recipient),
                                              as_view(sale.buyer_email),
                                              {sale.total},
                                              sale.ticket_count});
            if (!said) return;
            const willcall_terms made = {answer->struct_size,
                                         1,
                                         static_cast<std::int32_t>(said->payment),
                                         static_cast<std::int32_t>(said->shift),
                                         as_text(said->method),
                                         as_text(said->recipient),
                                         as_text(said->location)};
            put_element(answer, answer->struct_size, 0, made);
        });
    }
    static std::optional<Channel::Terms> taken(const Channel& channel, const Channel::Sale& sale) {
        try {
            return channel.terms(sale);
        } catch (const Refusal& refusal) {
            sale.reason(refusal);
            return std::nullopt;
        }
    }

    static willcall_status change(void* instance, willcall_call* call, const willcall_change* asked,
                                  willcall_change_terms* answer) noexcept {
        return with<P>(instance, call, [&](const P& channel, const willcall_host& host) {
            const auto change = copied<willcall_change>(asked, asked->struct_size);
            const auto said =
                changed(channel, {{host, call},
                                  static_cast<Channel::ChangeKind>(change.kind),
                                  change.ticket_count,
                                  {change.value},
                                  {change.placed},
                                  as_view(change.sold_at),
                                  {change.line_tickets, change.line_tickets + change.line_count},
                                  change.handed_out});
            if (!said) return;
            const willcall_change_terms made = {
                answer->struct_size, 1, static_cast<std::int32_t>(said->payment),
                static_cast<std::int32_t>(said->shift), as_text(said->location)};
            put_element(answer, answer->struct_size, 0, made);
        });
    }
    static std::optional<Channel::ChangeTerms> changed(const Channel& channel,
                                                       const Channel::Change& change) {
        try {
            return channel.change(change);
        } catch (const Refusal& refusal) {
            change.reason(refusal);
            return std::nullopt;
        }
    }

    static willcall_status sign_in(void* instance, willcall_call* call,
                                   willcall_sign_in* rules) noexcept {
        return with<P>(instance, call, [&](const P& channel, const willcall_host& host) {
            const auto said = static_cast<const Channel&>(channel).sign_in({host, call});
            const willcall_sign_in made = {rules->struct_size, said.one_device ? 1 : 0,
                                           said.take_over ? 1 : 0, 0, said.idle_minutes};
            put_element(rules, rules->struct_size, 0, made);
        });
    }

    static willcall_status shows(void* instance, willcall_call* call, const willcall_text* events,
                                 std::uint64_t count, std::int32_t* shown) noexcept {
        return with<P>(instance, call, [&](const P& channel, const willcall_host&) {
            for (std::uint64_t event = 0; event < count; ++event)
                shown[event] = channel.shows(as_view(events[event])) ? 1 : 0;
        });
    }

    static willcall_status meet(void* instance, willcall_call* call, const willcall_text* events,
                                std::uint64_t count) noexcept {
        return with<P>(instance, call, [&](const P& channel, const willcall_host& host) {
            std::vector<std::string_view> keys;
            for (std::uint64_t at = 0; at < count; ++at) keys.push_back(as_view(events[at]));
            static_cast<const Channel&>(channel).meet(keys, Turn(host, call));
        });
    }
    static willcall_status closing(void* instance, willcall_call* call,
                                   willcall_handing* answer) noexcept {
        return with<P>(instance, call, [&](const P& channel, const willcall_host& host) {
            const auto said = static_cast<const Channel&>(channel).closing(Call(host, call));
            const willcall_handing made = {answer->struct_size, 0, as_text(said.method),
                                           as_text(said.recipient)};
            put_element(answer, answer->struct_size, 0, made);
        });
    }

    static const willcall_channel* table(const char*) {
        static const willcall_shape* settings = [] {
            if constexpr (WithSettings<P>) return shape::of<typename P::Settings>();
            else return static_cast<const willcall_shape*>(nullptr);
        }();
        static const willcall_channel made = {sizeof(willcall_channel),
                                              channel_flags<P>(),
                                              settings,
                                              create_keyed<P>,
                                              destroy<P>,
                                              quotas<P>,
                                              lines,
                                              terms,
                                              change,
                                              sign_in,
                                              shows,
                                              meet,
                                              closing};
        return &made;
    }
};

}  // namespace door
}  // namespace willcall::plugin

#endif
