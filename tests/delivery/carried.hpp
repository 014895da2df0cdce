// A plugin carried by the test program, as plain tables: it makes tickets as text, and delivers by
// the methods "email" and "print" as the test tells it to.
#ifndef WILLCALL_TESTS_DELIVERY_CARRIED_HPP
#define WILLCALL_TESTS_DELIVERY_CARRIED_HPP

#include "delivery/worker.hpp"
#include "reports/check_store.hpp"

#include <willcall/plugin/values.hpp>

#include <array>
#include <map>
#include <mutex>

namespace willcall::tests {

// What was handed to the carrier.
struct Handed {
    std::string id, method, recipient, number;
    std::vector<std::string> documents;  // "name: bytes"
};

struct Carried {
    std::function<void(const DeliveryContent&)> before_making;  // may throw
    // Per job; delivered where it is absent.
    std::function<plugins::Outcome(const Handed&)> deliver;
    std::mutex mutex;
    std::vector<Handed> handed;

    std::size_t count() {
        const std::lock_guard lock(mutex);
        return handed.size();
    }
};

namespace carried {

inline const willcall_host*& host() {
    static const willcall_host* given = nullptr;
    return given;
}
inline willcall_status create(const willcall_host* given, willcall_call*, void* context,
                              const willcall_value*, void** instance) noexcept {
    host() = given;
    *instance = context;
    return WILLCALL_OK;
}
inline void destroy(void*) noexcept {}

inline willcall_status make(void* instance, willcall_call* call, std::uint64_t,
                            const willcall_value* value) noexcept {
    auto& carried = *static_cast<Carried*>(instance);
    const auto content = read<DeliveryContent>(*host()->values, value);
    try {
        if (carried.before_making) carried.before_making(content);
    } catch (const std::exception& failure) {
        host()->call->fail(call, as_text(failure.what()), as_text(""));
        return WILLCALL_PLUGIN;
    }
    for (const auto& ticket : content.tickets) {
        const auto line = ticket.event + ", " + ticket.starts_text + ", " + ticket.ticket_type +
                          ", " + ticket.price_text + ", " + ticket.holder + ", " + ticket.code +
                          '\n';
        host()->call->put(call, line.data(), line.size());
    }
    return WILLCALL_OK;
}

inline willcall_status deliver(void* instance, willcall_call* call, const willcall_job* jobs,
                               std::uint64_t, willcall_outcome* outcomes, std::uint64_t,
                               std::uint64_t count) noexcept {
    auto& carried = *static_cast<Carried*>(instance);
    for (std::uint64_t at = 0; at < count; ++at) {
        Handed handed{std::string(as_view(jobs[at].id)),
                      std::string(as_view(jobs[at].method)),
                      std::string(as_view(jobs[at].recipient)),
                      read<DeliveryContent>(*host()->values, jobs[at].content).number,
                      {}};
        for (std::uint64_t document = 0; document < jobs[at].document_count; ++document) {
            const auto& made = jobs[at].documents[document];
            handed.documents.push_back(std::string(as_view(made.name)) + ": " +
                                       std::string(as_view(made.bytes)));
        }
        plugins::Outcome outcome{WILLCALL_DELIVERED, 0, "with " + handed.method};
        {
            const std::lock_guard lock(carried.mutex);
            carried.handed.push_back(handed);
        }
        try {
            if (carried.deliver) outcome = carried.deliver(handed);
        } catch (const std::exception& failure) {
            host()->call->fail(call, as_text(failure.what()), as_text(""));
            return WILLCALL_PLUGIN;
        }
        outcomes[at] = {outcome.state, 0, outcome.again_after_seconds};
        host()->call->reason(call, at, as_text("carried"), as_text(outcome.detail));
    }
    return WILLCALL_OK;
}

inline constexpr std::array kinds{willcall_document_kind{"ticket", "text/plain"}};
inline constexpr std::array taken{willcall_taken{"email", "ticket", "text/plain", 0, 0},
                                  willcall_taken{"print", "ticket", "text/plain", 0, 0}};
inline constexpr std::array unmade{willcall_taken{"email", "ticket", "text/html", 0, 0}};
inline constexpr std::array chosen{
    willcall_taken{"email", "ticket", "application/pdf", WILLCALL_TAKEN_IF_MADE, 0},
    willcall_taken{"email", "ticket", "text/plain", WILLCALL_TAKEN_OTHERWISE, 0},
    willcall_taken{"email", "ticket", "text/plain", WILLCALL_TAKEN_AS_LINK, 0},
    willcall_taken{"print", "ticket", "text/plain", 0, 0},
    willcall_taken{"print", "ticket", "application/pdf", WILLCALL_TAKEN_OTHERWISE, 0}};

inline const willcall_document documents{sizeof(willcall_document),
                                         0,
                                         kinds.data(),
                                         sizeof(willcall_document_kind),
                                         kinds.size(),
                                         create,
                                         destroy,
                                         make};
template <std::size_t count>
constexpr willcall_delivery carrier_of(const std::array<willcall_taken, count>& takes) {
    return {sizeof(willcall_delivery),
            0,
            takes.data(),
            sizeof(willcall_taken),
            count,
            create,
            destroy,
            deliver,
            nullptr};
}
inline const willcall_delivery carrier = carrier_of(taken);
inline const willcall_delivery picky = carrier_of(unmade);
inline const willcall_delivery choosy = carrier_of(chosen);

template <const willcall_document* makes, const willcall_delivery* carries>
const void* find(const char* id) noexcept {
    if (std::string_view(id) == WILLCALL_DOCUMENT) return makes;
    if (std::string_view(id) == WILLCALL_DELIVERY) return carries;
    return nullptr;
}
template <const willcall_document* makes, const willcall_delivery* carries>
willcall_module module_of() {
    return {sizeof(willcall_module),
            WILLCALL_ABI_MAJOR,
            WILLCALL_ABI_MINOR,
            "carried",
            "1",
            "for tests",
            nullptr,
            nullptr,
            0,
            0,
            find<makes, carries>};
}

}  // namespace carried

// One engine's share: a connection to the store, the plugin, a courier that is lent both.
class Depot {
public:
    Depot(const EmptyStore& store, Carried& carried,
          willcall_module module = carried::module_of<&carried::documents, &carried::carrier>())
        : database_(store.open()), module_(module) {
        if (module_.find != nullptr) shelf_.add(&module_, &carried);
        plugins::Surroundings around;
        around.world = &world_;
        instances_ =
            std::make_shared<plugins::Instances>(shelf_, std::map<std::string, Value>{},
                                                 std::span<const plugins::ChannelToMake>{}, around);
    }
    store::Connection& writer() { return database_->writer(); }
    std::int64_t number() { return database_->identifiers().writer(); }

