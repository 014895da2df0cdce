#include "tables/face.hpp"

#include "operations/definitions.hpp"
#include "operations/failure.hpp"
#include "operations/wording.hpp"

namespace willcall::tables {

namespace {

willcall_field described(const char* name, const char* meaning, std::int32_t kind,
                         std::uint32_t flags = 0) {
    willcall_field field{};
    field.name = name;
    field.meaning = meaning;
    field.kind = kind;
    field.flags = flags;
    return field;
}

bool can_be_column(std::int32_t kind) { return kind >= WILLCALL_TEXT && kind <= WILLCALL_ID; }

willcall_shape shape_over(const char* name, const char* meaning,
                          const std::vector<willcall_field>& fields) {
    return {sizeof(willcall_shape), sizeof(willcall_field), name, meaning,
            fields.data(),          fields.size()};
}

}  // namespace

Shapes::Shapes(const Face& face, const willcall_shape& filters, const willcall_shape& row)
    : face_(face) {
    if (face_.noun.empty()) face_.noun = std::string(row.name) + "Table";
    describe_columns(row);
    make_request(filters);
    make_answer(row);
}

void Shapes::describe_columns(const willcall_shape& row) {
    for (std::uint64_t index = 0; index < row.field_count; ++index) {
        auto field = field_at(row, index);
        if (field.name == nullptr || !can_be_column(field.kind))
            throw invalid("the column " + quoted(field.name == nullptr ? "" : field.name) +
                          " is of no kind that a column can be of");
        if (field.kind == WILLCALL_ID && std::string_view(field.name) == "id") id_column_ = index;
        columns_.push_back({field.name, field.meaning == nullptr ? "" : field.meaning, field.kind,
                            (field.flags & WILLCALL_FIELD_OPTIONAL) != 0, field.words});
        // Where not all columns are asked for, the others are absent.
        field.flags |= WILLCALL_FIELD_OPTIONAL;
        row_fields_.push_back(field);
    }
    if (columns_.empty()) throw invalid("a table has at least one column");
}

void Shapes::make_request(const willcall_shape& filters) {
    bool pages = false;
    for (std::uint64_t index = 0; index < filters.field_count; ++index) {
        const auto& field = field_at(filters, index);
        const std::string_view name = field.name;
        if (name == "columns" || name == "most")
            throw invalid("a table's filter can't be called " + quoted(name));
        pages = pages || (name == "after" && field.kind == WILLCALL_ID);
        request_fields_.push_back(field);
    }
    if (!pages) id_column_.reset();
    name_ = described(nullptr, nullptr, WILLCALL_TEXT);
    auto columns = described("columns", "only these columns, in this order; empty: all",
                             WILLCALL_LIST, WILLCALL_FIELD_OPTIONAL);
    columns.element = &name_;
    request_fields_.push_back(columns);
    auto most = described("most", "rows in this answer; a stream, CSV or report has them all",
                          WILLCALL_INTEGER, WILLCALL_FIELD_OPTIONAL);
    most.least = 1;
    most.most = rows_most;
    most.standard = "100";
    request_fields_.push_back(most);
    request_ = shape_over(filters.name, filters.meaning, request_fields_);
}

void Shapes::make_answer(const willcall_shape& row) {
    row_ = shape_over(row.name, row.meaning, row_fields_);
    each_ = described(nullptr, nullptr, WILLCALL_OBJECT);
    each_.shape = &row_;
    auto list = described(face_.list.c_str(), "the rows; the first of them where there are more",
                          WILLCALL_LIST, WILLCALL_FIELD_OPTIONAL);
    list.element = &each_;
    answer_fields_.push_back(list);
    if (face_.totals) {
        auto total = described("total", "of all rows", WILLCALL_OBJECT, WILLCALL_FIELD_OPTIONAL);
        total.shape = &row_;
        answer_fields_.push_back(total);
    }
    if (id_column_)
        answer_fields_.push_back(described("next",
                                           "pass as `after` for the next page; absent at the end, "
                                           "and where the column `id` was not asked for",
                                           WILLCALL_ID, WILLCALL_FIELD_OPTIONAL));
    answer_fields_.push_back(described("more", "whether there are more rows", WILLCALL_BOOLEAN));
    answer_fields_.push_back(described("scope",
                                       "what the caller may see: all, channel, subtree, "
                                       "subtree_at_channel, own, own_at_channel or none",
                                       WILLCALL_TEXT));
    answer_fields_.push_back(described("withheld",
                                       "what is left out of that for want of a permission: "
                                       "open_shifts, where drawers are yet to be counted",
                                       WILLCALL_TEXT, WILLCALL_FIELD_OPTIONAL));
    answer_meaning_ = "a table; each row is " + std::string(row.meaning);
    answer_ = shape_over(face_.noun.c_str(), answer_meaning_.c_str(), answer_fields_);
}

}  // namespace willcall::tables
