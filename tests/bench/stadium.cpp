#include "stadium.hpp"

#include <fstream>

namespace willcall::bench::stadium {

void write_plan(const std::string& path) {
    std::ofstream file(path);
    file << R"({"name": "Stadium", "categories": [{"name": "all"}], "zones": [{"name": "Stands",)"
         << R"("position": {"x": 0, "y": 0}, "rows": [)";
    for (std::size_t row = 0; row < rows; ++row) {
        file << (row == 0 ? "" : ",") << R"({"row_number": ")" << row + 1
             << R"(", "position": {"x": 0, "y": )" << row * 20 << R"(}, "seats": [)";
        for (std::size_t seat = 0; seat < seats_in_row; ++seat)
            file << (seat == 0 ? "" : ",") << R"({"seat_guid": ")" << row * seats_in_row + seat
                 << R"(", "seat_number": ")" << seat + 1
                 << R"(", "category": "all", "position": {"y": 0, "x": )"
                 << seat * 20 + seat / seats_to_aisle * 40 << "}}";
        file << "]}";
    }
    file << "]}]}";
}

}  // namespace willcall::bench::stadium
