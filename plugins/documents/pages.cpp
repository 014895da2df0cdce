#include "pages.hpp"

#include <cairo-pdf.h>

#include <stdexcept>

namespace {

void check(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("cairo: ") + cairo_status_to_string(status));
}

double lay_out(const Blocks& blocks, double width, std::vector<double>& heights) {
    double all = 0;
    for (const auto& block : blocks) all += heights.emplace_back(block->lay_out(width));
    return all;
}

// Lets a sheet's blocks run over as many pages as they need. A block is never broken; one that is
// higher than a page is cut off at its foot.
class Flow {
public:
    Flow(const Sheet& sheet, const NewPage& new_page) : sheet_(sheet), new_page_(new_page) {}

    void run() {
        const auto width = sheet_.width - 2 * sheet_.margin;
        header_height_ = lay_out(sheet_.header, width, header_heights_);
        footer_height_ = lay_out(sheet_.footer, width, footer_heights_);
        std::vector<double> heights;
        const auto all = lay_out(sheet_.blocks, width, heights);
        const auto around = header_height_ + footer_height_ + 2 * sheet_.margin;
        height_ = sheet_.height > 0 ? sheet_.height : all + around;
        const auto firsts = firsts_of_pages(heights, height_ - around);
        for (std::size_t page = 0; page < firsts.size(); ++page) {
            for (auto* number : sheet_.numbers) number->count(page + 1, firsts.size());
            auto y = begin_page();
            const auto end = page + 1 < firsts.size() ? firsts[page + 1] : heights.size();
            for (auto at = firsts[page]; at < end; y += heights[at++])
                sheet_.blocks[at]->draw(on_, sheet_.margin, y);
        }
    }

private:
    // The block that each page begins with.
    static std::vector<std::size_t> firsts_of_pages(const std::vector<double>& heights,
                                                    double room) {
        std::vector<std::size_t> firsts{0};
        double y = 0;
        for (std::size_t at = 0; at < heights.size(); y += heights[at++]) {
            if (y <= 0 || y + heights[at] <= room + 0.01) continue;
            firsts.push_back(at);
            y = 0;
        }
        return firsts;
    }
    // Says where its blocks begin.
    double begin_page() {
        on_ = new_page_(sheet_.width, height_);
        draw_all(sheet_.header, header_heights_, sheet_.margin);
        draw_all(sheet_.footer, footer_heights_, height_ - sheet_.margin - footer_height_);
        return sheet_.margin + header_height_;
    }
    void draw_all(const Blocks& blocks, const std::vector<double>& heights, double y) {
        for (std::size_t at = 0; at < blocks.size(); y += heights[at++])
            blocks[at]->draw(on_, sheet_.margin, y);
    }

    const Sheet& sheet_;
    const NewPage& new_page_;
    cairo_t* on_ = nullptr;
    double height_ = 0, header_height_ = 0, footer_height_ = 0;
    std::vector<double> header_heights_, footer_heights_;
};

cairo_status_t append(void* to, const unsigned char* bytes, unsigned size) {
    try {
        static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

struct Pdf {
    explicit Pdf(std::string& bytes)
        : surface(cairo_pdf_surface_create_for_stream(append, &bytes, 0, 0)),
          on(cairo_create(surface)) {}
    Pdf(const Pdf&) = delete;
    Pdf& operator=(const Pdf&) = delete;
    ~Pdf() {
        cairo_destroy(on);
        cairo_surface_destroy(surface);
    }
    cairo_surface_t* surface;
    cairo_t* on;
};

}  // namespace

void draw(const std::vector<Sheet>& sheets, const NewPage& new_page) {
    for (const auto& sheet : sheets) Flow(sheet, new_page).run();
}

std::string pdf_of(const std::vector<Sheet>& sheets, const About& about) {
    std::string bytes;
    {
        const Pdf pdf(bytes);
        // Without it cairo writes the time of day, and no two files are the same.
        cairo_pdf_surface_set_metadata(pdf.surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                       about.created.c_str());
        cairo_pdf_surface_set_metadata(pdf.surface, CAIRO_PDF_METADATA_TITLE, about.title.c_str());
        bool first = true;
        draw(sheets, [&](double width, double height) {
            if (!first) cairo_show_page(pdf.on);
            first = false;
            cairo_pdf_surface_set_size(pdf.surface, width, height);
            return pdf.on;
        });
        cairo_show_page(pdf.on);
        cairo_surface_finish(pdf.surface);
        check(cairo_surface_status(pdf.surface));
        check(cairo_status(pdf.on));
    }
    return bytes;
}
