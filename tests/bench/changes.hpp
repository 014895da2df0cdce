// What a store has become since it was last copied, whatever it is: rows that are new, that have
// changed, that are gone; to be written into its copy by SQLite's C API alone.
//
// Literally the same rows, one at a time, with statements that are kept: nothing is read, decided,
// hashed or formatted.
#ifndef WILLCALL_BENCH_CHANGES_HPP
#define WILLCALL_BENCH_CHANGES_HPP

#include "sqlite.hpp"

#include <deque>
#include <string_view>
#include <vector>

namespace willcall::bench {

class Changes {
public:
    // `to` is a copy of the store in the file `from`.
    Changes(const std::string& from, Sqlite& to);

    // Takes up what the store has become since.
    void read();
    // How many rows that is.
    std::size_t rows() const;
    // Writes all of it in one transaction; the seconds it took.
    double write();

private:
    using Row = std::vector<Value>;

    // Rows of one table. A row is known by its key, or by its place where it has none.
    class Table {
    public:
        Table(Sqlite& reading, Sqlite& to, std::string name);
        void read();
        void write();
        std::size_t rows() const { return made_.size() + changed_.size() + gone_.size(); }

    private:
        std::string on_same_key() const;
        void read(Statement& select, std::vector<Row>& rows);
        void prepare_update();

        Sqlite& to_;
        std::string name_;
        std::vector<std::string> columns_;
        std::vector<std::size_t> key_;  // columns; none: the place
        Statement find_made_, find_changed_, find_gone_;
        Statement insert_, remove_, update_;
        std::vector<std::size_t> updated_;  // columns that the update sets
        std::vector<Row> made_, changed_, gone_;
        std::deque<std::string> texts_;
    };

    Sqlite reading_;  // the store, with its copy attached
    Sqlite& to_;
    std::deque<Table> tables_;  // parents before what refers to them
};

}  // namespace willcall::bench

#endif
