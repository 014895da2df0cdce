#include "markup.hpp"

#include <glib.h>

#include <charconv>
#include <map>
#include <stdexcept>
#include <utility>

namespace {

constexpr double points_in_mm = 72 / 25.4;

[[noreturn]] void refuse(const std::string& why) { throw std::runtime_error(why); }

double number_of(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !(number >= 0) || number > 5000)
        refuse("`" + std::string(text) + "` is no number");
    return number;
}

double length_of(std::string_view text) {
    if (text.ends_with("mm")) return number_of(text.substr(0, text.size() - 2)) * points_in_mm;
    if (text.ends_with("pt")) return number_of(text.substr(0, text.size() - 2));
    refuse("`" + std::string(text) + "` is no length such as 12mm or 8pt");
}

Colour colour_of(std::string_view text) {
    unsigned value = 0;
    const auto digits = text.substr(text.starts_with('#') ? 1 : text.size());
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 6 || error != std::errc() || end != digits.data() + 6)
        refuse("`" + std::string(text) + "` is no colour such as #1d3557");
    return {(value >> 16U) / 255.0, (value >> 8U & 255U) / 255.0, (value & 255U) / 255.0};
}

template <class Value>
Value word_of(std::string_view text, std::initializer_list<std::pair<const char*, Value>> words) {
    std::string all;
    for (const auto& [word, value] : words) {
        if (text == word) return value;
        all += all.empty() ? word : std::string(", ") + word;
    }
    refuse("`" + std::string(text) + "` is none of " + all);
}

Side side_of(std::string_view text) {
    return word_of<Side>(text, {{"left", Side::start},
                                {"top", Side::start},
                                {"centre", Side::middle},
                                {"middle", Side::middle},
                                {"right", Side::end},
                                {"bottom", Side::end}});
}

// How a template is indented is no part of what it says.
std::string collapsed(std::string_view text) {
    std::string made;
    for (const char character : text) {
        const bool space = std::string_view(" \t\r\n").find(character) != std::string_view::npos;
        if (!space) made += character;
        else if (!made.empty() && made.back() != ' ') made += ' ';
    }
    if (made.ends_with(' ')) made.pop_back();
    return made;
}

// The attributes of an element; each is taken by whoever knows it.
class Attributes {
public:
    // `later`: what a template fills in is not there yet, and blank.
    Attributes(const gchar** names, const gchar** values, bool later) : later_(later) {
        for (; *names != nullptr; ++names, ++values) given_[*names] = *values;
    }
    bool comes_later(const char* name) const {
        const auto found = given_.find(name);
        return later_ && found != given_.end() &&
               found->second.find_first_not_of(' ') == std::string::npos;
    }
    template <class Value, class Read>
    void take(const char* name, Value& value, Read read) {
        const auto found = given_.find(name);
        if (found == given_.end()) return;
        if (!comes_later(name)) value = read(found->second);
        given_.erase(found);
    }
    void take(const char* name, double& value) { take(name, value, length_of); }
    void finish(const std::string& element) const {
        if (!given_.empty())
            refuse("`" + element + "` has no attribute `" + given_.begin()->first + "`");
    }

private:
    bool later_;
    std::map<std::string, std::string, std::less<>> given_;
};

// An element that is open, with what stands in it so far.
struct Open {
    std::string name;
    Style style;
    Blocks blocks;
    std::string text;
    Sheet sheet;
    BoxLook box;
    RowLook row;
    std::vector<Row::Column> columns;
    std::optional<double> width;  // of a column
    double size = 0;              // of a code, a gap, a rule
    double dash = 0;
    int lines = 0;
};

constexpr std::size_t elements_deep_most = 32;

class Reader {
public:
    Reader(Lettering* lettering, std::vector<Sheet>& sheets)
        : lettering_(lettering), sheets_(sheets) {}

