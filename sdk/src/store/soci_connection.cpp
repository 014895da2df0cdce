#include "store/soci_connection.hpp"

namespace willcall::store {

struct SociConnection::Slot {
    bool is_text = false;
    soci::indicator indicator = soci::i_ok;
    long long number = 0;
    std::string text;

    void set(const Cell& cell) {
        indicator = cell.type == Cell::Type::null ? soci::i_null : soci::i_ok;
        if (is_text) text.assign(cell.text);
        else number = cell.number;
    }
    Cell get() const {
        if (indicator == soci::i_null) return {Cell::Type::null, is_text, 0, {}};
        if (is_text) return {Cell::Type::text, true, 0, text};
        return {Cell::Type::number, false, number, {}};
    }
};

// A statement holds the addresses of its slots: they are made first, in full, and never move.
struct SociConnection::Kept {
    Kept(soci::session& session, const std::string& sql, std::span<const Cell> given,
         std::span<const bool> texts)
        : values(given.size()), results(texts.size()), cells(texts.size()), statement(session) {
        statement.alloc();
        for (std::size_t i = 0; i < texts.size(); ++i) {
            auto& slot = results[i];
            slot.is_text = texts[i];
            if (slot.is_text) statement.exchange(soci::into(slot.text, slot.indicator));
            else statement.exchange(soci::into(slot.number, slot.indicator));
        }
        for (std::size_t i = 0; i < given.size(); ++i) {
            auto& slot = values[i];
            slot.is_text = given[i].is_text;
            if (slot.is_text) statement.exchange(soci::use(slot.text, slot.indicator));
            else statement.exchange(soci::use(slot.number, slot.indicator));
        }
        statement.prepare(sql);
        statement.define_and_bind();
    }
    // The same text may come with values of other types: then it is another statement.
    bool fits(std::span<const Cell> given, std::span<const bool> texts) const {
        if (given.size() != values.size() || texts.size() != results.size()) return false;
        for (std::size_t i = 0; i < given.size(); ++i)
            if (given[i].is_text != values[i].is_text) return false;
        for (std::size_t i = 0; i < texts.size(); ++i)
            if (texts[i] != results[i].is_text) return false;
        return true;
    }

    std::vector<Slot> values;
    std::vector<Slot> results;
    std::vector<Cell> cells;
    soci::statement statement;
};

SociConnection::SociConnection(const Dialect& dialect, const std::string& parameters)
    : dialect_(dialect) {
    try {
        session_.open(dialect.factory, parameters);
    } catch (const soci::soci_error& error) {
        std::rethrow_exception(dialect_.failure(error));
    }
}

SociConnection::~SociConnection() = default;

SociConnection::Kept& SociConnection::kept(std::string_view sql, std::span<const Cell> values,
                                           std::span<const bool> texts) {
    const auto found = kept_.find(sql);
    if (found != kept_.end()) {
        if (found->second->fits(values, texts)) return *found->second;
        kept_.erase(found);
    }
    if (kept_.size() >= kept_count_max) kept_.clear();
    auto made = std::make_unique<Kept>(session_, dialect_.own_sql(sql), values, texts);
    return *kept_.emplace(sql, std::move(made)).first->second;
}

void SociConnection::forget(std::string_view sql) {
    const auto found = kept_.find(sql);
    if (found != kept_.end()) kept_.erase(found);
}

void SociConnection::forget_all() { kept_.clear(); }

std::int64_t SociConnection::run(std::string_view sql, std::span<const Cell> values,
                                 std::span<const bool> texts, const RowSink& sink) {
    try {
        auto& one = kept(sql, values, texts);
        for (std::size_t i = 0; i < values.size(); ++i) one.values[i].set(values[i]);
        bool row = one.statement.execute(true);
        if (texts.empty()) return one.statement.get_affected_rows();
        for (; row; row = one.statement.fetch()) {
            for (std::size_t i = 0; i < texts.size(); ++i) one.cells[i] = one.results[i].get();
            sink(one.cells);
        }
        return 0;
    } catch (const soci::soci_error& error) {
        // A statement that failed, or was left half read, holds locks until it is gone.
        const auto failure = dialect_.failure(error);
        forget(sql);
        std::rethrow_exception(failure);
    } catch (...) {
        forget(sql);
        throw;
    }
}

void SociConnection::once(const std::string& sql) {
    try {
        session_ << dialect_.own_sql(sql);
    } catch (const soci::soci_error& error) {
        std::rethrow_exception(dialect_.failure(error));
    }
}

std::string SociConnection::text(std::string_view sql) {
    std::string answer;
    const std::array<bool, 1> texts{true};
    run(sql, {}, texts, [&](std::span<const Cell> cells) { answer = cells[0].text; });
    return answer;
}

}  // namespace willcall::store
