// From described structs to JSON text.
#ifndef WILLCALL_OPERATIONS_WRITING_HPP
#define WILLCALL_OPERATIONS_WRITING_HPP

#include "operations/value.hpp"

#include <willcall/plugin/values.hpp>

#include <string>
#include <vector>

// Appends JSON to a text. Single-threaded; the value service writes through it. What is written in
// a wrong order (a plugin may) spoils the writer: the rest is dropped, and it is never complete.
struct willcall_writer {
    explicit willcall_writer(int currency_decimals) : decimals(currency_decimals) {
        text.reserve(usual_size);
    }

    void object();
    void list();
    void end();
    void name(std::string_view key);
    void put_text(std::string_view text);
    void put_number(std::int32_t kind, std::int64_t number);
    void put_null();
    void put_value(const willcall_value& value);

    // Whether exactly one value was written, and all of it.
    bool complete() const { return begun_ && open_.empty() && !spoiled_; }
    void spoil() { spoiled_ = true; }

    std::string text;
    int decimals;

private:
    static constexpr std::size_t usual_size = 1'024;  // of the answer to a sale

    bool begin_value();
    void put_scalar(const willcall_value& value);
    void put_unread(const willcall_value& value);

    std::vector<char> open_;  // closing brackets
    bool begun_ = false;
    bool first_ = true;
    bool after_name_ = false;
    bool spoiled_ = false;
};

namespace willcall {

template <class T>
void write_to(willcall_writer& writer, const T& value) {
    write(value_service, &writer, value);
}

template <class T>
std::string write_json(const T& value, int decimals) {
    willcall_writer writer(decimals);
    write_to(writer, value);
    return std::move(writer.text);
}

}  // namespace willcall

#endif
