// Tables: the answer of an operation, read whole.
#ifndef WILLCALL_PYTHON_TABLE_HPP
#define WILLCALL_PYTHON_TABLE_HPP

#include "core.hpp"

#include <memory>
#include <string>

namespace willcall::python {

class Table {
public:
    explicit Table(std::shared_ptr<willcall_result> result) : result_(std::move(result)) {}

    // A PyCapsule with an Arrow stream, as the Arrow PyCapsule interface has it.
    py::capsule stream() const;
    // The same rows, to be read here.
    class Pages;
    std::unique_ptr<Pages> pages() const;
    // `write(text)` gets the CSV piece by piece, as bytes.
    void csv(const py::function& write, bool byte_order_mark) const;
    // The bytes of a document.
    py::bytes report(const std::string& format) const;

private:
    ArrowArrayStream open() const;

    std::shared_ptr<willcall_result> result_;
};

// Batches as columns of Python values: texts, truths, and numbers as they stand in the buffers.
class Table::Pages {
public:
    explicit Pages(ArrowArrayStream stream);
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;
    ~Pages();

    // Name and Arrow format of each column.
    py::list columns() const;
    // A list for each column; None after the last rows.
    py::object next();
    void close();

private:
    ArrowArrayStream stream_;
    ArrowSchema schema_{};
};

}  // namespace willcall::python

#endif
