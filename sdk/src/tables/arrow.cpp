// Rows into column buffers. Every array owns its buffers and its children, and each child can be
// moved away and released alone.
#include "tables/arrow.hpp"

#include "operations/failure.hpp"
#include "operations/reading.hpp"

#include <array>

namespace willcall::tables {

using store::Cell;

namespace {

// What an array lives on.
struct Owned {
    std::vector<std::uint8_t> valid;
    std::vector<std::uint8_t> bits;
    std::vector<std::int64_t> longs;  // of decimals, two each: low and high
    std::vector<std::int32_t> ints;   // offsets of texts, indexes of words
    std::string texts;
    std::array<const void*, 3> buffers{};
    std::vector<ArrowArray> inner;
    std::vector<ArrowArray*> children;
    ArrowArray dictionary{};
};

void release(ArrowArray* array) {
    const std::unique_ptr<Owned> owned(static_cast<Owned*>(array->private_data));
    for (auto& child : owned->inner)
        if (child.release != nullptr) child.release(&child);
    if (owned->dictionary.release != nullptr) owned->dictionary.release(&owned->dictionary);
    array->release = nullptr;
}

// `data` is what follows the validity bitmap, which is absent where nothing is null.
void hand_over(std::unique_ptr<Owned> owned, std::int64_t length, std::int64_t nulls,
               std::initializer_list<const void*> data, ArrowArray& array) {
    array = {};
    array.length = length;
    array.null_count = nulls;
    array.n_buffers = 1 + static_cast<std::int64_t>(data.size());
    owned->buffers[0] = nulls == 0 ? nullptr : owned->valid.data();
    std::copy(data.begin(), data.end(), owned->buffers.begin() + 1);
    array.buffers = owned->buffers.data();
    if (!owned->children.empty()) {
        array.n_children = static_cast<std::int64_t>(owned->children.size());
        array.children = owned->children.data();
    }
    if (owned->dictionary.release != nullptr) array.dictionary = &owned->dictionary;
    array.release = release;
    array.private_data = owned.release();
}

void set_bit(std::vector<std::uint8_t>& bits, std::size_t at, bool value) {
    if (at % 8 == 0) bits.push_back(0);
    if (value) bits.back() |= static_cast<std::uint8_t>(1U << (at % 8));
}

void make_words(const char* const* words, ArrowArray& array) {
    auto owned = std::make_unique<Owned>();
    owned->ints.push_back(0);
    std::int64_t count = 0;
    for (; words[count] != nullptr; ++count) {
        owned->texts += words[count];
        owned->ints.push_back(static_cast<std::int32_t>(owned->texts.size()));
    }
    const auto* const offsets = owned->ints.data();
    const auto* const texts = owned->texts.data();
    hand_over(std::move(owned), count, 0, {offsets, texts}, array);
}

}  // namespace

class Batch::Builder {
public:
    explicit Builder(const Column& column) : column_(column) {
        auto& to = *owned_;
        if (column.nullable) to.valid.reserve(rows_most / 8 + 1);
        switch (column.kind) {
        case WILLCALL_TEXT:
        case WILLCALL_ID:
            to.ints.reserve(rows_most + 1);
            to.ints.push_back(0);
            break;
        case WILLCALL_WORD: to.ints.reserve(rows_most); break;
        case WILLCALL_BOOLEAN: to.bits.reserve(rows_most / 8 + 1); break;
        case WILLCALL_MONEY: to.longs.reserve(2 * rows_most); break;
        default: to.longs.reserve(rows_most);
        }
    }

    // Answers the bytes of text it took.
    std::size_t add(const Cell& cell) {
        auto& to = *owned_;
        const bool is_null = cell.type == Cell::Type::null;
        if (is_null && !column_.nullable)
            throw Failure(WILLCALL_STORE, "the column `" + column_.name + "` lacks a value");
        if (column_.nullable) set_bit(to.valid, size_, !is_null);
        nulls_ += is_null ? 1 : 0;
        const auto number = is_null ? 0 : cell.number;
        std::size_t bytes = 0;
        switch (column_.kind) {
        case WILLCALL_TEXT: bytes = add_text(is_null ? std::string_view() : cell.text); break;
        case WILLCALL_ID: bytes = add_text(is_null ? std::string() : id_text(number)); break;
        case WILLCALL_WORD: to.ints.push_back(static_cast<std::int32_t>(number)); break;
        case WILLCALL_BOOLEAN: set_bit(to.bits, size_, number != 0); break;
        case WILLCALL_MONEY: add_amount(number); break;
        default: to.longs.push_back(number);
        }
        ++size_;
        return bytes;
    }

    void export_to(ArrowArray& array) {
        auto& to = *owned_;
        const auto length = static_cast<std::int64_t>(size_);
        const auto* const texts = to.texts.data();
        const auto* const ints = to.ints.data();
        switch (column_.kind) {
        case WILLCALL_TEXT:
        case WILLCALL_ID: return hand_over(std::move(owned_), length, nulls_, {ints, texts}, array);
        case WILLCALL_WORD:
            make_words(column_.words, to.dictionary);
            return hand_over(std::move(owned_), length, nulls_, {ints}, array);
        case WILLCALL_BOOLEAN:
            return hand_over(std::move(owned_), length, nulls_, {to.bits.data()}, array);
        default: return hand_over(std::move(owned_), length, nulls_, {to.longs.data()}, array);
        }
    }

private:
    std::size_t add_text(std::string_view text) {
        owned_->texts += text;
        owned_->ints.push_back(static_cast<std::int32_t>(owned_->texts.size()));
        return text.size();
    }
    void add_amount(std::int64_t minor) {
        constexpr std::int64_t least_too_large = 1'000'000'000'000'000'000;
        if (minor >= least_too_large || minor <= -least_too_large)
            throw invalid("the amount " + std::to_string(minor) + " in `" + column_.name +
                          "` has more than 18 digits");
        owned_->longs.push_back(minor);
        owned_->longs.push_back(minor < 0 ? -1 : 0);
    }

    const Column& column_;
    std::unique_ptr<Owned> owned_ = std::make_unique<Owned>();
    std::size_t size_ = 0;
    std::int64_t nulls_ = 0;
};

Batch::Batch(const Head& head) {
    for (const auto& column : head.columns) builders_.push_back(std::make_unique<Builder>(column));
}

Batch::~Batch() = default;

void Batch::add(std::span<const Cell> cells) {
    for (std::size_t at = 0; at < cells.size(); ++at) texts_ += builders_[at]->add(cells[at]);
    ++size_;
}

void Batch::export_to(ArrowArray& array) {
    auto owned = std::make_unique<Owned>();
    owned->inner.resize(builders_.size());
    for (std::size_t at = 0; at < builders_.size(); ++at) {
        builders_[at]->export_to(owned->inner[at]);
        owned->children.push_back(&owned->inner[at]);
    }
    hand_over(std::move(owned), static_cast<std::int64_t>(size_), 0, {}, array);
}

}  // namespace willcall::tables
