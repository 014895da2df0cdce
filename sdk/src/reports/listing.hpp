// A list out of one SQL statement: its columns stand in the order of the described row.
#ifndef WILLCALL_REPORTS_LISTING_HPP
#define WILLCALL_REPORTS_LISTING_HPP

#include "access/scope.hpp"
#include "store/connection.hpp"

#include <array>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace willcall::reports {

class Listing {
public:
    Listing& column(const std::string& sql) {
        columns_ += (columns_.empty() ? "select " : ", ") + sql;
        return *this;
    }
    Listing& from(const std::string& tables) {
        from_ = " from " + tables;
        return *this;
    }
    // One condition more; `?` for each of the values.
    template <class... Values>
    Listing& where(const std::string& condition, Values... values) {
        where_ += (where_.empty() ? " where " : " and ") + condition;
        (values_.emplace_back(std::move(values)), ...);
        return *this;
    }
    Listing& order(const std::string& columns) {
        order_ = " order by " + columns;
        return *this;
    }

    // The first rows, `most` of them.
    template <Described Row>
    std::vector<Row> rows(store::Connection& connection, std::int64_t most) const {
        constexpr auto width = std::tuple_size_v<decltype(Row::fields)>;
        std::array<bool, width> texts{};
        std::size_t next = 0;
        for_each_field<Row>([&](const auto& one) {
            texts[next++] = store::is_text_type<typename std::decay_t<decltype(one)>::Type>();
        });
        std::vector<store::Cell> values;
        for (const auto& value : values_)
            values.push_back(
                std::visit([](const auto& one) { return store::to_cell(one); }, value));
        std::vector<Row> rows;
        connection.run(columns_ + from_ + where_ + order_ + " limit " + std::to_string(most),
                       values, texts, [&](std::span<const store::Cell> cells) {
                           auto& row = rows.emplace_back();
                           std::size_t at = 0;
                           for_each_field<Row>([&](const auto& one) {
                               store::from_cell(cells[at++], row.*one.member);
                           });
                       });
        return rows;
    }

private:
    std::string columns_, from_, where_, order_;
    std::vector<std::variant<std::int64_t, std::string>> values_;
};

// Login of whoever acted, by a column with their id; the host's is "host", a customer's their name.
inline std::string login_of(const std::string& actor) {
    return "coalesce((select items.key from items where items.id = " + actor +
           " and items.kind = 'user'), (select who.name from customers who where who.id = " +
           actor + "), 'host')";
}

// A page of a list: `request.most` rows, whether there are more, and where rows have ids, the last.
template <class Answer, class Request, class Row>
Answer page_of(const Listing& listing, store::Connection& connection, const Request& request,
               access::Scope scope, std::vector<Row> Answer::*list) {
    Answer answer;
    auto& rows = answer.*list;
    rows = listing.rows<Row>(connection, request.most + 1);
    answer.more = static_cast<std::int64_t>(rows.size()) > request.most;
    if (answer.more) rows.pop_back();
    if constexpr (requires { answer.next; })
        if (answer.more) answer.next = rows.back().id;
    answer.scope = access::scope_word(scope);
    return answer;
}

}  // namespace willcall::reports

#endif
