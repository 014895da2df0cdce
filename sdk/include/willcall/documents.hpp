// Documents on demand: what the outbox would hand over, given to the caller.
#ifndef WILLCALL_DOCUMENTS_HPP
#define WILLCALL_DOCUMENTS_HPP

#include <willcall/plugin/papers.hpp>

namespace willcall {

struct OrderDocument {
    Id order;
    std::string kind = "ticket";
    std::string format = "application/pdf";

    static constexpr auto fields = in_order{
        field<"order">(&OrderDocument::order, "id of the order"),
        field<"kind">(&OrderDocument::kind,
                      "what a plugin makes of an order: ticket, roll, stub, label, receipt, "
                      "confirmation",
                      between(1, 64), can_be_left_out),
        field<"format">(&OrderDocument::format, "media type", between(1, 100), can_be_left_out),
    };
};

struct ShiftDocument {
    Id shift;
    std::string format = "application/pdf";

    static constexpr auto fields = in_order{
        field<"shift">(&ShiftDocument::shift, "id of a closed shift"),
        field<"format">(&ShiftDocument::format, "media type", between(1, 100), can_be_left_out),
    };
};

struct PaymentDocument {
    Id payment;
    std::string format = "application/pdf";

    static constexpr auto fields = in_order{
        field<"payment">(&PaymentDocument::payment, "its id, as the payment book has it"),
        field<"format">(&PaymentDocument::format, "media type", between(1, 100), can_be_left_out),
    };
};

struct ReportDocument {
    std::string title;
    std::string subtitle;
    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;
    std::vector<TableRow> totals;
    std::string format = "application/pdf";

    static constexpr auto fields = in_order{
        field<"title">(&ReportDocument::title, "what it is about", between(1, 200)),
        field<"subtitle">(&ReportDocument::subtitle, "of when, for whom", at_most(200),
                          can_be_left_out),
        field<"columns">(&ReportDocument::columns, "headings", between(1, 20)),
        field<"rows">(&ReportDocument::rows, "a cell for each column", at_most(10'000)),
        field<"totals">(&ReportDocument::totals, "rows below a line", at_most(10)),
        field<"format">(&ReportDocument::format, "media type", between(1, 100), can_be_left_out),
    };
};

struct DocumentMade {
    std::string name;
    std::string format;
    std::string base64;

    static constexpr auto meaning = "a document";
    static constexpr auto fields = in_order{
        field<"name">(&DocumentMade::name, "a file name, safe on every system"),
        field<"format">(&DocumentMade::format, "media type"),
        field<"base64">(&DocumentMade::base64, "its bytes"),
    };
};

}  // namespace willcall

#endif
