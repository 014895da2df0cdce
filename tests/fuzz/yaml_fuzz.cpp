// libFuzzer: whatever YAML comes as a season is read, or fails with a message.
#include "operations/failure.hpp"
#include "operations/reading.hpp"

#include <willcall/season.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    try {
        auto value = willcall::parse_yaml(text, "season.yaml");
        willcall::validate(value, *willcall::shape::of<willcall::Season>(), {2, "season.yaml", {}});
        willcall::read_as<willcall::Season>(value);
    } catch (const willcall::Failure& failure) {
        if (!willcall::is_clean_text(failure.what())) std::abort();
    }
    return 0;
}
