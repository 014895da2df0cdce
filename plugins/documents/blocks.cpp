#include "blocks.hpp"

#include <algorithm>
#include <numbers>

namespace {

void set_colour(cairo_t* on, Colour colour) {
    cairo_set_source_rgb(on, colour.red, colour.green, colour.blue);
}

void stroke_line(cairo_t* on, double thickness, double dash, Colour colour) {
    set_colour(on, colour);
    cairo_set_line_width(on, thickness);
    cairo_set_dash(on, &dash, dash > 0 ? 1 : 0, 0);
    cairo_stroke(on);
    cairo_set_dash(on, nullptr, 0, 0);
}

void round_rectangle(cairo_t* on, double x, double y, double width, double height, double radius) {
    if (radius <= 0) return cairo_rectangle(on, x, y, width, height);
    const auto quarter = std::numbers::pi / 2;
    cairo_new_sub_path(on);
    cairo_arc(on, x + width - radius, y + radius, radius, -quarter, 0);
    cairo_arc(on, x + width - radius, y + height - radius, radius, 0, quarter);
    cairo_arc(on, x + radius, y + height - radius, radius, quarter, 2 * quarter);
    cairo_arc(on, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(on);
}

double moved(Side side, double room) {
    return side == Side::start ? 0 : side == Side::middle ? room / 2 : room;
}

}  // namespace

void Rule::draw(cairo_t* on, double x, double y) const {
    cairo_move_to(on, x, y + thickness_ / 2);
    cairo_line_to(on, x + width_, y + thickness_ / 2);
    stroke_line(on, thickness_, dash_, colour_);
}

double Code::lay_out(double width) {
    width_ = width;
    return shown_ = std::min(size_, width);
}

void Code::draw(cairo_t* on, double x, double y) const {
    const double modules = cairo_image_surface_get_width(modules_);
    cairo_save(on);
    cairo_translate(on, x + moved(align_, width_ - shown_), y);
    // White below it, whatever it lies on: without its quiet zone no scanner finds it.
    cairo_set_source_rgb(on, 1, 1, 1);
    cairo_rectangle(on, 0, 0, shown_, shown_);
    cairo_fill(on);
    cairo_scale(on, shown_ / modules, shown_ / modules);
    cairo_set_source_rgb(on, 0, 0, 0);
    auto* mask = cairo_pattern_create_for_surface(modules_);
    cairo_pattern_set_filter(mask, CAIRO_FILTER_NEAREST);
    cairo_mask(on, mask);
    cairo_pattern_destroy(mask);
    cairo_restore(on);
}

double Box::lay_out(double width) {
    width_ = width;
    height_ = 2 * look_.padding;
    heights_.clear();
    for (const auto& block : blocks_) {
        heights_.push_back(block->lay_out(std::max(0.0, width - 2 * look_.padding)));
        height_ += heights_.back();
    }
    return height_;
}

void Box::draw(cairo_t* on, double x, double y) const {
    if (look_.fill) {
        set_colour(on, *look_.fill);
        round_rectangle(on, x, y, width_, height_, look_.radius);
        cairo_fill(on);
    }
    if (look_.border > 0) {
        round_rectangle(on, x + look_.border / 2, y + look_.border / 2, width_ - look_.border,
                        height_ - look_.border, look_.radius);
        stroke_line(on, look_.border, 0, look_.stroke);
    }
    y += look_.padding;
    for (std::size_t at = 0; at < blocks_.size(); ++at) {
        blocks_[at]->draw(on, x + look_.padding, y);
        y += heights_[at];
    }
}

double Row::lay_out(double width) {
    width_ = width;
    double left =
        width - look_.gap * static_cast<double>(std::max<std::size_t>(1, columns_.size()) - 1);
    double sharing = 0;
    for (const auto& column : columns_) {
        left -= column.width.value_or(0);
        sharing += column.width ? 0 : 1;
    }
    widths_.clear();
    heights_.clear();
    height_ = look_.height;
    for (const auto& column : columns_) {
        widths_.push_back(column.width ? *column.width : std::max(0.0, left / sharing));
        heights_.push_back(column.block->lay_out(widths_.back()));
        height_ = std::max(height_, heights_.back());
    }
    return height_;
}

void Row::draw(cairo_t* on, double x, double y) const {
    double before = 0;  // from the side that the row begins at
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        const auto left = look_.to_left ? x + width_ - before - widths_[at] : x + before;
        if (at > 0 && look_.between > 0) {
            const auto middle =
                look_.to_left ? left + widths_[at] + look_.gap / 2 : left - look_.gap / 2;
            cairo_move_to(on, middle, y);
            cairo_line_to(on, middle, y + height_);
            stroke_line(on, 0.75, look_.between, look_.colour);
        }
        columns_[at].block->draw(on, left, y + moved(look_.align, height_ - heights_[at]));
        before += widths_[at] + look_.gap;
    }
}
