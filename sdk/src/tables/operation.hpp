// Operations that answer with a table.
#ifndef WILLCALL_TABLES_OPERATION_HPP
#define WILLCALL_TABLES_OPERATION_HPP

#include "operations/call.hpp"
#include "operations/operation.hpp"
#include "tables/face.hpp"
#include "tables/query.hpp"

namespace willcall::tables {

// What a table's own code says of it for one call: whose rows they are, and where they come from.
struct Plan {
    std::string scope;
    Open open;
    Open total;
    std::string withheld = {};  // as Head has it
};
using MakePlan = std::function<Plan(Call&, const Value& request)>;

// An operation from its words, its shapes and its plan. What every table can be asked (`columns`,
// `most`) is added here.
Operation table_operation(std::string name, std::string permission, std::string summary,
                          std::shared_ptr<const Shapes> shapes, MakePlan plan);

// The same from a described struct of filters, a described row, and a function
// `std::pair<scope, Query>(Call&, const Filters&)`.
template <Described Filters, Described Row, class MakeQuery>
Operation table_operation(std::string name, std::string permission, std::string summary,
                          const Face& face, MakeQuery make_query) {
    auto shapes = std::make_shared<const Shapes>(face, *shape::of<Filters>(), *shape::of<Row>());
    std::vector<std::int32_t> kinds;
    for (const auto& column : shapes->columns()) kinds.push_back(column.kind);
    return table_operation(
        std::move(name), std::move(permission), std::move(summary), std::move(shapes),
        [kinds = std::move(kinds), make_query](Call& call, const Value& value) {
            const auto [scope, query] = make_query(call, read<Filters>(value_service, &value));
            return Plan{scope, query.open(kinds), query.open_total(kinds), query.withheld()};
        });
}

// The answer in JSON: the first rows, as many as were asked for. Answers all rows where there are
// no more than these, null otherwise.
std::shared_ptr<const Kept> write_page(const Table& table, const Shapes& shapes,
                                       store::Connection& connection, const Value& request,
                                       willcall_writer& writer);

}  // namespace willcall::tables

#endif
