// libFuzzer: whatever JSON comes as an order is read, or fails with a message.
#include "operations/failure.hpp"
#include "operations/reading.hpp"
#include "operations/writing.hpp"

#include <willcall/orders.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    try {
        auto value = willcall::parse_json(text);
        willcall_writer writer(2);
        writer.put_value(value);
        // What was accepted and written is accepted again, and means the same.
        willcall_writer again(2);
        again.put_value(willcall::parse_json(writer.text));
        if (again.text != writer.text) std::abort();
        willcall::validate(value, *willcall::shape::of<willcall::PlaceOrder>(), {});
        willcall::read_as<willcall::PlaceOrder>(value);
    } catch (const willcall::Failure& failure) {
        if (!willcall::is_clean_text(failure.what())) std::abort();
    }
    return 0;
}
