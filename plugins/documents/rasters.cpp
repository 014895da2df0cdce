// Sheets as dots, for printers that draw no pages themselves.
#include "pages.hpp"

#include <cups/raster.h>

#include <cmath>
#include <stdexcept>

namespace {

constexpr double thermal_dots = 203;
constexpr unsigned page_dots = 300;

// A page as it is drawn on: one at a time.
class Dots {
public:
    explicit Dots(double dots_an_inch) : scale_(dots_an_inch / 72) {}
    Dots(const Dots&) = delete;
    Dots& operator=(const Dots&) = delete;
    ~Dots() { end(); }

    cairo_t* begin(double width, double height) {
        end();
        surface_ = cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(width), dots(height));
        on_ = cairo_create(surface_);
        if (cairo_status(on_) != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error("the page is too large to be drawn as dots");
        cairo_set_source_rgb(on_, 1, 1, 1);
        cairo_paint(on_);
        cairo_scale(on_, scale_, scale_);
        return on_;
    }
    bool is_open() const { return on_ != nullptr; }
    unsigned width() const { return unsigned_of(cairo_image_surface_get_width(surface_)); }
    unsigned height() const { return unsigned_of(cairo_image_surface_get_height(surface_)); }
    // How light the dots of a line are: 255 is white.
    std::vector<unsigned char> line(unsigned number) const {
        cairo_surface_flush(surface_);
        const auto* row =
            cairo_image_surface_get_data(surface_) +
            static_cast<std::ptrdiff_t>(number) * cairo_image_surface_get_stride(surface_);
        const auto* dots = reinterpret_cast<const std::uint32_t*>(row);
        std::vector<unsigned char> light(width());
        for (std::size_t dot = 0; dot < light.size(); ++dot)
            light[dot] = static_cast<unsigned char>(((dots[dot] >> 16U & 255U) * 77 +
                                                     (dots[dot] >> 8U & 255U) * 150 +
                                                     (dots[dot] & 255U) * 29) >>
                                                    8U);
        return light;
    }

private:
    int dots(double points) const { return static_cast<int>(std::lround(points * scale_)); }
    static unsigned unsigned_of(int number) { return static_cast<unsigned>(number); }
    void end() {
        if (on_ == nullptr) return;
        cairo_destroy(on_);
        cairo_surface_destroy(surface_);
        on_ = nullptr;
    }
    double scale_;
    cairo_surface_t* surface_ = nullptr;
    cairo_t* on_ = nullptr;
};

void append_bitmap(const Dots& page, std::string& made) {
    made += "P4\n" + std::to_string(page.width()) + ' ' + std::to_string(page.height()) + '\n';
    for (unsigned number = 0; number < page.height(); ++number) {
        const auto light = page.line(number);
        for (std::size_t dot = 0; dot < light.size(); dot += 8) {
            unsigned bits = 0;
            for (std::size_t bit = 0; bit < 8 && dot + bit < light.size(); ++bit)
                if (light[dot + bit] < 128) bits |= 0x80U >> bit;
            made += static_cast<char>(bits);
        }
    }
}

ssize_t append(void* to, unsigned char* bytes, std::size_t size) {
    try {
        static_cast<std::string*>(to)->append(reinterpret_cast<char*>(bytes), size);
        return static_cast<ssize_t>(size);
    } catch (...) {
        return -1;
    }
}

void write_raster(const Dots& page, cups_raster_t* raster) {
    cups_page_header2_t header{};
    header.HWResolution[0] = header.HWResolution[1] = page_dots;
    header.cupsWidth = page.width();
    header.cupsHeight = page.height();
    header.PageSize[0] = page.width() * 72 / page_dots;
    header.PageSize[1] = page.height() * 72 / page_dots;
    header.cupsBitsPerColor = header.cupsBitsPerPixel = 8;
    header.cupsBytesPerLine = page.width();
    header.cupsColorOrder = CUPS_ORDER_CHUNKED;
    header.cupsColorSpace = CUPS_CSPACE_SW;
    header.cupsNumColors = 1;
    header.cupsInteger[CUPS_RASTER_PWG_CrossFeedTransform] = 1;
    header.cupsInteger[CUPS_RASTER_PWG_FeedTransform] = 1;
    header.cupsInteger[CUPS_RASTER_PWG_AlternatePrimary] = 0xFFFFFF;
    if (cupsRasterWriteHeader2(raster, &header) == 0)
        throw std::runtime_error("no raster can be written");
    for (unsigned number = 0; number < page.height(); ++number) {
        auto light = page.line(number);
        if (cupsRasterWritePixels(raster, light.data(), page.width()) == 0)
            throw std::runtime_error("no raster can be written");
    }
}

}  // namespace

std::string bitmaps_of(const std::vector<Sheet>& sheets) {
    std::string made;
    Dots page(thermal_dots);
    draw(sheets, [&](double width, double height) {
        if (page.is_open()) append_bitmap(page, made);
        return page.begin(width, height);
    });
    if (page.is_open()) append_bitmap(page, made);
    return made;
}

std::string raster_of(const std::vector<Sheet>& sheets) {
    std::string made;
    const std::unique_ptr<cups_raster_t, decltype(&cupsRasterClose)> raster(
        cupsRasterOpenIO(append, &made, CUPS_RASTER_WRITE_PWG), cupsRasterClose);
    if (raster == nullptr) throw std::runtime_error("no raster can be written");
    Dots page(page_dots);
    draw(sheets, [&](double width, double height) {
        if (page.is_open()) write_raster(page, raster.get());
        return page.begin(width, height);
    });
    if (page.is_open()) write_raster(page, raster.get());
    return made;
}
