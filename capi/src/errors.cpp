// Error objects: made from what was thrown or refused, read and freed by their owner.
#include "guarded.hpp"
#include "handles.hpp"
#include "operations/writing.hpp"

#include <new>

namespace willcall::capi {
namespace {

void put(willcall_writer& writer, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    writer.name(name);
    writer.put_text(text);
}

void put(willcall_writer& writer, std::string_view name, int number) {
    if (number == 0) return;
    writer.name(name);
    writer.put_number(WILLCALL_INTEGER, number);
}

std::string detail_of(willcall_status status, std::string_view message, const Failure* failure) {
    willcall_writer writer(0);
    writer.object();
    put(writer, "status", willcall_status_text(status));
    put(writer, "message", message);
    if (failure != nullptr) {
        put(writer, "field", failure->field());
        put(writer, "file", failure->place().file);
        put(writer, "line", failure->place().line);
        put(writer, "column", failure->place().column);
        put(writer, "plugin", failure->plugin());
    }
    writer.end();
    return std::move(writer.text);
}

// Made while there is memory, given out when there is none; freeing it does nothing.
struct OutOfMemory : willcall_error {
    OutOfMemory() {
        status = WILLCALL_UNAVAILABLE;
        message = "out of memory";
        detail = R"({"status":"unavailable","message":"out of memory"})";
    }
};
OutOfMemory out_of_memory;

willcall_status say(willcall_error** error, willcall_status status, std::string message,
                    const Failure* failure = nullptr) {
    if (error == nullptr) return status;
    auto made = std::make_unique<willcall_error>();
    made->status = status;
    made->detail = detail_of(status, message, failure);
    made->message = std::move(message);
    if (failure != nullptr) made->field = failure->field();
    *error = made.release();
    return status;
}

willcall_status said(willcall_error** error) {
    try {
        throw;
    } catch (const RefusedReading& reading) {
        return refused(error, reading.refused());
    } catch (const Failure& failure) {
        return say(error, failure.status(), failure.what(), &failure);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& defect) {
        return say(error, WILLCALL_INTERNAL, defect.what());
    } catch (...) {
        return say(error, WILLCALL_INTERNAL, "something was thrown that is no exception");
    }
}

}  // namespace

willcall_status caught(willcall_error** error) noexcept {
    try {
        return said(error);
    } catch (...) {
        if (error != nullptr) *error = &out_of_memory;
        return WILLCALL_UNAVAILABLE;
    }
}

willcall_status refused(willcall_error** error, const EngineAnswer& answer) {
    const auto status = say(error, WILLCALL_REFUSED, answer.message);
    if (error == nullptr || answer.json.size() <= 2) return status;
    // {"status": …} and {"reasons": […]} become one object.
    auto& detail = (*error)->detail;
    detail.back() = ',';
    detail.append(answer.json, 1);
    if (answer.banner.empty()) return status;
    detail.back() = ',';
    detail += "\"banner\":" + answer.banner + '}';
    return status;
}

}  // namespace willcall::capi

using namespace willcall::capi;

willcall_status willcall_error_status(const willcall_error* error) noexcept {
    return is(error) ? error->status : WILLCALL_OK;
}

const char* willcall_error_message(const willcall_error* error) noexcept {
    return is(error) ? error->message.c_str() : "";
}

const char* willcall_error_field(const willcall_error* error) noexcept {
    return is(error) ? error->field.c_str() : "";
}

const char* willcall_error_detail(const willcall_error* error, uint64_t* size) noexcept {
    if (size != nullptr) *size = is(error) ? error->detail.size() : 2;
    return is(error) ? error->detail.c_str() : "{}";
}

void willcall_error_free(willcall_error* error) noexcept {
    if (error != &out_of_memory) end(error);
}