    void start(const std::string& name, const gchar** names, const gchar** values) {
        // How a page is cut may come with what it is filled with; how anything else looks may not.
        const bool later = lettering_ == nullptr && (name == "sheet" || name == "column");
        Attributes attributes(names, values, later);
        const std::string parent = open_.empty() ? "" : open_.back().name;
        check_place(name, parent);
        if (open_.size() > elements_deep_most) refuse("elements stand in each other too deep");
        Open one;
        one.name = name;
        if (!open_.empty()) one.style = open_.back().style;
        attributes.take("size", one.style.size, name == "code" ? length_of : number_of);
        if (name == "code") std::swap(one.size, one.style.size);
        attributes.take("weight", one.style.bold, [](std::string_view text) {
            return word_of<bool>(text, {{"normal", false}, {"bold", true}});
        });
        attributes.take("font", one.style.fixed, [](std::string_view text) {
            return word_of<bool>(text, {{"text", false}, {"fixed", true}});
        });
        if (name != "row") attributes.take("align", one.style.align, side_of);
        attributes.take("colour", one.style.colour, colour_of);
        take_own(one, attributes);
        attributes.finish(name);
        open_.push_back(std::move(one));
    }

    void text(std::string_view text) {
        if (open_.empty()) return;
        auto& one = open_.back();
        if (shows_text(one.name)) one.text += text;
        else if (text.find_first_not_of(" \t\r\n") != text.npos)
            refuse("`" + one.name + "` holds no text; put it into `text`");
    }

    void end() {
        auto one = std::move(open_.back());
        open_.pop_back();
        if (open_.empty()) return;
        if (one.name == "sheet") return finish(std::move(one));
        auto& parent = open_.back();
        if (one.name == "header") parent.sheet.header = std::move(one.blocks);
        else if (one.name == "footer") parent.sheet.footer = std::move(one.blocks);
        else if (one.name == "column")
            parent.columns.push_back(
                {one.width, std::make_unique<Box>(BoxLook{}, std::move(one.blocks))});
        else if (auto block = block_of(one)) parent.blocks.push_back(std::move(block));
    }

private:
    static void check_place(const std::string& name, const std::string& parent) {
        const bool holds = parent == "sheet" || parent == "box" || parent == "column" ||
                           parent == "header" || parent == "footer";
        const bool block = name == "text" || name == "code" || name == "gap" || name == "rule" ||
                           name == "box" || name == "row" || name == "page-number";
        const bool right = block              ? holds
                           : name == "sheet"  ? parent == "document"
                           : name == "column" ? parent == "row"
                           : name == "header" || name == "footer"
                               ? parent == "sheet"
                               : name == "document" && parent.empty();
        if (!right)
            refuse("`" + name + "` can't stand " +
                   (parent.empty() ? "here" : "in `" + parent + "`"));
    }

    void take_own(Open& one, Attributes& attributes) const {
        if (one.name == "sheet") {
            const bool proven_later = attributes.comes_later("width");
            attributes.take("width", one.sheet.width);
            attributes.take("height", one.sheet.height);
            attributes.take("margin", one.sheet.margin);
            if (!proven_later && one.sheet.width <= 2 * one.sheet.margin)
                refuse("a sheet is wider than its margins");
        } else if (one.name == "box") {
            attributes.take("padding", one.box.padding);
            attributes.take("radius", one.box.radius);
            attributes.take("border", one.box.border);
            attributes.take("fill", one.box.fill, colour_of);
            attributes.take("stroke", one.box.stroke, colour_of);
        } else if (one.name == "row") {
            one.row.colour = one.style.colour;
            one.row.to_left = to_left();
            attributes.take("gap", one.row.gap);
            attributes.take("height", one.row.height);
            attributes.take("between", one.row.between);
            attributes.take("align", one.row.align, side_of);
        } else if (one.name == "column") {
            attributes.take("width", one.width, length_of);
        } else if (one.name == "gap") {
            attributes.take("height", one.size);
        } else if (one.name == "rule") {
            one.size = 0.75;
            attributes.take("thickness", one.size);
            attributes.take("dash", one.dash);
        } else if (one.name == "text") {
            attributes.take("lines", one.lines, [](std::string_view text) {
                return static_cast<int>(number_of(text));
            });
        }
    }

