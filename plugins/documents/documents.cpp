// documents: tickets, receipts, confirmations, balances and tables, from templates.
#include "facts.hpp"
#include "markup.hpp"
#include "pages.hpp"
#include "shelf.hpp"

#include <willcall/plugin/one_line.hpp>
#include <willcall/plugin/plugin.hpp>

#include <chrono>
#include <cstdio>

namespace {

// What is made, of which template, and by which word of the language it is called; empty: by what
// it is about.
struct Recipe {
    const char* kind;
    const char* format;
    const char* source;
    const char* word;
};
constexpr const char* pdf = "application/pdf";
constexpr const char* bitmaps = "image/x-portable-bitmap";
constexpr const char* raster = "image/pwg-raster";
constexpr const char* plain = "text/plain";

constexpr std::array recipes{
    Recipe{"ticket", pdf, "ticket.page", "tickets"},
    Recipe{"ticket", raster, "ticket.page", "tickets"},
    Recipe{"ticket", plain, "ticket.txt", "tickets"},
    Recipe{"roll", pdf, "roll.page", "tickets"},
    Recipe{"roll", bitmaps, "roll.page", "tickets"},
    Recipe{"stub", pdf, "stub.page", "tickets"},
    Recipe{"stub", raster, "stub.page", "tickets"},
    Recipe{"label", pdf, "label.page", "tickets"},
    Recipe{"label", raster, "label.page", "tickets"},
    Recipe{"receipt", pdf, "receipt.page", "receipt"},
    Recipe{"receipt", bitmaps, "receipt.page", "receipt"},
    Recipe{"confirmation", plain, "confirmation.txt", "confirmation"},
    Recipe{"confirmation", "text/html", "confirmation.html", "confirmation"},
    Recipe{"closing", pdf, "closing.page", "closing"},
    Recipe{"closing", plain, "closing.txt", "closing"},
    Recipe{"notice", plain, "notice.txt", ""},
    Recipe{"payment", pdf, "payment.page", "payment"},
    Recipe{"report", pdf, "report.page", ""},
};

const Recipe& recipe_of(std::string_view kind, std::string_view format) {
    for (const auto& recipe : recipes)
        if (kind == recipe.kind && format == recipe.format) return recipe;
    throw std::logic_error("nobody asked for this document");
}

// "2018-11-08T20:00:00Z"
std::string stamp_of(willcall::Time time) {
    const auto at =
        std::chrono::floor<std::chrono::seconds>(std::chrono::sys_time<std::chrono::microseconds>{
            std::chrono::microseconds{time.microseconds}});
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day day{midnight};
    const std::chrono::hh_mm_ss clock{at - midnight};
    std::array<char, 32> text{};
    const auto size = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string utf8(char32_t character) {
    std::string text;
    const auto add = [&](unsigned byte) { text += static_cast<char>(byte); };
    const auto rest = [&](unsigned shift) { add(0x80U | (character >> shift & 0x3FU)); };
    if (character < 0x80) return add(character), text;
    if (character < 0x800) return add(0xC0U | character >> 6U), rest(0), text;
    if (character < 0x10000) return add(0xE0U | character >> 12U), rest(6), rest(0), text;
    return add(0xF0U | character >> 18U), rest(12), rest(6), rest(0), text;
}

class Documents final : public willcall::plugin::Document {
public:
    struct Settings {
        std::string folder;

        static constexpr auto meaning = "how documents look and speak";
        static constexpr auto fields = willcall::in_order{
            field<"folder">(&Settings::folder,
                            "templates and languages of your own, in place of the shipped ones",
                            at_most(1'000), can_be_left_out),
        };
    };
    static constexpr auto makes = [] {
        std::array<willcall_document_kind, recipes.size()> all{};
        for (std::size_t at = 0; at < all.size(); ++at)
            all[at] = document(recipes[at].kind, recipes[at].format);
        return all;
    }();

    explicit Documents(const Settings& settings) try : shelf_(settings.folder) {
    } catch (const std::runtime_error& why) {
        throw Failure(WILLCALL_INVALID, why.what(), "folder");
    }

    std::string make(const Wanted& wanted) const override {
        if (wanted.kind == "closing") {
            const auto shift = wanted.content<willcall::ClosingContent>();
            return made(wanted, shift, shift.seller, shift.closed);
        }
        if (wanted.kind == "payment") {
            const auto payment = wanted.content<willcall::PaymentContent>();
            return made(wanted, payment, payment.number, payment.taken);
        }
        if (wanted.kind == "report") {
            const auto table = wanted.content<willcall::ReportContent>();
            return made(wanted, table, table.title, table.made);
        }
        if (wanted.kind == "notice") {
            const auto notice = wanted.content<willcall::NoticeContent>();
            return made(wanted, notice, notice.number, notice.at, "notice_" + notice.reason);
        }
        const auto order = wanted.content();
        return made(wanted, order, order.number, order.placed);
    }

private:
    // `number` tells it apart from others of its kind, `time` is what it is about; `word` is what
    // it is called, where its recipe does not say.
    template <class Content>
    std::string made(const Wanted& wanted, const Content& content, const std::string& number,
                     willcall::Time time, std::string word = {}) const {
        const auto& recipe = recipe_of(wanted.kind, wanted.format);
        const auto organisation = wanted.organisation();
        const auto& [tag, language] = shelf_.language(content.language, organisation.language);
        if (word.empty()) word = recipe.word;
        const auto title = willcall::plugin::one_line(
            language.title(content.organiser, language.in_words(word), number));
        wanted.title(title);
        const auto facts = facts_of(content, organisation, tag, language);
        const auto harmless = wanted.format == plain ? Harmless::text : Harmless::markup;
        auto text = shelf_.find(recipe.source).filled({facts, harmless});
        if (wanted.format.starts_with("text/")) return text;
        Lettering lettering(tag, facts.direction == "rtl");
        try {
            auto bytes = drawn(sheets_of(text, lettering), wanted.format, {title, stamp_of(time)});
            warn(wanted, lettering);
            return bytes;
        } catch (const std::runtime_error& why) {
            throw Refusal("documents.unmakeable",
                          "the document can't be made: " + std::string(why.what()));
        }
    }

    static std::string drawn(const std::vector<Sheet>& sheets, std::string_view format,
                             const About& about) {
        if (format == bitmaps) return bitmaps_of(sheets);
        if (format == raster) return raster_of(sheets);
        return pdf_of(sheets, about);
    }

    static void warn(const Wanted& wanted, const Lettering& lettering) {
        for (const auto character : lettering.missing()) {
            std::array<char, 16> number{};
            std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(character));
            wanted.log(willcall::plugin::Level::warning,
                       "no font of this machine has the character `" + utf8(character) + "` (" +
                           number.data() + ")");
        }
    }

    Shelf shelf_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Documents>(
        "documents", "1.0.0", "tickets, receipts, confirmations, balances, tables");
}
