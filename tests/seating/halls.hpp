// Small halls, drawn: one text for each row, a letter for each seat, a space for an aisle.
#ifndef WILLCALL_TESTS_SEATING_HALLS_HPP
#define WILLCALL_TESTS_SEATING_HALLS_HPP

#include "seating/hall.hpp"

#include <string>
#include <vector>

namespace willcall::tests {

// "aaa bb": three seats of the category `a`, an aisle, two of `b`. Rows go away from the stage.
// The seats of row 2 have the guids "2-1", "2-2", … and the names "Hall/2/1", …
inline std::string drawn(const std::vector<std::string>& rows) {
    constexpr int step = 20;
    std::string json = R"({"name": "Hall", "categories": [{"name": "a"}, {"name": "b"}],
        "zones": [{"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [)";
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto name = std::to_string(row + 1);
        json += (row == 0 ? "" : ",") + std::string(R"({"row_number": ")") + name +
                R"(", "position": {"x": 0, "y": )" + std::to_string(row * step) +
                R"(}, "seats": [)";
        int number = 0;
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            if (rows[row][column] == ' ') continue;
            const auto text = std::to_string(++number);
            json += (number == 1 ? "" : ",") + std::string(R"({"seat_guid": ")") + name + '-' +
                    text + R"(", "seat_number": ")" + text + R"(", "category": ")" +
                    rows[row][column] + R"(", "position": {"x": )" + std::to_string(column * step) +
                    R"(, "y": 0}})";
        }
        json += "]}";
    }
    return json + "]}]}";
}

inline std::shared_ptr<const seating::Plan> hall_of(const std::vector<std::string>& rows) {
    return seating::Plan::read(drawn(rows), "seating.hall", "hall.json");
}

// "2-3 2-4"
inline std::string guids(const seating::Plan& plan, const std::vector<seating::SeatIndex>& seats) {
    std::string text;
    for (const auto seat : seats) text += (text.empty() ? "" : " ") + plan.seats[seat].guid;
    return text;
}

}  // namespace willcall::tests

#endif
