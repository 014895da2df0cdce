// A module carried by the test program, as plain tables: every family, each answering by a function
// that the test sets.
#ifndef WILLCALL_TESTS_PLUGINS_ROOM_SAMPLE_HPP
#define WILLCALL_TESTS_PLUGINS_ROOM_SAMPLE_HPP

#include "operations/reading.hpp"
#include "plugins/instances.hpp"
#include "store/databases.hpp"

namespace willcall::plugins {

inline willcall_text text(std::string_view view) { return {view.data(), view.size()}; }

// What the functions of the sample do; what is not set answers OK and writes nothing.
struct Behaviour {
    using Asked = const willcall_host&;
    std::function<willcall_status(Asked, willcall_call*, const willcall_value*)> create;
    std::function<willcall_status(Asked, willcall_call*, const willcall_permission_question&,
                                  willcall_permission_answer&)>
        decide;
    std::function<willcall_status(Asked, willcall_call*)> quotas;
    std::function<willcall_status(Asked, willcall_call*, std::span<const willcall_sale_line>,
                                  willcall_channel_answer*)>
        lines;
    std::function<willcall_status(Asked, willcall_call*, const willcall_sale&, willcall_terms&)>
        terms;
    std::function<willcall_status(Asked, willcall_call*, std::span<const willcall_sale_line>,
                                  willcall_verdict*)>
        judge;
    std::function<willcall_status(Asked, willcall_call*, std::uint64_t, const willcall_value*)>
        make;
    std::function<willcall_status(Asked, willcall_call*, std::span<const willcall_job>,
                                  willcall_outcome*)>
        deliver;
    std::function<willcall_status(Asked, willcall_call*, std::uint64_t, const willcall_value*)>
        handle;
    int created = 0;
    int destroyed = 0;
};

namespace sample {

struct Made {
    Behaviour& behaviour;
    const willcall_host& host;
};

inline Made& made(void* instance) { return *static_cast<Made*>(instance); }

template <class Function, class... Arguments>
willcall_status run(Made& made, const Function& function, Arguments&&... arguments) {
    return function ? function(made.host, arguments...) : WILLCALL_OK;
}

inline willcall_status create(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) noexcept {
    auto& behaviour = *static_cast<Behaviour*>(context);
    const auto status = behaviour.create ? behaviour.create(*host, call, settings) : WILLCALL_OK;
    if (status != WILLCALL_OK) return status;
    ++behaviour.created;
    *instance = new Made{behaviour, *host};
    return WILLCALL_OK;
}
inline willcall_status create_channel(const willcall_host* host, willcall_call* call, void* context,
                                      willcall_text, const willcall_value* settings,
                                      void** instance) noexcept {
    return create(host, call, context, settings, instance);
}
inline void destroy(void* instance) noexcept {
    ++made(instance).behaviour.destroyed;
    delete &made(instance);
}
inline willcall_status quotas(void* instance, willcall_call* call) noexcept {
    return run(made(instance), made(instance).behaviour.quotas, call);
}
inline willcall_status decide(void* instance, willcall_call* call,
                              const willcall_permission_question* questions, std::uint64_t,
                              willcall_permission_answer* answers, std::uint64_t,
                              std::uint64_t) noexcept {
    return run(made(instance), made(instance).behaviour.decide, call, *questions, *answers);
}
inline willcall_status lines(void* instance, willcall_call* call, const willcall_sale_line* lines,
                             std::uint64_t, willcall_channel_answer* answers, std::uint64_t,
                             std::uint64_t count) noexcept {
    return run(made(instance), made(instance).behaviour.lines, call, std::span(lines, count),
               answers);
}
inline willcall_status terms(void* instance, willcall_call* call, const willcall_sale* sale,
                             willcall_terms* terms) noexcept {
    return run(made(instance), made(instance).behaviour.terms, call, *sale, *terms);
}
inline willcall_status judge(void* instance, willcall_call* call, const willcall_sale_line* lines,
                             std::uint64_t, willcall_verdict* verdicts, std::uint64_t,
                             std::uint64_t count) noexcept {
    return run(made(instance), made(instance).behaviour.judge, call, std::span(lines, count),
               verdicts);
}
inline willcall_status make(void* instance, willcall_call* call, std::uint64_t number,
                            const willcall_value* content) noexcept {
    return run(made(instance), made(instance).behaviour.make, call, number, content);
}
inline willcall_status deliver(void* instance, willcall_call* call, const willcall_job* jobs,
                               std::uint64_t, willcall_outcome* outcomes, std::uint64_t,
                               std::uint64_t count) noexcept {
    return run(made(instance), made(instance).behaviour.deliver, call, std::span(jobs, count),
               outcomes);
}
inline willcall_status handle(void* instance, willcall_call* call, std::uint64_t number,
                              const willcall_value* request) noexcept {
    return run(made(instance), made(instance).behaviour.handle, call, number, request);
}

struct Nothing {
    static constexpr auto fields = willcall::in_order{};
};
struct Count {
    std::int64_t count = 0;
    static constexpr auto fields = willcall::in_order{field<"count">(&Count::count, "how many")};
};

}  // namespace sample

// The tables of the sample; a test changes them before it shelves the module.
class Sample {
public:
    Sample() { current_ = this; }
    Sample(const Sample&) = delete;
    ~Sample() { current_ = nullptr; }

