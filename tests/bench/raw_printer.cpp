#include "raw_printer.hpp"

#include <cups/cups.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace willcall::bench {

Printer::Printer(const std::string& folder)
    : server_({WILLCALL_SOURCE_DIR "/tests/delivery/ipp_printer.sh", folder, "0", "application/pdf",
               "/bin/true"}),
      url_(server_.read_line()) {}

struct RawPrinting::Line {
    std::string url;
    http_t* http = nullptr;

    ipp_t* request(ipp_op_t operation) const {
        auto* made = ippNewRequest(operation);
        ippAddString(made, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, url.c_str());
        ippAddString(made, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
                     "bench");
        return made;
    }
    static int number(ipp_t* answer, const char* name) {
        auto* const attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
        const int found = attribute == nullptr ? 0 : ippGetInteger(attribute, 0);
        ippDelete(answer);
        return found;
    }
};

RawPrinting::RawPrinting(const std::string& url) : line_(std::make_unique<Line>()) {
    line_->url = url;
    const auto port = std::stoi(url.substr(url.rfind(':') + 1));
    line_->http = httpConnect2("localhost", port, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED,
                               1, 5'000, nullptr);
    if (line_->http == nullptr) throw std::runtime_error("no connection to the printer");
}

RawPrinting::~RawPrinting() { httpClose(line_->http); }

void RawPrinting::print(const std::string& name, std::string_view bytes) const {
    auto* const asked = line_->request(IPP_OP_PRINT_JOB);
    ippAddString(asked, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, name.c_str());
    ippAddString(asked, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
                 "application/pdf");
    cupsSendRequest(line_->http, asked, "/ipp/print", bytes.size() + ippLength(asked));
    cupsWriteRequestData(line_->http, bytes.data(), bytes.size());
    ippDelete(asked);
    const auto job = Line::number(cupsGetResponse(line_->http, "/ipp/print"), "job-id");
    if (job == 0) throw std::runtime_error(std::string("not printed: ") + cupsLastErrorString());
    while (true) {
        auto* const look = line_->request(IPP_OP_GET_JOB_ATTRIBUTES);
        ippAddInteger(look, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
        ippAddString(look, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nullptr,
                     "job-state");
        const auto state =
            Line::number(cupsDoRequest(line_->http, look, "/ipp/print"), "job-state");
        if (state == IPP_JSTATE_COMPLETED) return;
        if (state > IPP_JSTATE_STOPPED) throw std::runtime_error("the printer lost the job");
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace willcall::bench
