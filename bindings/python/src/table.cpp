#include "table.hpp"

#include <pybind11/stl.h>

#include <cstring>
#include <string>

namespace willcall::python {
namespace {

// Whoever reads a stream may hold the interpreter, or not. It is let go of while the engine works,
// as by every other call: see core.hpp.
template <class Work>
auto without_interpreter(Work work) {
    if (leaving || Py_IsInitialized() == 0 || PyGILState_Check() == 0) return work();
    const py::gil_scoped_release released;
    return work();
}

ArrowArrayStream* inner(ArrowArrayStream* outer) {
    return static_cast<ArrowArrayStream*>(outer->private_data);
}

int get_schema(ArrowArrayStream* outer, ArrowSchema* schema) {
    auto* const stream = inner(outer);
    return without_interpreter([&] { return stream->get_schema(stream, schema); });
}

int get_next(ArrowArrayStream* outer, ArrowArray* array) {
    auto* const stream = inner(outer);
    return without_interpreter([&] { return stream->get_next(stream, array); });
}

const char* get_last_error(ArrowArrayStream* outer) {
    return inner(outer)->get_last_error(inner(outer));
}

void release(ArrowArrayStream* outer) {
    const std::unique_ptr<ArrowArrayStream> stream(inner(outer));
    outer->release = nullptr;
    without_interpreter([&] { stream->release(stream.get()); });
}

void end_capsule(PyObject* capsule) {
    auto* const stream =
        static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
    if (stream->release != nullptr) stream->release(stream);
    delete stream;
}

// Frees an array or a schema that was handed to us.
template <class Arrow>
struct Owned : Arrow {
    Owned() : Arrow{} {}
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    ~Owned() {
        if (this->release != nullptr) this->release(this);
    }
};

bool bit(const void* bits, std::int64_t at) {
    return (static_cast<const std::uint8_t*>(bits)[at / 8] >> (at % 8) & 1) != 0;
}

py::object text_at(const ArrowArray& array, std::int64_t at) {
    const auto* const offsets = static_cast<const std::int32_t*>(array.buffers[1]);
    const auto* const texts = static_cast<const char*>(array.buffers[2]);
    return text_of(std::string_view(texts + offsets[at],
                                    static_cast<std::size_t>(offsets[at + 1] - offsets[at])));
}

py::object value_at(const ArrowSchema& schema, const ArrowArray& array, std::int64_t at) {
    if (array.null_count != 0 && !bit(array.buffers[0], at)) return py::none();
    if (array.dictionary != nullptr)
        return text_at(*array.dictionary, static_cast<const std::int32_t*>(array.buffers[1])[at]);
    switch (schema.format[0]) {
    case 'u': return text_at(array, at);
    case 'b': return py::bool_(bit(array.buffers[1], at));
    // Our decimals fit into their lower half.
    case 'd': at *= 2; [[fallthrough]];
    default: return py::int_(static_cast<const std::int64_t*>(array.buffers[1])[at]);
    }
}

}  // namespace

ArrowArrayStream Table::open() const {
    ArrowArrayStream stream{};
    willcall_error* error = nullptr;
    willcall_status status = WILLCALL_OK;
    {
        const py::gil_scoped_release released;
        status = willcall_result_table(result_.get(), &stream, &error);
    }
    check(status, error);
    auto own = std::make_unique<ArrowArrayStream>(stream);
    return {get_schema, get_next, get_last_error, release, own.release()};
}

py::capsule Table::stream() const {
    auto stream = std::make_unique<ArrowArrayStream>(open());
    PyObject* made = PyCapsule_New(stream.get(), "arrow_array_stream", end_capsule);
    if (made == nullptr) {
        stream->release(stream.get());
        throw py::error_already_set();
    }
    stream.release();
    return py::reinterpret_steal<py::capsule>(made);
}

std::unique_ptr<Table::Pages> Table::pages() const { return std::make_unique<Pages>(open()); }

void Table::csv(const py::function& write, bool byte_order_mark) const {
    struct Taking {
        const py::function& write;
        std::exception_ptr thrown;
    } taking{write, nullptr};
    const auto take = [](void* user, const char* data,
                         std::uint64_t size) noexcept -> std::int32_t {
        auto& of = *static_cast<Taking*>(user);
        const py::gil_scoped_acquire held;
        try {
            of.write(py::bytes(data, static_cast<std::size_t>(size)));
            return 0;
        } catch (...) {
            of.thrown = std::current_exception();
            return 1;
        }
    };
    willcall_error* error = nullptr;
    willcall_status status = WILLCALL_OK;
    {
        const py::gil_scoped_release released;
        status =
            willcall_result_csv(result_.get(), byte_order_mark ? WILLCALL_CSV_BYTE_ORDER_MARK : 0,
                                take, &taking, &error);
    }
    if (taking.thrown) {
        willcall_error_free(error);
        std::rethrow_exception(taking.thrown);
    }
    check(status, error);
}

py::bytes Table::report(const std::string& format) const {
    willcall_result* document = nullptr;
    willcall_error* error = nullptr;
    willcall_status status = WILLCALL_OK;
    {
        const py::gil_scoped_release released;
        status = willcall_result_report(result_.get(), format.c_str(), &document, &error);
    }
    check(status, error);
    const std::unique_ptr<willcall_result, decltype(&willcall_result_free)> owned(
        document, willcall_result_free);
    std::uint64_t size = 0;
    const char* bytes = willcall_result_text(document, &size);
    return py::bytes(bytes, static_cast<std::size_t>(size));
}

Table::Pages::Pages(ArrowArrayStream stream) : stream_(stream) {
    if (stream_.get_schema(&stream_, &schema_) == 0) return;
    const std::string why = stream_.get_last_error(&stream_);
    stream_.release(&stream_);
    throw std::runtime_error(why);
}

Table::Pages::~Pages() {
    close();
    schema_.release(&schema_);
}

void Table::Pages::close() {
    if (stream_.release != nullptr) stream_.release(&stream_);
}

py::list Table::Pages::columns() const {
    py::list columns;
    for (std::int64_t at = 0; at < schema_.n_children; ++at) {
        const auto& child = *schema_.children[at];
        columns.append(
            py::make_tuple(child.name, child.dictionary != nullptr ? "u" : child.format));
    }
    return columns;
}

py::object Table::Pages::next() {
    if (stream_.release == nullptr) return py::none();
    Owned<ArrowArray> batch;
    if (const int number = stream_.get_next(&stream_, &batch); number != 0) {
        const char* said = stream_.get_last_error(&stream_);
        const auto why = text_of(said == nullptr ? "out of memory" : said);
        const auto made =
            py::module_::import("willcall._errors").attr("stream_failed")(number, why);
        PyErr_SetObject(py::type::handle_of(made).ptr(), made.ptr());
        throw py::error_already_set();
    }
    if (batch.release == nullptr) return py::none();
    py::list columns;
    for (std::int64_t at = 0; at < batch.n_children; ++at) {
        const auto& child = *batch.children[at];
        py::list values(static_cast<std::size_t>(batch.length));
        for (std::int64_t row = 0; row < batch.length; ++row)
            PyList_SET_ITEM(values.ptr(), row,
                            value_at(*schema_.children[at], child, row).release().ptr());
        columns.append(std::move(values));
    }
    return columns;
}

py::tuple answer_of(willcall_result* result) {
    std::shared_ptr<willcall_result> owned(result, willcall_result_free);
    std::uint64_t size = 0;
    const char* json = willcall_result_json(result, &size);
    const char* banner = willcall_result_banner(result, nullptr);
    return py::make_tuple(text_of(std::string_view(json, static_cast<std::size_t>(size))),
                          std::make_shared<Table>(std::move(owned)),
                          banner == nullptr ? py::object(py::none()) : text_of(banner));
}

void bind_table(py::module_& module) {
    py::class_<Table, std::shared_ptr<Table>>(module, "Table")
        .def("stream", &Table::stream)
        .def("pages", &Table::pages)
        .def("report", &Table::report, py::arg("format"))
        .def("csv", &Table::csv, py::arg("write"), py::arg("byte_order_mark"));
    py::class_<Table::Pages>(module, "Pages")
        .def_property_readonly("columns", &Table::Pages::columns)
        .def("next", &Table::Pages::next)
        .def("close", &Table::Pages::close);
}

}  // namespace willcall::python