    Behaviour behaviour;
    willcall_policy policy = {sizeof policy, 0, sample::create, sample::destroy, sample::decide};
    willcall_channel channel = {sizeof channel,  0,
                                nullptr,         sample::create_channel,
                                sample::destroy, sample::quotas,
                                sample::lines,   sample::terms};
    willcall_eligibility eligibility = {
        sizeof eligibility, 0, sample::create, sample::destroy, sample::quotas, sample::judge};
    willcall_document_kind makes = {"ticket", "text/plain"};
    willcall_document document = {
        sizeof document, 0, &makes, sizeof makes, 1, sample::create, sample::destroy, sample::make};
    willcall_taken takes = {"pigeon", "ticket", "text/plain", 0, 0};
    willcall_delivery delivery = {
        sizeof delivery, 0,      &takes, sizeof takes, 1, sample::create, sample::destroy,
        sample::deliver, nullptr};
    std::vector<willcall_operation> operations = {
        {"sample.count", "/sample/count", "counts", shape::of<sample::Nothing>(),
         shape::of<sample::Count>(), 0, 0},
        {"sample.change", "/sample/change", "changes", shape::of<sample::Nothing>(),
         shape::of<sample::Count>(), WILLCALL_OPERATION_WRITES, 0}};
    willcall_feature feature = {sizeof feature,
                                0,
                                operations.data(),
                                sizeof(willcall_operation),
                                operations.size(),
                                sample::create,
                                sample::destroy,
                                sample::handle,
                                nullptr};
    willcall_module module = {sizeof module,
                              WILLCALL_ABI_MAJOR,
                              WILLCALL_ABI_MINOR,
                              "sample",
                              "1.0.0",
                              "a sample",
                              nullptr,
                              nullptr,
                              0,
                              0,
                              find};
    // What is found; a test takes out what it does not want.
    std::map<std::string, const void*> families = {
        {WILLCALL_POLICY, &policy},           {WILLCALL_CHANNEL, &channel},
        {WILLCALL_ELIGIBILITY, &eligibility}, {WILLCALL_DOCUMENT, &document},
        {WILLCALL_DELIVERY, &delivery},       {WILLCALL_FEATURE, &feature}};

    const Module& shelve(Shelf& shelf) { return shelf.add(&module, &behaviour); }

private:
    static const void* find(const char* id) noexcept {
        const auto found = current_->families.find(id);
        return found == current_->families.end() ? nullptr : found->second;
    }
    static inline Sample* current_ = nullptr;
};

inline Value object() {
    Value made;
    made.written = Written::object;
    made.kind = WILLCALL_OBJECT;
    return made;
}

// A room to ask in: a clock that stands, seeded chance, and the sample made into instances.
class Room : public testing::Test {
protected:
    Room() {
        world.now = [this] { return clock; };
        world.random = seeded_randomness(1);
        around.world = &world;
        around.now = clock;
        around.parties = &parties;
    }
    // Instances of the sample and one channel `box`.
    const Instances& made() {
        sample.shelve(shelf);
        const std::array channels{ChannelToMake{"box", "sample", object()}};
        instances =
            std::make_unique<Instances>(shelf, std::map<std::string, Value>(), channels, around);
        return *instances;
    }

    std::int64_t clock = 1'540'000'000'000'000;
    World world;
    willcall_parties parties = {
        sizeof parties, 0, text("ada"), text("cashier"), {}, {}, {}, {}, {}, {}, {}, 0};
    Surroundings around;
    Sample sample;
    Shelf shelf;
    std::unique_ptr<Instances> instances;
};

using tests::failure_of;
using tests::says;

}  // namespace willcall::plugins

#endif
