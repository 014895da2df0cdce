// What stands on a page: blocks that know their height for a width, and draw themselves. Lengths
// are in points, a 72nd of an inch.
#ifndef WILLCALL_DOCUMENTS_BLOCKS_HPP
#define WILLCALL_DOCUMENTS_BLOCKS_HPP

#include <cairo.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

typedef struct _PangoContext PangoContext;  // NOLINT(bugprone-reserved-identifier): Pango's names
typedef struct _PangoLayout PangoLayout;    // NOLINT(bugprone-reserved-identifier)

struct Colour {
    double red = 0, green = 0, blue = 0;
};
enum class Side { start, middle, end };

// How text looks where nothing else is said; what a box says holds for all in it.
struct Style {
    double size = 10;
    bool bold = false;
    bool fixed = false;  // letters of one width
    Side align = Side::start;
    Colour colour;
};

// Sets text; remembers the characters that no font of this machine has.
class Lettering {
public:
    // `language` is a BCP 47 tag; `to_left` says that it is read from the right.
    Lettering(const std::string& language, bool to_left);
    Lettering(const Lettering&) = delete;
    Lettering& operator=(const Lettering&) = delete;
    ~Lettering();

    PangoContext* context() { return context_; }
    bool to_left() const { return to_left_; }
    void miss(char32_t character) { missing_.insert(character); }
    const std::set<char32_t>& missing() const { return missing_; }

private:
    PangoContext* context_;
    bool to_left_;
    std::set<char32_t> missing_;
};

class Block {
public:
    virtual ~Block() = default;
    // Lays it out for this width, from start to end of what it is drawn into; gives its height.
    virtual double lay_out(double width) = 0;
    // As it was laid out, with this corner at the top left.
    virtual void draw(cairo_t* on, double x, double y) const = 0;
};
using Blocks = std::vector<std::unique_ptr<Block>>;

class Text final : public Block {
public:
    // At most `lines` lines, the last of them ending in an ellipsis; 0: as many as it takes.
    Text(Lettering& lettering, const Style& style, int lines, std::string_view text);
    ~Text() override;
    double lay_out(double width) override;
    void draw(cairo_t* on, double x, double y) const override;

private:
    Lettering& lettering_;
    Colour colour_;
    PangoLayout* layout_;
};

// The number of the page it stands on: "Page 2 of 3".
class PageNumber final : public Block {
public:
    // `pattern` has {page} and {pages} in it.
    PageNumber(Lettering& lettering, const Style& style, std::string pattern)
        : lettering_(lettering), style_(style), pattern_(std::move(pattern)) {
        count(1, 1);
    }
    void count(std::size_t page, std::size_t pages);
    double lay_out(double width) override { return text_->lay_out(width_ = width); }
    void draw(cairo_t* on, double x, double y) const override { text_->draw(on, x, y); }

private:
    Lettering& lettering_;
    Style style_;
    std::string pattern_;
    double width_ = 0;
    std::unique_ptr<Text> text_;
};

class Gap final : public Block {
public:
    explicit Gap(double height) : height_(height) {}
    double lay_out(double) override { return height_; }
    void draw(cairo_t*, double, double) const override {}

private:
    double height_;
};

// A line across.
class Rule final : public Block {
public:
    Rule(double thickness, double dash, Colour colour)
        : thickness_(thickness), dash_(dash), colour_(colour) {}
    double lay_out(double width) override { return width_ = width, thickness_; }
    void draw(cairo_t* on, double x, double y) const override;

private:
    double thickness_, dash_;
    Colour colour_;
    double width_ = 0;
};

// A QR code with its quiet zone, at most `size` wide.
class Code final : public Block {
public:
    // Throws a std::runtime_error where the text does not fit into a code.
    Code(double size, Side align, std::string_view text);
    ~Code() override { cairo_surface_destroy(modules_); }
    double lay_out(double width) override;
    void draw(cairo_t* on, double x, double y) const override;

private:
    double size_;
    Side align_;
    cairo_surface_t* modules_;  // a bit for each
    double width_ = 0;
    double shown_ = 0;
};

struct BoxLook {
    double padding = 0, radius = 0, border = 0;
    std::optional<Colour> fill;
    Colour stroke;
};
// Blocks below each other.
class Box final : public Block {
public:
    Box(const BoxLook& look, Blocks blocks) : look_(look), blocks_(std::move(blocks)) {}
    double lay_out(double width) override;
    void draw(cairo_t* on, double x, double y) const override;

private:
    BoxLook look_;
    Blocks blocks_;
    std::vector<double> heights_;
    double width_ = 0, height_ = 0;
};

struct RowLook {
    double gap = 0, height = 0, between = 0;  // `between`: dashes of a line between the columns
    Side align = Side::start;                 // of columns that are less high than the row
    bool to_left = false;                     // the first column stands at the right
    Colour colour;
};
// Blocks beside each other. Columns without a width share what is left.
class Row final : public Block {
public:
    struct Column {
        std::optional<double> width;
        std::unique_ptr<Block> block;
    };
    Row(const RowLook& look, std::vector<Column> columns)
        : look_(look), columns_(std::move(columns)) {}
    double lay_out(double width) override;
    void draw(cairo_t* on, double x, double y) const override;

private:
    RowLook look_;
    std::vector<Column> columns_;
    std::vector<double> widths_, heights_;
    double width_ = 0, height_ = 0;
};

// A piece of paper. One without a height is as high as what stands on it.
struct Sheet {
    double width = 0, height = 0, margin = 0;
    Blocks header;  // on every page of it
    Blocks blocks;
    Blocks footer;
    std::vector<PageNumber*> numbers;  // wherever they stand on it
};

#endif
