// What a rule may ask of, and say to, the sale that it judges.
#include "plugins/instances.hpp"
#include "plugins/services.hpp"
#include "plugins/shelf.hpp"

#include <limits>

namespace willcall::plugins {

namespace {

const SaleJudged* sale_of(const willcall_call* call) {
    return call == nullptr ? nullptr : call->around->sale;
}

const willcall_owner* owner(willcall_call* call) noexcept {
    static const willcall_owner nobody = {
        sizeof(willcall_owner), 0, nullptr, 0, nullptr, 0, nullptr, sizeof(willcall_holding), 0};
    const auto* sale = sale_of(call);
    if (sale == nullptr || !sale->owner) return &nobody;
    const auto* found = &nobody;
    // An owner who can't be read is not nobody: the answer can't be trusted.
    keep(call, [&](willcall_call&) { found = &sale->owner(); });
    return found;
}

const willcall_text* codes(willcall_call* call, std::uint64_t* count) noexcept {
    const auto* sale = sale_of(call);
    if (count != nullptr) *count = sale == nullptr ? 0 : sale->codes.size();
    return sale == nullptr ? nullptr : sale->codes.data();
}

std::int64_t left(willcall_call* call, willcall_text key) noexcept {
    auto left = std::numeric_limits<std::int64_t>::max();
    const auto* sale = sale_of(call);
    if (sale == nullptr || sale->left == nullptr || sale->left->empty()) return left;
    keep(call, [&](const willcall_call& to) {
        const auto found = sale->left->find(quota_key(to.module->name, as_view(key)));
        if (found != sale->left->end()) left = found->second;
    });
    return left;
}

std::int32_t explaining(willcall_call* call) noexcept {
    const auto* sale = sale_of(call);
    return sale != nullptr && sale->explaining ? 1 : 0;
}

void standing(willcall_call* call, willcall_text word) noexcept {
    keep(call, [&](willcall_call& to) { to.said.standings.push_back(kept(word)); });
}

void claim_of_owner(willcall_call* call, std::uint64_t item, willcall_text key,
                    std::int64_t capacity, std::int64_t units, willcall_text offer) noexcept {
    keep(call, [&](willcall_call& to) {
        to.said.claims.push_back({item, kept(key), units, kept(offer), capacity});
    });
}

void because(willcall_call* call, willcall_text message) noexcept {
    keep(call, [&](willcall_call& to) {
        if (!to.said.effects.empty()) to.said.effects.back().why = kept(message);
    });
}

void note(willcall_call* call, std::uint64_t item, willcall_text rule,
          willcall_text message) noexcept {
    keep(call, [&](willcall_call& to) {
        to.said.notes.emplace_back(item, kept_reason(to, rule, message));
        to.said.noted_last = true;
    });
}

void commission(willcall_call* call, std::uint64_t item, willcall_text name, std::int64_t amount,
                std::int64_t rate) noexcept {
    keep(call, [&](willcall_call& to) {
        to.said.commissions.push_back({item, kept(name), amount, rate});
    });
}

std::int32_t occasion(willcall_call* call) noexcept {
    const auto* sale = sale_of(call);
    return sale == nullptr ? WILLCALL_OCCASION_SALE : sale->occasion;
}

const willcall_relation* relations(willcall_call* call, std::uint64_t* size,
                                   std::uint64_t* count) noexcept {
    std::span<const willcall_relation> found;
    const auto* sale = sale_of(call);
    // What can't be read is not nothing: the answer can't be trusted.
    if (sale != nullptr && sale->relations)
        keep(call, [&](willcall_call&) { found = sale->relations(); });
    if (size != nullptr) *size = sizeof(willcall_relation);
    if (count != nullptr) *count = found.size();
    return found.data();
}

willcall_text date_of_birth(willcall_call* call) noexcept {
    willcall_text found = {"", 0};
    const auto* sale = sale_of(call);
    if (sale != nullptr && sale->date_of_birth)
        keep(call, [&](willcall_call&) { found = as_text(sale->date_of_birth()); });
    return found;
}

}  // namespace

const willcall_sale_service sale_service = {
    sizeof(willcall_sale_service),
    0,
    owner,
    codes,
    left,
    explaining,
    standing,
    claim_of_owner,
    because,
    note,
    commission,
    occasion,
    relations,
    date_of_birth,
};

}  // namespace willcall::plugins
