#include "bare_page.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <zint.h>

#include <algorithm>
#include <cstdint>
#include <numbers>
#include <stdexcept>

namespace willcall::bench {

namespace {

constexpr double mm = 72 / 25.4;
struct Colour {
    unsigned value;
};
constexpr Colour white{0xffffff}, ink{0x1b2333}, navy{0x17324d}, grey{0x66707f}, gold{0xe0a526},
    silver{0xc3c9d2}, dashes{0x9aa3af};

cairo_status_t append(void* to, const unsigned char* bytes, unsigned size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

PangoContext* new_context() {
    auto* const context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    auto* const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context, pango_language_from_string("en"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

void set_colour(cairo_t* on, Colour colour) {
    cairo_set_source_rgb(on, (colour.value >> 16U) / 255.0, (colour.value >> 8U & 255U) / 255.0,
                         (colour.value & 255U) / 255.0);
}

// A text that knows its height.
class Words {
public:
    Words(PangoContext* context, double size, bool bold, Colour colour, double width,
          const std::string& text, int lines = 0, PangoAlignment side = PANGO_ALIGN_LEFT)
        : colour_(colour), layout_(pango_layout_new(context)) {
        auto* const font = pango_font_description_new();
        pango_font_description_set_family_static(
            font, "Inter, Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Devanagari, "
                  "Noto Sans Thai");
        pango_font_description_set_size(font, static_cast<int>(size * PANGO_SCALE));
        pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout_, font);
        pango_font_description_free(font);
        pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
        if (lines > 0) {
            pango_layout_set_ellipsize(layout_, PANGO_ELLIPSIZE_END);
            pango_layout_set_height(layout_, -lines);
        }
        pango_layout_set_text(layout_, text.data(), static_cast<int>(text.size()));
        pango_layout_set_alignment(layout_, side);
        pango_layout_set_width(layout_, static_cast<int>(width * PANGO_SCALE));
        int units = 0;
        pango_layout_get_size(layout_, nullptr, &units);
        height = pango_units_to_double(units);
    }
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;
    ~Words() { g_object_unref(layout_); }

    // Gives where it ends.
    double draw(cairo_t* on, double x, double y) const {
        set_colour(on, colour_);
        cairo_move_to(on, x, y);
        pango_cairo_show_layout(on, layout_);
        return y + height;
    }
    double height = 0;

private:
    Colour colour_;
    PangoLayout* layout_;
};

void stroke(cairo_t* on, double thickness, double dash, Colour colour) {
    set_colour(on, colour);
    cairo_set_line_width(on, thickness);
    cairo_set_dash(on, &dash, dash > 0 ? 1 : 0, 0);
    cairo_stroke(on);
    cairo_set_dash(on, nullptr, 0, 0);
}

double rule(cairo_t* on, double x, double y, double width, double thickness, double dash,
            Colour colour) {
    cairo_move_to(on, x, y + thickness / 2);
    cairo_line_to(on, x + width, y + thickness / 2);
    stroke(on, thickness, dash, colour);
    return y + thickness;
}

void round_rectangle(cairo_t* on, double x, double y, double width, double height, double radius) {
    const auto quarter = std::numbers::pi / 2;
    cairo_new_sub_path(on);
    cairo_arc(on, x + width - radius, y + radius, radius, -quarter, 0);
    cairo_arc(on, x + width - radius, y + height - radius, radius, 0, quarter);
    cairo_arc(on, x + radius, y + height - radius, radius, quarter, 2 * quarter);
    cairo_arc(on, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(on);
}

void draw_code(cairo_t* on, double x, double y, double size, const std::string& text) {
    auto* const symbol = ZBarcode_Create();
    symbol->symbology = BARCODE_QRCODE;
    symbol->input_mode = UNICODE_MODE;
    symbol->option_1 = 2;
    if (ZBarcode_Encode(symbol, reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) >= ZINT_ERROR)
        throw std::runtime_error("no code");
    const int modules = symbol->width;
    auto* const mask = cairo_image_surface_create(CAIRO_FORMAT_A1, modules + 8, modules + 8);
    auto* const bits = cairo_image_surface_get_data(mask);
    const int stride = cairo_image_surface_get_stride(mask);
    for (int row = 0; row < modules; ++row)
        for (int module = 0; module < modules; ++module)
            if ((symbol->encoded_data[row][module / 8] >> (module % 8) & 1) != 0)
                reinterpret_cast<std::uint32_t*>(bits + (row + 4) * stride)[(module + 4) / 32] |=
                    1U << static_cast<unsigned>((module + 4) % 32);
    cairo_surface_mark_dirty(mask);
    ZBarcode_Delete(symbol);
    cairo_save(on);
    cairo_translate(on, x, y);
    cairo_set_source_rgb(on, 1, 1, 1);
    cairo_rectangle(on, 0, 0, size, size);
    cairo_fill(on);
    cairo_scale(on, size / (modules + 8), size / (modules + 8));
    cairo_set_source_rgb(on, 0, 0, 0);
    auto* const pattern = cairo_pattern_create_for_surface(mask);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
    cairo_mask(on, pattern);
    cairo_pattern_destroy(pattern);
    cairo_surface_destroy(mask);
    cairo_restore(on);
}

// The head: organiser and which ticket it is, on a ground. Gives where it ends.
double draw_head(cairo_t* on, PangoContext* context, const BareTicket& ticket) {
    const double left = 15 * mm, width = 180 * mm, padding = 6 * mm;
    const double own = width - 2 * padding - 6 * mm - 48 * mm;
    const Words organiser(context, 14, true, white, own, ticket.organiser, 2);
    const Words which(context, 10, false, white, 48 * mm, ticket.which, 0, PANGO_ALIGN_RIGHT);
    const auto inside = std::max(organiser.height, which.height);
    set_colour(on, navy);
    round_rectangle(on, left, left, width, inside + 2 * padding, 3 * mm);
    cairo_fill(on);
    const auto top = left + padding;
    organiser.draw(on, left + padding, top + (inside - organiser.height) / 2);
    which.draw(on, left + padding + own + 6 * mm, top + (inside - which.height) / 2);
    return left + inside + 2 * padding;
}

// When, where, what, at which price. Gives its height.
double draw_facts(cairo_t* on, PangoContext* context, double y, const BareTicket& ticket) {
    const double left = 15 * mm, width = (180 - 10 - 72) * mm, half = (width - 6 * mm) / 2;
    const auto top = y;
    const auto label = [&](const char* text) {
        y = Words(context, 9, false, grey, width, text).draw(on, left, y);
    };
    const auto value = [&](double size, const std::string& text, int lines) {
        y = Words(context, size, false, ink, width, text, lines).draw(on, left, y);
    };
    label("When");
    value(15, ticket.date, 0);
    value(15, ticket.starts, 0);
    y += 5 * mm;
    label("Where");
    value(13, ticket.place, 4);
    y += 5 * mm;
    label("Ticket");
    value(13, ticket.ticket_type, 4);
    y += 5 * mm;
    const Words price(context, 9, false, grey, half, "Price");
    const Words order(context, 9, false, grey, half, "Order");
    const Words amount(context, 13, false, ink, half, ticket.price);
    const Words number(context, 13, false, ink, half, ticket.number);
    price.draw(on, left, y);
    y = amount.draw(on, left, y + price.height);
    const auto across = left + half + 6 * mm;
    order.draw(on, across, y - amount.height - price.height);
    number.draw(on, across, y - amount.height);
    return y - top;
}

double draw_code_box(cairo_t* on, PangoContext* context, double y, const BareTicket& ticket) {
    const double left = (15 + 180 - 72) * mm, width = 72 * mm, padding = 3 * mm, line = 0.3 * mm;
    const Words id(context, 10, false, grey, width - 2 * padding, ticket.id, 0, PANGO_ALIGN_CENTER);
    const auto height = 2 * padding + 66 * mm + 1 * mm + id.height;
    round_rectangle(on, left + line / 2, y + line / 2, width - line, height - line, 3 * mm);
    stroke(on, line, 0, silver);
    draw_code(on, left + padding, y + padding, 66 * mm, ticket.code);
    id.draw(on, left + padding, y + padding + 66 * mm + 1 * mm);
    return height;
}

void draw_page(cairo_t* on, PangoContext* context, const BareTicket& ticket) {
    const double left = 15 * mm, width = 180 * mm;
    auto y = draw_head(on, context, ticket) + 9 * mm;
    y = Words(context, 30, true, ink, width, ticket.event, 4).draw(on, left, y) + 3 * mm;
    y = rule(on, left, y, width, 1.2 * mm, 0, gold) + 8 * mm;
    const auto facts = draw_facts(on, context, y, ticket);
    const auto box = draw_code_box(on, context, y, ticket);
    y += std::max(facts, box) + 10 * mm;
    y = rule(on, left, y, width, 0.3 * mm, 1.5 * mm, dashes) + 5 * mm;
    y = Words(context, 10, false, ink, width,
              "This code admits one person, once. Show it on paper or on your phone.")
            .draw(on, left, y);
    Words(context, 10, false, grey, width, "Keep it to yourself: whoever shows it first goes in.")
        .draw(on, left, y);
    cairo_show_page(on);
}

}  // namespace

std::string bare_pages(const std::string& title, const std::string& created,
                       const std::vector<BareTicket>& tickets) {
    std::string bytes;
    auto* const surface = cairo_pdf_surface_create_for_stream(append, &bytes, 0, 0);
    auto* const on = cairo_create(surface);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    auto* const context = new_context();
    for (const auto& ticket : tickets) {
        cairo_pdf_surface_set_size(surface, 210 * mm, 297 * mm);
        draw_page(on, context, ticket);
    }
    cairo_surface_finish(surface);
    cairo_destroy(on);
    cairo_surface_destroy(surface);
    g_object_unref(context);
    return bytes;
}

}  // namespace willcall::bench
