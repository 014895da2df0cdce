// The shapes of an operation that answers with a table, made from those of its filters and of its
// rows: what every table can be asked besides, and what its answer in JSON looks like.
#ifndef WILLCALL_TABLES_FACE_HPP
#define WILLCALL_TABLES_FACE_HPP

#include "tables/table.hpp"

#include <willcall/plugin/fields.hpp>

namespace willcall::tables {

// What a table is called in the answer.
struct Face {
    std::string list = "rows";  // the field of the answer that holds the rows
    std::string noun;           // of the answer; empty: that of the row and "Table"
    bool totals = false;        // whether the answer has the row of totals
    // The filters may have an id `after`; the answer then has `next`, to go on from.
};

// Rows in one answer: as many as JSON should hold. A stream has no limit.
inline constexpr std::int64_t rows_usual = 100;
inline constexpr std::int64_t rows_most = 10'000;

class Shapes {
public:
    // Both shapes outlive this. Throws where a column is of a kind that no column can be of, or a
    // filter has a name that every table needs for itself.
    Shapes(const Face& face, const willcall_shape& filters, const willcall_shape& row);
    Shapes(const Shapes&) = delete;
    Shapes& operator=(const Shapes&) = delete;

    const willcall_shape* request() const { return &request_; }
    const willcall_shape* answer() const { return &answer_; }
    const std::vector<Column>& columns() const { return columns_; }
    const Face& face() const { return face_; }
    // The column that `next` is read from, where there is one.
    const std::optional<std::size_t>& id_column() const { return id_column_; }

private:
    void describe_columns(const willcall_shape& row);
    void make_request(const willcall_shape& filters);
    void make_answer(const willcall_shape& row);

    Face face_;
    std::vector<Column> columns_;
    std::optional<std::size_t> id_column_;
    willcall_field name_{};  // of a column, in the request
    willcall_field each_{};  // row of the answer
    std::vector<willcall_field> request_fields_;
    std::vector<willcall_field> row_fields_;
    std::vector<willcall_field> answer_fields_;
    willcall_shape request_{};
    willcall_shape row_{};
    willcall_shape answer_{};
    std::string answer_meaning_;
};

}  // namespace willcall::tables

#endif
