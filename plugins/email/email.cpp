// email: sends confirmations with their tickets, closing balances, and notices of what is lost or
// registered, through an SMTP server.
#include "address.hpp"
#include "calendar.hpp"
#include "message.hpp"
#include "smtp.hpp"

#include <willcall/plugin/one_line.hpp>
#include <willcall/plugin/plugin.hpp>

#include <algorithm>
#include <fstream>

namespace {

enum class Tls { required, off };
constexpr std::array<const char*, 3> words_of(Tls) { return {"required", "off", nullptr}; }

constexpr std::int64_t second = 1'000'000;

// One for each performance, in the order of the tickets.
std::vector<Appointment> appointments_of(const willcall::DeliveryContent& order) {
    std::vector<Appointment> appointments;
    for (const auto& ticket : order.tickets) {
        if (!ticket.starts || !ticket.ends) continue;  // a product has no date
        Appointment one{ticket.event, ticket.place, order.organiser + ", " + order.number,
                        ticket.starts->microseconds / second, ticket.ends->microseconds / second};
        if (std::ranges::find(appointments, one) == appointments.end())
            appointments.push_back(std::move(one));
    }
    return appointments;
}

class Email final : public willcall::plugin::Delivery {
public:
    struct Settings {
        std::string smtp, from, from_name, reply_to;
        Tls tls = Tls::required;
        std::string ca_file, username, password;
        std::int64_t connect_seconds = 10;
        std::int64_t send_seconds = 30;

        static constexpr auto meaning = "how mail is sent";
        static constexpr auto fields = willcall::in_order{
            field<"smtp">(&Settings::smtp,
                          "the server: smtp://host:port, or smtps:// where TLS comes first",
                          at_most(1'000), can_be_left_out),
            field<"from">(&Settings::from, "address that mails come from, and bounces go to",
                          at_most(254), can_be_left_out),
            field<"from_name">(&Settings::from_name, "name beside it; left out: the organisation's",
                               at_most(200), can_be_left_out),
            field<"reply_to">(&Settings::reply_to, "address that answers go to", at_most(254),
                              can_be_left_out),
            field<"tls">(&Settings::tls, "with smtp://: whether the server must begin TLS",
                         can_be_left_out),
            field<"ca_file">(&Settings::ca_file,
                             "certificates to trust, as PEM; left out: those of the system",
                             at_most(1'000), can_be_left_out),
            field<"username">(&Settings::username, "to sign in with", at_most(254),
                              can_be_left_out),
            field<"password">(&Settings::password, "to sign in with", at_most(1'000),
                              can_be_left_out, willcall::secret),
            field<"connect_seconds">(&Settings::connect_seconds, "most to wait for a connection",
                                     between(1, 30), can_be_left_out),
            // The engine begins a job only while a minute of its lease is left.
            field<"send_seconds">(&Settings::send_seconds, "most to wait for one mail",
                                  between(1, 30), can_be_left_out),
        };
    };

    static constexpr auto takes = std::array{documents("confirmation", "text/plain"),
                                             if_made(documents("confirmation", "text/html")),
                                             if_made(documents("ticket", "application/pdf")),
                                             otherwise(documents("ticket", "text/plain")),
                                             documents("closing", "text/plain"),
                                             documents("closing", "application/pdf"),
                                             documents("notice", "text/plain")};

    explicit Email(const Settings& settings) : settings_(settings), client_(server_of(settings)) {
        if (!settings.smtp.empty()) check();
    }

    bool carries(std::string_view) const override { return !settings_.smtp.empty(); }

    Outcome deliver(const Job& job) override {
        const std::string to(job.recipient);
        if (!is_address(to))
            return job.failed("email.no_address",
                              "`" + willcall::plugin::one_line(to) + "` is none");
        const auto mail = message(job, to);
        const auto answer = client_.send({with_ascii_domain(settings_.from), with_ascii_domain(to)},
                                         mail, [&] { return job.stopped(); });
        switch (answer.kind) {
        case SmtpAnswer::Kind::accepted: return job.delivered(answer.text);
        case SmtpAnswer::Kind::refused: return job.failed("email.refused", answer.text);
        default: return job.try_later("email.not_now", answer.text);
        }
    }

private:
    static SmtpServer server_of(const Settings& settings) {
        return {settings.smtp,
                settings.tls == Tls::required,
                settings.ca_file,
                settings.username,
                settings.password,
                static_cast<long>(settings.connect_seconds),
                static_cast<long>(settings.send_seconds)};
    }
    void check() const {
        const auto wrong = [](const char* field, std::string why) {
            throw Failure(WILLCALL_INVALID, std::move(why), field);
        };
        if (auto fault = fault_of_url(settings_.smtp); !fault.empty()) wrong("smtp", fault);
        if (!is_address(settings_.from)) wrong("from", "must be an email address");
        if (!settings_.reply_to.empty() && !is_address(settings_.reply_to))
            wrong("reply_to", "must be an email address");
        if (settings_.username.empty() != settings_.password.empty())
            wrong(settings_.username.empty() ? "username" : "password",
                  "`username` and `password` go together");
        if (!settings_.password.empty() && settings_.tls == Tls::off &&
            !settings_.smtp.starts_with("smtps://"))
            wrong("tls", "a password is never sent in the clear");
        if (!settings_.ca_file.empty() && !std::ifstream(settings_.ca_file))
            wrong("ca_file", "can't be read");
    }

    std::string message(const Job& job, const std::string& to) const {
        const auto order = job.content();
        // Of an order its confirmation and tickets, of a shift its closing balance, or a notice
        // alone: the text comes first, and what is attached last.
        const auto& text = job.documents.front();
        const auto* const html = job.document("confirmation", "text/html");
        const auto& paper = job.documents.back();
        const auto sent = job.promised.microseconds / second;
        const auto domain = std::string(domain_of(with_ascii_domain(settings_.from)));
        Letter letter;
        letter.id = job.id;
        letter.sent = sent;
        letter.from = settings_.from;
        letter.from_name = settings_.from_name.empty() ? order.organiser : settings_.from_name;
        letter.reply_to = settings_.reply_to;
        letter.to = to;
        letter.to_name = order.buyer;
        letter.subject = text.title.empty() ? order.organiser + ": " + order.number : text.title;
        letter.language = order.language;
        letter.text = text.bytes;
        if (html != nullptr) letter.html = html->bytes;
        if (&paper != &text)
            letter.attachments.push_back(
                {std::string(paper.name), std::string(paper.format), std::string(paper.bytes)});
        // Named after the order, so that tickets issued anew bring the same entries.
        if (const auto appointments = appointments_of(order); !appointments.empty())
            letter.attachments.push_back(
                {"calendar.ics", "text/calendar; method=PUBLISH",
                 calendar_of(appointments, std::to_string(order.order.number), domain, sent)});
        return message_of(letter);
    }

    Settings settings_;
    SmtpClient client_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Email>("email", "1.0.0", "confirmations and tickets by SMTP");
}
