#include "ipp.hpp"

#include <cups/cups.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

constexpr int connect_milliseconds = 5'000;
// Longer than a page takes, and below the minute of its lease that a job is begun with.
constexpr auto followed_at_most = 40s;
// The least and the most to wait before looking again.
constexpr auto looked_first = 1ms;
constexpr auto looked_seldom = 250ms;

using Answer = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

class Printer {
public:
    explicit Printer(const PrinterAddress& address)
        : address_(address),
          line_(httpConnect2(address.host().c_str(), address.port(), nullptr, AF_UNSPEC,
                             address.encrypted() ? HTTP_ENCRYPTION_ALWAYS
                                                 : HTTP_ENCRYPTION_IF_REQUESTED,
                             1, connect_milliseconds, nullptr),
                httpClose) {
        if (line_ == nullptr)
            throw Trouble("the printer can't be reached: " + std::string(cupsLastErrorString()));
    }

    ipp_t* request(ipp_op_t operation) const {
        auto* made = ippNewRequest(operation);
        ippAddString(made, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                     address_.url().c_str());
        ippAddString(made, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
                     "willcall");
        return made;
    }
    Answer ask(ipp_t* request) const {
        return checked(cupsDoRequest(line_.get(), request, address_.path().c_str()));
    }
    Answer send(ipp_t* request, std::string_view bytes) const {
        const Answer asked(request, ippDelete);
        const auto size = bytes.size() + ippLength(request);
        auto status = cupsSendRequest(line_.get(), request, address_.path().c_str(), size);
        if (status == HTTP_STATUS_CONTINUE)
            status = cupsWriteRequestData(line_.get(), bytes.data(), bytes.size());
        if (status != HTTP_STATUS_CONTINUE && status != HTTP_STATUS_OK)
            throw Trouble("the printer does not listen: " + std::string(httpStatus(status)));
        return checked(cupsGetResponse(line_.get(), address_.path().c_str()));
    }

private:
    static Answer checked(ipp_t* response) {
        Answer answer(response, ippDelete);
        const auto status = cupsLastError();
        const std::string said = cupsLastErrorString();
        if (status == IPP_STATUS_ERROR_BUSY) throw Trouble("the printer is busy");
        if (status == IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED)
            throw NotTaken("the printer does not take this format: " + said);
        if (answer == nullptr || status >= IPP_STATUS_REDIRECTION_OTHER_SITE)
            throw Trouble("the printer says: " + said);
        return answer;
    }
    const PrinterAddress& address_;
    std::unique_ptr<http_t, decltype(&httpClose)> line_;
};

template <std::size_t count>
void want(ipp_t* request, const std::array<const char*, count>& attributes) {
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(count), nullptr, attributes.data());
}

std::vector<std::string> texts(ipp_t* answer, const char* name) {
    std::vector<std::string> all;
    auto* attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    for (int at = 0; attribute != nullptr && at < ippGetCount(attribute); ++at)
        if (const auto* text = ippGetString(attribute, at, nullptr)) all.emplace_back(text);
    return all;
}

int number(ipp_t* answer, const char* name) {
    auto* attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    return attribute == nullptr ? 0 : ippGetInteger(attribute, 0);
}

std::string listed(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& one : all) text += (text.empty() ? "" : ", ") + one;
    return text;
}

// What the printer needs a person for.
void check_state(ipp_t* answer) {
    std::vector<std::string> reasons;
    for (const auto& reason : texts(answer, "printer-state-reasons"))
        for (const char* bad : {"media-empty", "media-needed", "media-jam", "cover-open",
                                "door-open", "paused", "shutdown", "offline"})
            if (reason.starts_with(bad)) reasons.push_back(reason);
    if (!reasons.empty()) throw Trouble("the printer needs somebody: " + listed(reasons));
    auto* accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    if (accepting != nullptr && ippGetBoolean(accepting, 0) == 0)
        throw Trouble("the printer takes no jobs now");
}

void check(const Printer& printer, const std::string& format) {
    auto* request = printer.request(IPP_OP_GET_PRINTER_ATTRIBUTES);
    want(request, std::array{"document-format-supported", "printer-state-reasons",
                             "printer-is-accepting-jobs"});
    const auto answer = printer.ask(request);
    const auto formats = texts(answer.get(), "document-format-supported");
    if (std::find(formats.begin(), formats.end(), format) == formats.end())
        throw NotTaken("the printer takes no " + format + ", but " + listed(formats));
    check_state(answer.get());
}

struct Known {
    int number = 0;
    int state = 0;
};

