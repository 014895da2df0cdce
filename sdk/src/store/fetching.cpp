// Rows through a cursor of the database's own: for databases that would else send all at once.
#include "store/soci_connection.hpp"

#include <algorithm>

namespace willcall::store {

namespace {

// Most want a page; who wants more wants all.
constexpr std::size_t rows_at_first = 128;
constexpr std::size_t rows_later = 2'048;

class Fetching final : public Cursor {
public:
    Fetching(Connection& connection, int& open, std::string_view sql, std::span<const Cell> values,
             std::span<const bool> texts)
        : connection_(connection),
          open_(open),
          name_("rows_" + std::to_string(open + 1)),
          width_(texts.size()),
          texts_(std::make_unique<bool[]>(texts.size())) {
        std::ranges::copy(texts, texts_.get());
        connection_.run("declare " + name_ + " no scroll cursor for " + std::string(sql), values,
                        {}, {});
        ++open_;
    }
    ~Fetching() override {
        --open_;
        // A transaction that has failed takes its cursors along.
        try {
            connection_.execute("close " + name_);
        } catch (const Failure&) {}
    }

    bool next(std::span<Cell> cells) override {
        if (at_ == cells_.size() && !fetch()) return false;
        std::copy_n(cells_.begin() + static_cast<std::ptrdiff_t>(at_), width_, cells.begin());
        at_ += width_;
        return true;
    }

private:
    bool fetch() {
        if (ended_) return false;
        cells_.clear();
        arena_.clear();
        at_ = 0;
        connection_.run("fetch forward " + std::to_string(asked_) + " from " + name_, {},
                        std::span<const bool>(texts_.get(), width_),
                        [this](std::span<const Cell> row) { keep(row); });
        // Not before all are here: the texts move while they grow.
        std::size_t start = 0;
        for (auto& cell : cells_) {
            if (cell.type != Cell::Type::text) continue;
            const auto size = static_cast<std::size_t>(cell.number);
            cell.text = std::string_view(arena_).substr(start, size);
            start += size;
        }
        ended_ = cells_.size() < asked_ * width_;
        asked_ = rows_later;
        return !cells_.empty();
    }
    void keep(std::span<const Cell> row) {
        for (auto cell : row) {
            if (cell.type == Cell::Type::text) {
                arena_ += cell.text;
                cell.number = static_cast<std::int64_t>(cell.text.size());
            }
            cells_.push_back(cell);
        }
    }

    Connection& connection_;
    int& open_;
    std::string name_;
    std::size_t width_;
    std::unique_ptr<bool[]> texts_;
    std::vector<Cell> cells_;
    std::string arena_;  // the texts of `cells_`
    std::size_t at_ = 0;
    std::size_t asked_ = rows_at_first;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<Cursor> SociConnection::open(std::string_view sql, std::span<const Cell> values,
                                             std::span<const bool> texts) {
    return std::make_unique<Fetching>(*this, cursors_open_, sql, values, texts);
}

}  // namespace willcall::store
