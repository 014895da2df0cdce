// QR codes, made by zint.
#include "blocks.hpp"

#include <zint.h>

#include <bit>
#include <cstdint>
#include <stdexcept>

namespace {

constexpr int quiet_modules = 4;
constexpr int medium_correction = 2;

struct Symbol {
    zint_symbol* made = ZBarcode_Create();
    ~Symbol() { ZBarcode_Delete(made); }
};

}  // namespace

Code::Code(double size, Side align, std::string_view text) : size_(size), align_(align) {
    const Symbol symbol;
    symbol.made->symbology = BARCODE_QRCODE;
    symbol.made->input_mode = UNICODE_MODE;
    symbol.made->option_1 = medium_correction;
    if (text.empty() || text.size() > 4'000 ||
        ZBarcode_Encode(symbol.made, reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) >= ZINT_ERROR)
        throw std::runtime_error("no QR code can be made of `" + std::string(text) + "`");
    const int modules = symbol.made->width;
    const int across = modules + 2 * quiet_modules;
    modules_ = cairo_image_surface_create(CAIRO_FORMAT_A1, across, across);
    auto* bits = cairo_image_surface_get_data(modules_);
    const int stride = cairo_image_surface_get_stride(modules_);
    for (int row = 0; row < modules; ++row) {
        auto* words = reinterpret_cast<std::uint32_t*>(bits + (row + quiet_modules) * stride);
        for (int module = 0; module < modules; ++module) {
            if ((symbol.made->encoded_data[row][module / 8] >> (module % 8) & 1) == 0) continue;
            const auto bit = static_cast<unsigned>(module + quiet_modules);
            // The order of bits in a word of cairo is that of the machine's bytes.
            words[bit / 32] |= std::endian::native == std::endian::little
                                   ? 1U << (bit % 32)
                                   : 0x80000000U >> (bit % 32);
        }
    }
    cairo_surface_mark_dirty(modules_);
}
