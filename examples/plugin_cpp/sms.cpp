// sms: sends the confirmation of an order as a text message, by way of a spool file that a gateway
// reads: one message a line, `<job> <recipient> <sender>: <text>`.
#include <willcall/plugin/plugin.hpp>

#include <fstream>
#include <mutex>
#include <set>

namespace {

class Sms final : public willcall::plugin::Delivery {
public:
    struct Settings {
        std::string spool;
        std::string sender;

        static constexpr auto meaning = "a gateway for text messages";
        static constexpr auto fields = willcall::in_order{
            field<"spool">(&Settings::spool, "file that the gateway reads", at_least(1)),
            field<"sender">(&Settings::sender, "shown to the recipient", between(1, 11)),
        };
    };
    static constexpr auto takes = documents("confirmation", "text/plain");

    Sms(const Settings& settings, Host host) : settings_(settings) {
        std::ifstream spool(settings_.spool);
        for (std::string job, rest; spool >> job && std::getline(spool, rest);) sent_.insert(job);
        host.log(willcall::plugin::Level::information,
                 "sms: " + std::to_string(sent_.size()) + " messages were sent before");
    }

    // The same job may come again, after a crash or when the answer was lost: it is sent once.
    Outcome deliver(const Job& job) override {
        if (job.recipient.empty() ||
            job.recipient.find_first_not_of("+0123456789") != job.recipient.npos)
            return job.failed("sms.number",
                              "`" + std::string(job.recipient) + "` is no phone number");
        const std::lock_guard lock(writing_);
        const std::string id(job.id);
        if (sent_.contains(id)) return job.delivered("sent before");
        std::ofstream spool(settings_.spool, std::ios::app);
        spool << id << ' ' << job.recipient << ' ' << settings_.sender << ": "
              << one_line(job.documents.at(0).bytes) << std::endl;
        if (!spool) return job.try_later("sms.spool", "can't write to `" + settings_.spool + "`");
        sent_.insert(id);
        return job.delivered();
    }

private:
    // Words with one space between, whatever stood there.
    static std::string one_line(std::string_view text) {
        std::string line;
        for (const char character : text) {
            const bool blank = static_cast<unsigned char>(character) <= ' ';
            if (!blank) line += character;
            else if (!line.empty() && line.back() != ' ') line += ' ';
        }
        return line;
    }

    Settings settings_;
    std::mutex writing_;
    std::set<std::string> sent_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Sms>("sms", "1.0.0", "text messages");
}
