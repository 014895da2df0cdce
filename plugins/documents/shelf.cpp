#include "shelf.hpp"

#include "facts.hpp"
#include "markup.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace {

constexpr std::string_view language_ending = ".language";
constexpr std::string_view page_ending = ".page";
constexpr std::uintmax_t size_most = 256 * 1024;

std::string read_file(const std::filesystem::path& path) {
    std::error_code failed;
    if (std::filesystem::file_size(path, failed) > size_most || failed)
        throw std::runtime_error(failed ? "it can't be read" : "it has more than 256 kB");
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw std::runtime_error("it can't be read");
    return text;
}

// Shipped texts, replaced and joined by those of the folder. A file that is neither a template nor
// a language is a slip of the pen: nobody would use it.
std::map<std::string, std::string> texts_with(const std::string& folder) {
    auto texts = shipped();
    if (folder.empty()) return texts;
    std::error_code failed;
    for (const auto& file : std::filesystem::directory_iterator(folder, failed)) {
        const auto name = file.path().filename().string();
        if (name.starts_with('.') || name.ends_with('~')) continue;
        if (!texts.contains(name) && !name.ends_with(language_ending))
            throw std::runtime_error("`" + name + "` is no template; there are " + [&] {
                std::string names;
                for (const auto& [known, text] : shipped())
                    if (!known.ends_with(language_ending))
                        names += (names.empty() ? "" : ", ") + known;
                return names;
            }() + ", and <tag>.language");
        try {
            texts[name] = read_file(file.path());
        } catch (const std::runtime_error& why) {
            throw std::runtime_error("`" + name + "`: " + why.what());
        }
    }
    if (failed) throw std::runtime_error("`" + folder + "` can't be read: " + failed.message());
    return texts;
}

// What a template is filled with.
const willcall_shape& shape_of(std::string_view name) {
    if (name == "closing.page" || name == "closing.txt")
        return *willcall::shape::of<ClosingFacts>();
    if (name == "payment.page") return *willcall::shape::of<OnePaymentFacts>();
    if (name == "report.page") return *willcall::shape::of<ReportFacts>();
    if (name == "notice.txt") return *willcall::shape::of<NoticeFacts>();
    return *willcall::shape::of<OrderFacts>();
}

std::unique_ptr<const Template> proven(const std::string& name, const std::string& text,
                                       const std::map<std::string, std::string>& words) {
    auto made = std::make_unique<const Template>(text, shape_of(name), words);
    if (name.ends_with(page_ending)) prove_markup(made->blanked());
    return made;
}

}  // namespace

Shelf::Shelf(const std::string& folder) {
    const auto texts = texts_with(folder);
    load_languages(texts);
    for (const auto& [name, text] : texts) {
        if (name.ends_with(language_ending)) continue;
        try {
            templates_.emplace(name, proven(name, text, languages_.at("en").words()));
        } catch (const std::runtime_error& why) {
            throw std::runtime_error("`" + name + "`, " + why.what());
        }
    }
}

void Shelf::load_languages(const std::map<std::string, std::string>& texts) {
    // What the shipped English says is what every language has to say.
    const auto model = Language::read(shipped().at("en.language"), nullptr);
    for (const auto& [name, text] : texts) {
        if (!name.ends_with(language_ending)) continue;
        try {
            languages_.emplace(name.substr(0, name.size() - language_ending.size()),
                               Language::read(text, &model));
        } catch (const std::runtime_error& why) {
            throw std::runtime_error("`" + name + "`, " + why.what());
        }
    }
}

Shelf::Chosen Shelf::language(const std::string& tag, std::string_view other) const {
    for (const auto& wanted : {tag, std::string(other), std::string("en")}) {
        for (const auto& one : {wanted, wanted.substr(0, wanted.find('-'))})
            if (const auto found = languages_.find(one); found != languages_.end())
                return {found->first, found->second};
    }
    throw std::logic_error("there is no English");
}
