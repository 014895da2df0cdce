// print: puts tickets where somebody prints them: into a folder, or behind a download link.
#include "file.hpp"
#include "token.hpp"

#include <willcall/plugin/plugin.hpp>

#include <system_error>

namespace {

// The part of a delivery's content that this plugin needs.
struct Numbered {
    std::string number;
    static constexpr auto fields = std::tuple{
        willcall::field<"number">(&Numbered::number, "number of the order, or its id without one"),
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

class Print final : public willcall::plugin::Delivery {
public:
    struct Settings {
        std::string folder;
        std::string url;
        std::string secret;

        static constexpr auto meaning = "where tickets to print go";
        static constexpr auto fields = std::tuple{
            field<"folder">(&Settings::folder, "where documents are written", at_most(1'000),
                            can_be_left_out),
            field<"url">(&Settings::url, "where the web server shows `<folder>/links`",
                         at_most(1'000), can_be_left_out),
            field<"secret">(&Settings::secret,
                            "makes links unguessable: at least sixteen characters, kept for as "
                            "long as links shall stay what they are",
                            at_most(1'000), can_be_left_out, willcall::secret),
        };
    };

    static constexpr auto takes = std::array{documents("folder", "ticket", "text/plain"),
                                             documents("link", "ticket", "text/plain")};

    explicit Print(const Settings& settings) : settings_(settings) {
        auto& url = settings_.url;
        if (url.empty()) return;
        if (!url.starts_with("https://") && !url.starts_with("http://"))
            throw Failure(WILLCALL_INVALID, "must begin with https:// or http://", "url");
        if (settings_.secret.size() < 16)
            throw Failure(WILLCALL_INVALID, "links need a secret of at least sixteen characters",
                          "secret");
        while (url.ends_with('/')) url.pop_back();
    }

    Outcome deliver(const Job& job) override {
        if (settings_.folder.empty())
            return job.failed("print.folder_unset", "no folder is set for the plugin print");
        try {
            return job.method == "link" ? link(job) : folder(job);
        } catch (const std::system_error& error) {
            return hopeless(error.code()) ? job.failed("print.in_the_way", error.what())
                                          : job.try_later("print.unwritable", error.what());
        }
    }

private:
    // Two jobs never share a name, so a new ticket never overwrites the one it replaces.
    Outcome folder(const Job& job) const {
        auto folder = safe_name(job.content<Numbered>().number);
        if (folder == links) folder += '_';
        for (const auto& document : job.documents)
            write_whole(settings_.folder, folder, name(job.id, document), document.bytes);
        return job.delivered(settings_.folder + "/" + folder + "/" +
                             name(job.id, job.documents.at(0)));
    }
    Outcome link(const Job& job) const {
        if (settings_.url.empty())
            return job.failed("print.link_unset", "links need `url` and `secret` to be set");
        const auto token = link_token(settings_.secret, job.id);
        for (const auto& document : job.documents)
            write_whole(settings_.folder, links, name(token, document), document.bytes);
        return job.delivered(settings_.url + "/" + name(token, job.documents.at(0)));
    }
    static std::string name(std::string_view first, const MadeDocument& document) {
        return safe_name(first) + "-" + safe_name(document.name);
    }

    // Below the folder, so that the web server shows nothing but links.
    static constexpr const char* links = "links";

    Settings settings_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Print>("print", "1.0.0", "tickets into a folder or to a link");
}
