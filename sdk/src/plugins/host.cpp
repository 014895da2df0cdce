// The host table that every plugin of the process is given, and what a call does for a plugin.
#include "plugins/services.hpp"
#include "plugins/shelf.hpp"

#include "operations/reading.hpp"

#include <stdexcept>

namespace willcall::plugins {

std::string kept(willcall_text text) {
    if (text.data == nullptr || text.size == 0) return {};
    if (text.size > text_size_max) throw std::length_error("a text of a plugin is too long");
    std::string own(text.data, text.size);
    if (is_clean_text(own)) return own;
    for (auto& one : own)
        if (static_cast<unsigned char>(one) >= 0x80 || one == '\0') one = '?';
    return own;
}

std::string_view asked_by(willcall_text text) {
    if (text.size == 0) return {};
    if (text.data == nullptr || text.size > text_size_max || !is_clean_text(as_view(text)))
        misused("it asks by a text that is no UTF-8, too long or not there");
    return as_view(text);
}

Reason kept_reason(const willcall_call& call, willcall_text rule, willcall_text message) {
    Reason made;
    made.rule = kept(rule);
    if (made.rule.empty()) made.rule = call.module->name + ".unnamed";
    made.message = kept(message);
    made.plugin = call.module->name;
    return made;
}

willcall_status service_failed(willcall_call& call) noexcept {
    const auto& name = call.module->name;
    const auto own = [&](const char* message) {
        return Failure(WILLCALL_PLUGIN, "plugin `" + name + "` failed: " + message).of_plugin(name);
    };
    try {
        try {
            throw;
        } catch (const Misuse& misuse) {
            call.service_status = misuse.status;
            call.service_failure = own(misuse.message.c_str());
        } catch (const Failure& failure) {
            // OK would tell the plugin that it went well.
            call.service_status =
                failure.status() == WILLCALL_OK ? WILLCALL_INTERNAL : failure.status();
            call.service_failure = failure;
        } catch (const std::bad_alloc&) {
            call.service_status = WILLCALL_UNAVAILABLE;
            call.service_failure = Failure(WILLCALL_UNAVAILABLE, "out of memory");
        } catch (const std::exception& defect) {
            call.service_status = WILLCALL_INTERNAL;
            call.service_failure = Failure(WILLCALL_INTERNAL, defect.what());
        } catch (...) {
            call.service_status = WILLCALL_INTERNAL;
            call.service_failure = Failure(WILLCALL_INTERNAL, "a service failed");
        }
    } catch (...) {
        call.lost = true;  // there is no memory even to say so
        call.service_status = WILLCALL_UNAVAILABLE;
    }
    return call.service_status;
}

namespace {

// What the plugin says itself takes the place of what a service said before.
void forget_service(willcall_call& call) {
    call.service_status = WILLCALL_OK;
    call.service_failure.reset();
    call.service_refusal.reset();
}

void fail(willcall_call* call, willcall_text message, willcall_text field) noexcept {
    keep(call, [&](willcall_call& to) {
        forget_service(to);
        to.said.failure = kept(message);
        to.said.failure_field = kept(field);
    });
}

void reason(willcall_call* call, std::uint64_t item, willcall_text rule,
            willcall_text message) noexcept {
    keep(call, [&](willcall_call& to) {
        forget_service(to);
        to.said.reasons.emplace_back(item, kept_reason(to, rule, message));
        to.said.noted_last = false;
    });
}

void number(willcall_call* call, willcall_text name, std::int64_t value) noexcept {
    keep(call, [&](willcall_call& to) {
        auto& all = to.said.noted_last ? to.said.notes : to.said.reasons;
        if (!all.empty()) all.back().second.numbers[kept(name)] = value;
    });
}

std::int64_t now(const willcall_call* call) noexcept {
    return call == nullptr ? 0 : call->around->now;
}

std::int32_t stopped(const willcall_call* call) noexcept {
    if (call == nullptr) return 1;
    const auto& around = *call->around;
    try {
        if (around.world == nullptr) return around.now > around.deadline ? 1 : 0;
        if (around.world->closing && around.world->closing()) return 1;
        return around.world->now() > around.deadline ? 1 : 0;
    } catch (...) {
        return 1;
    }
}

void random(willcall_call* call, void* bytes, std::uint64_t size) noexcept {
    if (bytes == nullptr || size == 0) return;
    std::memset(bytes, 0, size);
    keep(call, [&](willcall_call& to) {
        if (to.around->world == nullptr) to.lost = true;  // zeros are no secret
        else to.around->world->random(bytes, size);
    });
}

const willcall_parties* parties(const willcall_call* call) noexcept {
    constexpr willcall_text none = {"", 0};
    static const willcall_parties nobody = {
        sizeof(willcall_parties), 0, none, none, none, none, none, none, none, none, none, 0, none};
    const bool known = call != nullptr && call->around->parties != nullptr;
    return known ? call->around->parties : &nobody;
}

void log(willcall_call* call, std::int32_t level, willcall_text line) noexcept {
    if (call == nullptr || !call->around->log) return;
    try {
        call->around->log(std::clamp(level, 0, 3), call->module->name + ": " + kept(line));
    } catch (...) {  // NOLINT(bugprone-empty-catch): a line that can't be logged harms nobody
    }
}

void put(willcall_call* call, const void* bytes, std::uint64_t size) noexcept {
    if (bytes == nullptr || size == 0) return;
    keep(call,
         [&](willcall_call& to) { to.said.bytes.append(static_cast<const char*>(bytes), size); });
}

void title(willcall_call* call, willcall_text text) noexcept {
    keep(call, [&](willcall_call& to) { to.said.title = kept(text); });
}

void quota(willcall_call* call, willcall_text key, std::int64_t capacity) noexcept {
    keep(call, [&](willcall_call& to) { to.said.quotas.push_back({kept(key), capacity}); });
}

void spent(willcall_call* call) noexcept {
    keep(call, [&](willcall_call& to) {
        if (!to.said.quotas.empty()) to.said.quotas.back().spent = true;
    });
}

void claim(willcall_call* call, std::uint64_t item, willcall_text key, std::int64_t units,
           willcall_text offer) noexcept {
    keep(call, [&](willcall_call& to) {
        to.said.claims.push_back({item, kept(key), units, kept(offer), {}});
    });
}

void effect(willcall_call* call, std::uint64_t item, willcall_text offer, std::int64_t units,
            std::int64_t amount) noexcept {
    keep(call, [&](willcall_call& to) {
        to.said.effects.push_back({item, kept(offer), units, amount, {}});
    });
}

void opens(willcall_call* call, std::uint64_t item, willcall_text lock) noexcept {
    keep(call, [&](willcall_call& to) { to.said.opened.push_back({item, kept(lock)}); });
}

willcall_status act_for(willcall_call* call, willcall_text seller) noexcept {
    return serve(call, [&](willcall_call& to) {
        if (!to.may_write || !to.around->act_for)
            misused("only an operation that writes can set whom a session acts for");
        to.around->act_for(asked_by(seller));
        return WILLCALL_OK;
    });
}

willcall_status enter(willcall_call* call, willcall_text channel) noexcept {
    return serve(call, [&](willcall_call& to) {
        if (!to.may_write || !to.around->enter)
            misused("only an operation that writes can set where a session sells");
        to.around->enter(asked_by(channel));
        return WILLCALL_OK;
    });
}

willcall_status book_for(willcall_call* call, std::int64_t owner, willcall_text errand) noexcept {
    return serve(call, [&](willcall_call& to) {
        if (!to.may_write || !to.around->book_for)
            misused("only an operation that writes can set for whom a session books");
        to.around->book_for(owner, asked_by(errand));
        return WILLCALL_OK;
    });
}

willcall_status sign(willcall_call* call, willcall_text text, willcall_text* out) noexcept {
    return serve(call, [&](willcall_call& to) {
        if (!to.around->sign || out == nullptr)
            misused("texts are signed in an operation only, with room for what comes out");
        *out = as_text(to.texts.emplace_back(to.around->sign(asked_by(text))));
        return WILLCALL_OK;
    });
}

willcall_status verify(willcall_call* call, willcall_text text, willcall_text* out) noexcept {
    return serve(call, [&](willcall_call& to) -> willcall_status {
        if (!to.around->verify || out == nullptr)
            misused("texts are verified in an operation only, with room for what comes out");
        // It comes from anywhere: what is no text at all is not genuine, either.
        auto found = text.data == nullptr ? std::nullopt : to.around->verify(as_view(text));
        // That it is not genuine is no error of anybody's: the plugin says what it means.
        if (!found) return WILLCALL_NOT_FOUND;
        *out = as_text(to.texts.emplace_back(std::move(*found)));
        return WILLCALL_OK;
    });
}

willcall_status require(willcall_call* call, willcall_text permission,
                        willcall_text subject) noexcept {
    return serve(call, [&](willcall_call& to) -> willcall_status {
        if (!to.around->require) misused("permissions are required inside an operation only");
        auto no = to.around->require(asked_by(permission), asked_by(subject));
        return no ? refused(to, std::move(*no)) : WILLCALL_OK;
    });
}

void about(willcall_call* call, std::int64_t subject) noexcept {
    keep(call, [&](willcall_call& to) { to.said.subject = subject; });
}

const willcall_organisation* organisation(const willcall_call* call) noexcept {
    static const Surroundings nowhere;
    return call == nullptr ? &nowhere.organisation : &call->around->organisation;
}

// In UTC where nobody knows the wall.
std::int64_t on_wall(const willcall_call* call, std::int64_t moment) noexcept {
    if (call == nullptr || !call->around->on_wall) return moment;
    try {
        return call->around->on_wall(moment);
    } catch (...) {
        return moment;
    }
}

std::int32_t switched_on(const willcall_call* call, willcall_text path) noexcept {
    if (call == nullptr || call->around->switches == nullptr || path.data == nullptr) return 0;
    return call->around->switches->contains(as_view(path)) ? 1 : 0;
}

willcall_status sell_for(willcall_call* call, willcall_text seller,
                         willcall_text channel) noexcept {
    return serve(call, [&](willcall_call& to) -> willcall_status {
        if (!to.may_write || !to.around->sell_for)
            misused("only an operation that writes can sell for somebody else");
        auto no = to.around->sell_for(asked_by(seller), asked_by(channel));
        return no ? refused(to, std::move(*no)) : WILLCALL_OK;
    });
}

const willcall_text* keys(willcall_call* call, std::int32_t what, willcall_text of,
                          std::uint64_t* count) noexcept {
    if (count != nullptr) *count = 0;
    if (call == nullptr || count == nullptr || !call->around->keys) return nullptr;
    const willcall_text* found = nullptr;
    keep(call, [&](willcall_call& to) {
        const auto& all = to.keys.emplace_back(to.around->keys(what, kept(of)));
        *count = all.size();
        found = all.data();
    });
    return found;
}

const willcall_own_channel* channels(willcall_call* call, std::uint64_t* count) noexcept {
    const auto* own = call == nullptr ? nullptr : call->around->channels;
    if (count != nullptr) *count = own == nullptr ? 0 : own->size();
    return own == nullptr ? nullptr : own->data();
}

// Writing without an operation to answer goes nowhere, instead of through a null pointer.
willcall_writer* answer(willcall_call* call) noexcept {
    if (call == nullptr) return nullptr;
    if (call->around->answer != nullptr) return call->around->answer;
    if (!call->nowhere) call->nowhere.emplace(call->around->organisation.decimals);
    return &*call->nowhere;
}

willcall_writer* request(willcall_call* call) noexcept {
    if (call == nullptr) return nullptr;
    return &call->request.emplace(call->around->organisation.decimals);
}

using Invoke = std::function<Answered<Value>(std::string_view, std::string_view)>;

willcall_status invoked(willcall_call& call, const Invoke& invoke, const char* operation,
                        willcall_text request, const willcall_value** answer) {
    if (operation == nullptr || answer == nullptr || (request.size > 0 && !request.data))
        misused("an operation is invoked without a name, a request or room for the answer");
    asked_by(as_text(operation));
    if (!invoke) misused("operations are invoked from inside an operation only");
    auto written = std::exchange(call.request, std::nullopt);
    if (request.size == 0 && (!written || !written->complete()))
        misused("the request of `" + std::string(operation) + "` was not written");
    auto answered =
        invoke(operation, request.size == 0 ? std::string_view(written->text) : as_view(request));
    if (auto* no = std::get_if<Refusal>(&answered)) {
        const auto text = write_json(*no, call.around->organisation.decimals);
        *answer = &call.values.emplace_back(parse_json(text));
        return refused(call, std::move(*no));
    }
    *answer = &call.values.emplace_back(std::move(std::get<Value>(answered)));
    return WILLCALL_OK;
}

willcall_status invoke(willcall_call* call, const char* operation, willcall_text request,
                       const willcall_value** answer) noexcept {
    return serve(call, [&](willcall_call& to) {
        return invoked(to, to.around->invoke, operation, request, answer);
    });
}

willcall_status invoke_as_plugin(willcall_call* call, const char* operation, willcall_text request,
                                 const willcall_value** answer) noexcept {
    return serve(call, [&](willcall_call& to) {
        const auto& declared = to.module->authority;
        if (operation != nullptr && std::ranges::find(declared, operation) == declared.end())
            misused("it has not declared that it invokes `" + std::string(operation) +
                    "` on its own authority");
        return invoked(to, to.around->invoke_as_plugin, operation, request, answer);
    });
}

}  // namespace

const willcall_call_service call_service = {
    sizeof(willcall_call_service),
    0,
    fail,
    reason,
    number,
    now,
    stopped,
    random,
    parties,
    log,
    put,
    quota,
    claim,
    effect,
    opens,
    act_for,
    organisation,
    title,
    on_wall,
    channels,
    spent,
    enter,
    keys,
    require,
    about,
    switched_on,
    sell_for,
    book_for,
    sign,
    verify,
};

const willcall_operation_service operation_service = {sizeof(willcall_operation_service), 0, invoke,
                                                      request, invoke_as_plugin};

const willcall_host& host() {
    // The value service can't know the calls of this room, so the answer is filled in here.
    static const willcall_value_service values = [] {
        auto table = value_service;
        table.answer = answer;
        return table;
    }();
    static const willcall_host table = {
        sizeof(willcall_host), WILLCALL_ABI_MAJOR, WILLCALL_ABI_MINOR, &call_service, &values,
        &storage_service,      &operation_service, &sale_service};
    return table;
}

}  // namespace willcall::plugins
