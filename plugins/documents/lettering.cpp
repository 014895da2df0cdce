// Text: set by pango, which knows every script and finds a font for it.
#include "blocks.hpp"

#include <pango/pangocairo.h>

namespace {

// Inter first: it is made for small print, and what is embedded of it is small. What it lacks comes
// from Noto, and what these lack from whatever the machine has.
constexpr const char* families =
    "Inter, Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Devanagari, Noto Sans Thai";
constexpr const char* fixed_families = "Noto Sans Mono, DejaVu Sans Mono";

int units(double points) { return static_cast<int>(points * PANGO_SCALE); }

// Where the document's language begins, so that an Arabic name in an English column stands in line
// with the rest. Pango turns left and right round where a text runs against its context.
PangoAlignment alignment(Side side, bool from_right, bool against) {
    if (side == Side::middle) return PANGO_ALIGN_CENTER;
    const bool at_left = (side == Side::start) != from_right;
    return at_left != against ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
}

// Of its first letter that has one. The layout knows it too, but would be set for it before its
// width is known, and then once more; pango offers nothing in place of what it calls deprecated.
PangoDirection direction_of(std::string_view text) {
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    return pango_find_base_dir(text.data(), static_cast<int>(text.size()));
    G_GNUC_END_IGNORE_DEPRECATIONS
}

// Glyphs that stand for a character no font has carry it in their number.
void note_missing(PangoLayout* layout, Lettering& lettering) {
    auto* at = pango_layout_get_iter(layout);
    do {
        const auto* run = pango_layout_iter_get_run_readonly(at);
        for (int glyph = 0; run != nullptr && glyph < run->glyphs->num_glyphs; ++glyph) {
            const auto number = run->glyphs->glyphs[glyph].glyph;
            if (number != PANGO_GLYPH_EMPTY && (number & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
                lettering.miss(number & ~PANGO_GLYPH_UNKNOWN_FLAG);
        }
    } while (pango_layout_iter_next_run(at));
    pango_layout_iter_free(at);
}

}  // namespace

// A font map belongs to its thread and is kept by it, with every font it has opened.
Lettering::Lettering(const std::string& language, bool to_left)
    : context_(pango_font_map_create_context(pango_cairo_font_map_get_default())),
      to_left_(to_left) {
    // Set as on paper: the same on every surface, whatever the machine prefers on its screen.
    auto* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_, options);
    cairo_font_options_destroy(options);
    // One character may look otherwise in Japanese than in Chinese.
    pango_context_set_language(context_, pango_language_from_string(language.c_str()));
    pango_context_set_base_dir(context_, to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_cairo_context_set_resolution(context_, 72);
    pango_context_set_round_glyph_positions(context_, FALSE);
}
Lettering::~Lettering() { g_object_unref(context_); }

Text::Text(Lettering& lettering, const Style& style, int lines, std::string_view text)
    : lettering_(lettering), colour_(style.colour), layout_(pango_layout_new(lettering.context())) {
    auto* font = pango_font_description_new();
    pango_font_description_set_family_static(font, style.fixed ? fixed_families : families);
    pango_font_description_set_size(font, units(style.size));
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout_, font);
    pango_font_description_free(font);
    pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
    // What is copied from paper may not have gained a hyphen where its line ends.
    auto* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout_, attributes);
    pango_attr_list_unref(attributes);
    if (lines > 0) {
        pango_layout_set_ellipsize(layout_, PANGO_ELLIPSIZE_END);
        pango_layout_set_height(layout_, -lines);
    }
    pango_layout_set_text(layout_, text.data(), static_cast<int>(text.size()));
    const auto own = direction_of(text);
    const bool to_left =
        own == PANGO_DIRECTION_NEUTRAL ? lettering.to_left() : own == PANGO_DIRECTION_RTL;
    pango_layout_set_alignment(
        layout_, alignment(style.align, lettering.to_left(), to_left != lettering.to_left()));
}
Text::~Text() { g_object_unref(layout_); }

double Text::lay_out(double width) {
    pango_layout_set_width(layout_, units(width));
    int height = 0;
    pango_layout_get_size(layout_, nullptr, &height);
    if (pango_layout_get_unknown_glyphs_count(layout_) > 0) note_missing(layout_, lettering_);
    return pango_units_to_double(height);
}

void Text::draw(cairo_t* on, double x, double y) const {
    cairo_set_source_rgb(on, colour_.red, colour_.green, colour_.blue);
    cairo_move_to(on, x, y);
    pango_cairo_show_layout(on, layout_);
}

void PageNumber::count(std::size_t page, std::size_t pages) {
    auto text = pattern_;
    for (const auto& [name, number] : {std::pair("{pages}", pages), std::pair("{page}", page)})
        if (const auto at = text.find(name); at != text.npos)
            text.replace(at, std::string_view(name).size(), std::to_string(number));
    text_ = std::make_unique<Text>(lettering_, style_, 0, text);
    text_->lay_out(width_);
}
