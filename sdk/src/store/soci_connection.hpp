// A connection through SOCI, with what both databases share: statements kept by their text, values
// and results in slots that are bound once.
#ifndef WILLCALL_STORE_SOCI_CONNECTION_HPP
#define WILLCALL_STORE_SOCI_CONNECTION_HPP

#include "operations/failure.hpp"
#include "store/connection.hpp"

#include <soci/soci.h>

#include <string>
#include <unordered_map>

namespace willcall::store {

// Finds by std::string_view without making a std::string.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

class SociConnection : public Connection {
public:
    struct Dialect {
        const soci::backend_factory& factory;  // by object: the name would load a library
        std::string (*own_sql)(std::string_view);
        std::exception_ptr (*failure)(const soci::soci_error&);
    };
    SociConnection(const Dialect& dialect, const std::string& parameters);
    ~SociConnection() override;

    // The sink may not use this connection.
    std::int64_t run(std::string_view sql, std::span<const Cell> values,
                     std::span<const bool> texts, const RowSink& sink) override;

    // Through a cursor of the database's, some thousand rows at a time.
    std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Cell> values,
                                 std::span<const bool> texts) override;

    // The tables of this store.
    virtual std::vector<std::string> tables() = 0;

    // Runs a statement without values and does not keep it.
    virtual void once(const std::string& sql);
    // The same for one of the schema, written for any database.
    virtual void define(const std::string& sql) { once(sql); }
    std::string text(std::string_view sql);

protected:
    // The engine knows its statements by heart; a caller who makes texts up must not fill memory.
    static constexpr std::size_t kept_count_max = 1000;

    // What is kept belongs to the session: for a connection that was lost.
    void forget_all();

    const Dialect& dialect_;
    soci::session session_;

private:
    struct Slot;
    struct Kept;

    Kept& kept(std::string_view sql, std::span<const Cell> values, std::span<const bool> texts);
    void forget(std::string_view sql);

    int cursors_open_ = 0;
    TextMap<std::unique_ptr<Kept>> kept_;  // goes before the session
};

}  // namespace willcall::store

#endif