// The job of this name that the printer has or had, unless it came to nothing.
Known known(const Printer& printer, const std::string& name) {
    for (const char* which : {"not-completed", "completed"}) {
        auto* request = printer.request(IPP_OP_GET_JOBS);
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, which);
        want(request, std::array{"job-id", "job-name", "job-state"});
        const auto answer = printer.ask(request);
        Known job;
        std::string called;
        for (auto* one = ippFirstAttribute(answer.get());; one = ippNextAttribute(answer.get())) {
            const char* key = one == nullptr ? nullptr : ippGetName(one);
            if (key == nullptr) {  // between two jobs, or at the end
                if (called == name && job.state != IPP_JSTATE_CANCELED &&
                    job.state != IPP_JSTATE_ABORTED)
                    return job;
                job = {};
                called.clear();
                if (one == nullptr) break;
                continue;
            }
            const std::string_view attribute = key;
            if (attribute == "job-id") job.number = ippGetInteger(one, 0);
            if (attribute == "job-state") job.state = ippGetInteger(one, 0);
            if (attribute == "job-name")
                if (const auto* const text = ippGetString(one, 0, nullptr)) called = text;
        }
    }
    return {};
}

int submit(const Printer& printer, const Sheet& sheet) {
    auto* request = printer.request(IPP_OP_PRINT_JOB);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, sheet.name.c_str());
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
                 sheet.format.c_str());
    const auto job = number(printer.send(request, sheet.bytes).get(), "job-id");
    if (job == 0) throw Trouble("the printer does not say which job it is");
    return job;
}

bool is_done(const Printer& printer, int job) {
    auto* request = printer.request(IPP_OP_GET_JOB_ATTRIBUTES);
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    want(request, std::array{"job-state", "job-state-reasons"});
    const auto answer = printer.ask(request);
    const auto state = number(answer.get(), "job-state");
    if (state == IPP_JSTATE_CANCELED || state == IPP_JSTATE_ABORTED)
        throw Trouble(std::string("the printer has ") +
                      (state == IPP_JSTATE_CANCELED ? "cancelled" : "aborted") +
                      " the job: " + listed(texts(answer.get(), "job-state-reasons")));
    return state == IPP_JSTATE_COMPLETED;
}

void follow(const Printer& printer, int job, const std::function<bool()>& stopped) {
    using Clock = std::chrono::steady_clock;
    const auto sent = Clock::now();
    while (!is_done(printer, job)) {
        const auto taken = Clock::now() - sent;
        if (stopped() || taken > followed_at_most)
            throw Trouble("the printer has job " + std::to_string(job) + ", not printed yet");
        // Seen late by an eighth of what it takes, at most.
        std::this_thread::sleep_for(
            std::clamp<Clock::duration>(taken / 8, looked_first, looked_seldom));
    }
}

}  // namespace

PrinterAddress::PrinterAddress(const std::string& url) : url_(url) {
    std::array<char, HTTP_MAX_URI> scheme{}, user{}, host{}, path{};
    const auto found = httpSeparateURI(
        HTTP_URI_CODING_ALL, url.c_str(), scheme.data(), static_cast<int>(scheme.size()),
        user.data(), static_cast<int>(user.size()), host.data(), static_cast<int>(host.size()),
        &port_, path.data(), static_cast<int>(path.size()));
    const std::string_view kind = scheme.data();
    if (found < HTTP_URI_STATUS_OK || (kind != "ipp" && kind != "ipps") || host[0] == '\0')
        throw std::runtime_error("must be like ipp://printer.example.org/ipp/print");
    host_ = host.data();
    path_ = path.data();
    encrypted_ = kind == "ipps";
}

class IppPrinter::Connection : public Printer {
public:
    using Printer::Printer;
};

IppPrinter::IppPrinter(const std::string& url) : address_(url) {}
IppPrinter::~IppPrinter() = default;

std::unique_ptr<IppPrinter::Connection> IppPrinter::take_kept() const {
    const std::lock_guard lock(mutex_);
    if (kept_.empty()) return nullptr;
    auto connection = std::move(kept_.back());
    kept_.pop_back();
    return connection;
}

// A printer may have closed a kept connection meanwhile: it is asked on the next one, and at last
// on one of its own. Only what is asked before a job is sent is asked twice.
int IppPrinter::print(const Sheet& sheet, const std::function<bool()>& stopped) const {
    while (true) {
        auto connection = take_kept();
        const bool kept = connection != nullptr;
        if (!kept) connection = std::make_unique<Connection>(address_);
        Known job;
        try {
            if (!sheet.first_try) job = known(*connection, sheet.name);
            if (job.number == 0) check(*connection, sheet.format);
        } catch (const Trouble&) {
            if (kept && !stopped()) continue;
            throw;
        }
        if (job.number == 0) job.number = submit(*connection, sheet);
        if (job.state != IPP_JSTATE_COMPLETED) follow(*connection, job.number, stopped);
        const std::lock_guard lock(mutex_);
        kept_.push_back(std::move(connection));
        return job.number;
    }
}