    // After the store has its content.
    delivery::Courier& courier() {
        if (courier_) return *courier_;
        catalogue_ = catalogue::Catalogue::load(writer(), 0);
        codes = delivery::TicketCodes::load(writer());
        delivery::Lent lent;
        lent.exclusive = [this](const auto& work) { exclusive(work); };
        lent.read = [this] { return database_->read(); };
        lent.latest = [this] { return delivery::Basis{catalogue_, instances_, codes}; };
        lent.release_overdue = release_overdue;
        lent.world = world_;
        lent.world.now = [this] { return now.load(); };
        lent.writer = number();
        lent.log = [this](int, std::string_view line) {
            const std::lock_guard lock(mutex_);
            log.emplace_back(line);
        };
        courier_ = std::make_unique<delivery::Courier>(std::move(lent));
        return *courier_;
    }
    // As if the engine died: nothing it had in memory is left.
    void forget_courier() { courier_.reset(); }

    delivery::JobRow job(std::int64_t id) {
        return *database_->read()->find<delivery::JobRow>("where id = ?", id);
    }

    std::atomic<std::int64_t> now{SmallTheatre::now};
    std::atomic<int> turns_to_fail{0};
    std::atomic<int> answers_to_lose{0};  // of turns that are in the store
    std::atomic<int> turns{0};
    std::function<bool()> release_overdue;  // lent to the courier
    std::shared_ptr<const delivery::TicketCodes> codes;
    std::vector<std::string> log;

private:
    void exclusive(const std::function<bool(store::Connection&)>& work) {
        const std::lock_guard lock(turn_);
        ++turns;
        bool wanted = false;
        writer().begin();
        try {
            wanted = work(writer());
            if (turns_to_fail > 0) {
                --turns_to_fail;
                throw Failure(WILLCALL_STORE, "the disk is full");
            }
            wanted ? writer().commit() : writer().rollback();
        } catch (...) {
            writer().rollback();
            throw;
        }
        if (wanted && answers_to_lose > 0) {
            --answers_to_lose;
            throw Failure(WILLCALL_UNAVAILABLE, "the server is gone");
        }
    }

    World world_ = system_world();
    std::unique_ptr<store::Database> database_;
    willcall_module module_;
    plugins::Shelf shelf_;
    std::shared_ptr<const plugins::Instances> instances_;
    std::shared_ptr<const catalogue::Catalogue> catalogue_;
    std::mutex mutex_;
    std::mutex turn_;
    std::unique_ptr<delivery::Courier> courier_;
};

}  // namespace willcall::tests

#endif