    static bool shows_text(std::string_view name) {
        return name == "text" || name == "code" || name == "page-number";
    }
    bool to_left() const { return lettering_ != nullptr && lettering_->to_left(); }

    // Null while a template is proven: its texts are not there yet.
    std::unique_ptr<Block> block_of(Open& one) {
        if (one.name == "gap") return std::make_unique<Gap>(one.size);
        if (one.name == "rule") return std::make_unique<Rule>(one.size, one.dash, one.style.colour);
        if (one.name == "box") return std::make_unique<Box>(one.box, std::move(one.blocks));
        if (one.name == "row") return std::make_unique<Row>(one.row, std::move(one.columns));
        if (lettering_ == nullptr) return nullptr;
        const auto text = collapsed(one.text);
        if (one.name == "code") return std::make_unique<Code>(one.size, left_is(one), text);
        if (one.name == "page-number") {
            auto number = std::make_unique<PageNumber>(*lettering_, one.style, text);
            numbers_.push_back(number.get());
            return number;
        }
        return std::make_unique<Text>(*lettering_, one.style, one.lines, text);
    }

    // A code has no direction of its own.
    Side left_is(const Open& one) const {
        if (one.style.align == Side::middle || !to_left()) return one.style.align;
        return one.style.align == Side::start ? Side::end : Side::start;
    }

    void finish(Open one) {
        one.sheet.blocks = std::move(one.blocks);
        one.sheet.numbers = std::exchange(numbers_, {});
        sheets_.push_back(std::move(one.sheet));
    }

    Lettering* lettering_;
    std::vector<Sheet>& sheets_;
    std::vector<Open> open_;
    std::vector<PageNumber*> numbers_;  // of the sheet that is open
};

// Runs work for glib, which is C and knows its own errors only.
template <class Work>
void guarded(GError** error, Work&& work) {
    try {
        work();
    } catch (const std::exception& failure) {
        g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, failure.what());
    }
}

Reader& reader(gpointer data) { return *static_cast<Reader*>(data); }

constexpr GMarkupParser parser = {
    [](GMarkupParseContext*, const gchar* name, const gchar** names, const gchar** values,
       gpointer data,
       GError** error) { guarded(error, [&] { reader(data).start(name, names, values); }); },
    [](GMarkupParseContext*, const gchar*, gpointer data, GError** error) {
        guarded(error, [&] { reader(data).end(); });
    },
    [](GMarkupParseContext*, const gchar* text, gsize size, gpointer data, GError** error) {
        guarded(error, [&] { reader(data).text({text, size}); });
    },
    nullptr, nullptr};

void parse(std::string_view text, Reader& reader) {
    auto* context =
        g_markup_parse_context_new(&parser, G_MARKUP_PREFIX_ERROR_POSITION, &reader, nullptr);
    GError* error = nullptr;
    if (g_markup_parse_context_parse(context, text.data(), static_cast<gssize>(text.size()),
                                     &error))
        g_markup_parse_context_end_parse(context, &error);
    g_markup_parse_context_free(context);
    if (error == nullptr) return;
    // Glib says "Error on line 3 char 12: ", and we say it as we do elsewhere.
    std::string_view why = error->message;
    std::string place;
    if (why.starts_with("Error on ")) {
        place = why.substr(9, why.find(": ") - 9);
        why.remove_prefix(why.find(": "));
        if (const auto middle = place.find(" char "); middle != place.npos)
            place.replace(middle, 6, ", column ");
    }
    const auto said = place + std::string(why);
    g_error_free(error);
    throw std::runtime_error(said);
}

}  // namespace

std::vector<Sheet> sheets_of(std::string_view text, Lettering& lettering) {
    std::vector<Sheet> sheets;
    Reader reader(&lettering, sheets);
    parse(text, reader);
    return sheets;
}

void prove_markup(std::string_view text) {
    std::vector<Sheet> sheets;
    Reader reader(nullptr, sheets);
    parse(text, reader);
    if (sheets.empty()) refuse("it describes no sheet");
}
