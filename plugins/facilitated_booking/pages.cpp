#include "pages.hpp"

#include "settings.hpp"

#include <algorithm>

namespace facilitated_booking {

namespace {

constexpr std::size_t longest = 2'000;

// Browsers take out some characters, and read `\` as `/`: what has any of them leads who knows
// where.
bool is_plain(std::string_view text) {
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char one) {
        return static_cast<unsigned char>(one) > ' ' && one != '\x7f' && one != '\\';
    });
}

// Where the path begins of a URL with a host, or of a path on the integrator's own; npos: neither.
std::size_t path_of(std::string_view page) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!page.starts_with(scheme)) continue;
        const auto slash = page.find('/', scheme.size());
        const auto host = page.substr(scheme.size(), slash - scheme.size());
        const bool fine =
            slash != page.npos && !host.empty() && host.find_first_of("@?#%") == host.npos;
        return fine ? slash : page.npos;
    }
    return page.starts_with('/') && !page.starts_with("//") ? 0 : page.npos;
}

// Steps up, written in whatever way, would lead out of a folder.
bool steps_up(std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    std::string plain;
    for (std::size_t at = 0; at < path.size(); ++at) {
        const auto three = path.substr(at, 3);
        const bool dot = three == "%2e" || three == "%2E";
        const bool slash = three == "%2f" || three == "%2F" || three == "%5c" || three == "%5C";
        plain += dot ? '.' : slash ? '/' : path[at];
        if (dot || slash) at += 2;
    }
    plain += '/';
    return plain.find("/../") != plain.npos || plain.find("/./") != plain.npos ||
           plain.find("//") != plain.npos;
}

}  // namespace

Pages::Pages(const std::vector<std::string>& pages) : pages_(pages) {
    for (std::size_t index = 0; index < pages.size(); ++index) {
        const auto& page = pages[index];
        const auto path = is_plain(page) ? path_of(page) : page.npos;
        if (path == page.npos || page.find_first_of("?#", path) != page.npos ||
            steps_up(std::string_view(page).substr(path, page.size() - path -
                                                             (page.ends_with('/') ? 1 : 0))))
            throw Failure(WILLCALL_INVALID,
                          "must be a page's URL, such as https://tickets.example.org/whats-on, or "
                          "a path, without query",
                          "pages[" + std::to_string(index) + "]");
    }
}

bool Pages::allow(std::string_view target) const {
    const auto path = is_plain(target) ? path_of(target) : target.npos;
    if (path == target.npos) return false;
    const auto bare = target.substr(0, target.find_first_of("?#", path));
    return std::ranges::any_of(pages_, [&](const std::string& page) {
        if (bare == page) return true;
        return page.ends_with('/') && bare.starts_with(page) && !steps_up(bare.substr(path));
    });
}

}  // namespace facilitated_booking
