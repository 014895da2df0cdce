// print: prints tickets, or puts them where somebody prints them: into a folder, into the box of
// what is picked up at will-call, behind a link.
#include "file.hpp"
#include "ipp.hpp"
#include "thermal.hpp"

#include <willcall/plugin/plugin.hpp>

#include <memory>
#include <system_error>

namespace {

// The part of a delivery's content that this plugin needs.
struct Filed {
    std::string number;
    std::string buyer;
    static constexpr auto fields = willcall::in_order{
        willcall::field<"number">(&Filed::number, "number of the order, or its id without one"),
        willcall::field<"buyer">(&Filed::buyer, "name of the buyer"),
    };
};

// Causes that no later try removes; a full disk or a share that is away is none of them.
bool hopeless(const std::error_code& cause) {
    for (const auto one :
         {std::errc::not_a_directory, std::errc::is_a_directory, std::errc::file_exists,
          std::errc::too_many_symbolic_link_levels, std::errc::filename_too_long})
        if (cause == one) return true;
    return false;
}

constexpr const char* pdf = "application/pdf";

class Print final : public willcall::plugin::Delivery {
public:
    struct Settings {
        std::string folder;
        std::string url;
        std::string printer;
        std::string thermal;
        bool drawer = false;

        static constexpr auto meaning = "where tickets to print go";
        static constexpr auto fields = willcall::in_order{
            field<"folder">(&Settings::folder, "where documents are written", at_most(1'000),
                            can_be_left_out),
            field<"url">(&Settings::url, "what stands before a link: the address of the web server",
                         at_most(1'000), can_be_left_out),
            field<"printer">(&Settings::printer,
                             "a printer that speaks IPP: ipp://printer.example.org/ipp/print",
                             at_most(1'000), can_be_left_out),
            field<"thermal">(&Settings::thermal,
                             "a thermal printer that speaks ESC/POS: its host, or host:port (9100)",
                             at_most(300), can_be_left_out),
            field<"drawer">(&Settings::drawer,
                            "kick the drawer open after what was printed on the roll",
                            can_be_left_out),
        };
    };

    static constexpr auto takes =
        std::array{documents("folder", "ticket", "text/plain"),
                   documents("will_call", "ticket", pdf),
                   as_link(documents("link", "ticket", pdf)),
                   documents("ipp", "ticket", pdf),
                   documents("ipp_raster", "ticket", "image/pwg-raster"),
                   documents("ipp_stub", "stub", pdf),
                   documents("ipp_label", "label", pdf),
                   documents("thermal", "roll", "image/x-portable-bitmap"),
                   documents("thermal_receipt", "receipt", "image/x-portable-bitmap")};

    explicit Print(const Settings& settings)
        : settings_(settings), printer_(printer_at(settings.printer)) {
        auto& url = settings_.url;
        if (url.empty()) return;
        if (!url.starts_with("https://") && !url.starts_with("http://"))
            throw Failure(WILLCALL_INVALID, "must begin with https:// or http://", "url");
        while (url.ends_with('/')) url.pop_back();
    }

    Outcome deliver(const Job& job) override {
        if (job.method.starts_with("ipp")) return on_paper(job);
        if (job.method.starts_with("thermal")) return on_the_roll(job);
        if (job.method == "link") return link(job);
        if (settings_.folder.empty())
            return job.failed("print.folder_unset", "no folder is set for the plugin print");
        try {
            return job.method == "will_call" ? will_call(job) : folder(job);
        } catch (const std::system_error& error) {
            return hopeless(error.code()) ? job.failed("print.in_the_way", error.what())
                                          : job.try_later("print.unwritable", error.what());
        }
    }

private:
    static std::unique_ptr<IppPrinter> printer_at(const std::string& url) {
        if (url.empty()) return nullptr;
        try {
            return std::make_unique<IppPrinter>(url);
        } catch (const std::runtime_error& wrong) {
            throw Failure(WILLCALL_INVALID, wrong.what(), "printer");
        }
    }

    // Under the job's id: however often it comes, the printer has one job of this name.
    Outcome on_paper(const Job& job) const {
        if (!printer_) return job.failed("print.printer_unset", "no printer is set");
        try {
            const auto& document = job.documents.at(0);
            const auto number = printer_->print(
                {std::string(job.id), std::string(document.format), document.bytes, job.first_try},
                [&] { return job.stopped(); });
            return job.delivered(printer_->url() + " job " + std::to_string(number));
        } catch (const NotTaken& cause) {
            return job.failed("print.not_taken", cause.what());
        } catch (const Trouble& cause) {
            return job.try_later("print.trouble", cause.what());
        }
    }

    Outcome on_the_roll(const Job& job) const {
        if (settings_.thermal.empty())
            return job.failed("print.thermal_unset", "no thermal printer is set");
        const auto colon = settings_.thermal.rfind(':');
        const auto port = colon == std::string::npos ? "9100" : settings_.thermal.substr(colon + 1);
        try {
            send_to(settings_.thermal.substr(0, colon), port,
                    escpos_of(job.documents.at(0).bytes, settings_.drawer));
            return job.delivered(settings_.thermal);
        } catch (const Trouble& cause) {
            return job.try_later("print.trouble", cause.what());
        }
    }

    // Two jobs never share a name, so a new ticket never overwrites the one it replaces.
    Outcome folder(const Job& job) const {
        const auto& document = job.documents.at(0);
        return filed(job, safe_name(job.content<Filed>().number),
                     std::string(job.id) + '-' + safe_name(document.name));
    }
    // By the name that somebody will ask for at the window.
    Outcome will_call(const Job& job) const {
        const auto& document = job.documents.at(0);
        return filed(job, "will-call",
                     safe_name(job.content<Filed>().buyer) + '-' + std::string(job.id) + '-' +
                         safe_name(document.name));
    }
    Outcome filed(const Job& job, const std::string& folder, const std::string& name) const {
        write_whole(settings_.folder, folder, name, job.documents.at(0).bytes);
        return job.delivered(settings_.folder + '/' + folder + '/' + name);
    }
    Outcome link(const Job& job) const {
        if (settings_.url.empty())
            return job.failed("print.link_unset", "no `url` is set for links");
        return job.delivered(settings_.url + '/' + std::string(job.documents.at(0).bytes));
    }

    Settings settings_;
    std::unique_ptr<IppPrinter> printer_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Print>("print", "1.0.0",
                                           "tickets to printers, into a folder or to a link");
}
