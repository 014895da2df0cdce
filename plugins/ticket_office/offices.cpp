#include "offices.hpp"

#include <algorithm>

namespace ticket_office {

namespace {

using willcall::plugin::Call;
using willcall::plugin::Refusal;

void add_stock(const Call& call, const std::optional<Limit>& cap, EventRow& row) {
    if (!cap) return;
    row.quota = cap->quota;
    const auto stock = call.stock(cap->key).value_or(willcall::plugin::Stock{cap->quota, 0, 0, 0});
    row.sold = stock.sold;
    row.held = stock.held;
    row.left = stock.left;
    row.overcommitted = stock.overcommitted();
}

// A few rows of one event at one office: of the event, then of the ticket types that something is
// special with.
void add_event(const Call& call, const std::string& office, std::string_view event,
               const EventRules* rules, std::vector<EventRow>& rows) {
    EventRow whole;
    whole.office = office;
    whole.event = event;
    if (rules != nullptr) {
        whole.on_sale = rules->on_sale;
        whole.codes = rules->codes;
        add_stock(call, rules->cap, whole);
    }
    rows.push_back(whole);
    if (rules == nullptr) return;
    for (const auto key : call.ticket_types(event)) {
        const auto* const type = rules->type(key);
        if (type == nullptr) continue;
        EventRow row;
        row.office = office;
        row.event = event;
        row.ticket_type = key;
        row.on_sale = rules->on_sale && type->on_sale;
        row.codes = rules->codes;
        add_stock(call, type->cap, row);
        rows.push_back(std::move(row));
    }
}

// What the season file says is changed there: else nobody could tell which of two holds.
void refuse_if_said(bool changed, bool said, const char* what) {
    if (changed && said)
        throw Refusal("ticket_office.in_season",
                      std::string("the season says ") + what + ": change it there");
}

}  // namespace

Offices::Offices(Host host) {
    for (auto& [key, name, settings] : host.channels<Settings>()) {
        Rules rules(key, settings, host);
        offices_.push_back({key, name, settings, std::move(rules)});
    }
    std::ranges::sort(offices_, {}, &Office::key);
}

const Offices::Office& Offices::office(const std::string& key) const {
    const auto found = std::ranges::find(offices_, key, &Office::key);
    if (found == offices_.end())
        throw Failure(WILLCALL_NOT_FOUND, "no ticket office `" + key + "`", "office");
    return *found;
}

std::vector<const Offices::Office*> Offices::shown(const Listing& from,
                                                   const std::string& key) const {
    std::vector<const Office*> all;
    const auto own = from.parties().channel;
    for (const auto& one : offices_) {
        if (!key.empty() && one.key != key) continue;
        if (from.scope == WILLCALL_SCOPE_NONE) continue;
        if (from.scope != WILLCALL_SCOPE_ALL && one.key != own) continue;
        all.push_back(&one);
    }
    if (!key.empty() && all.empty())
        throw Failure(WILLCALL_NOT_FOUND, "no ticket office `" + key + "`", "office");
    return all;
}

std::vector<OfficeRow> Offices::offices(const ListOffices&, const OfficeRow* last,
                                        Listing from) const {
    constexpr std::size_t at_once = 200;
    std::vector<OfficeRow> rows;
    for (const auto* one : shown(from, {})) {
        if (last != nullptr && one->key <= last->office) continue;
        if (rows.size() == at_once) break;
        const auto& settings = one->settings;
        OfficeRow row{one->key,
                      one->name,
                      {},
                      {},
                      {},
                      settings.orders,
                      settings.statistics,
                      settings.registrations,
                      settings.refunds};
        if (const auto& credits = one->rules.credits()) {
            const auto stock = from.stock(credits->key);
            row.credits = credits->quota;
            row.used = stock ? stock->sold + stock->held : 0;
            row.left = stock ? stock->left : credits->quota;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// Event by event in the order of the season, office by office; always whole events.
std::vector<EventRow> Offices::events(const ListEvents& request, const EventRow* last,
                                      Listing from) const {
    constexpr std::size_t enough = 200;
    const auto all = from.events();
    if (!request.event.empty() && std::ranges::find(all, request.event) == all.end())
        throw Failure(WILLCALL_NOT_FOUND, "no event `" + request.event + "`", "event");
    std::vector<EventRow> rows;
    bool passed = last == nullptr;
    for (const auto* one : shown(from, request.office)) {
        if (!passed && one->key < last->office) continue;
        for (const auto event : all) {
            if (!request.event.empty() && event != request.event) continue;
            if (!passed && one->key == last->office) {
                passed = event == last->event;
                continue;
            }
            add_event(from, one->key, event, one->rules.find(event), rows);
            if (rows.size() >= enough) return rows;
        }
    }
    return rows;
}

std::vector<TopUp> Offices::top_ups(const ListTopUps& request, const TopUp* last,
                                    Listing from) const {
    constexpr std::size_t at_once = 500;
    std::vector<TopUp> rows;
    for (const auto* one : shown(from, request.office)) {
        if (last != nullptr && one->key < last->office) continue;
        const bool within = last != nullptr && one->key == last->office;
        const auto found = from.scan<TopUp>(willcall::plugin::in_key(one->key),
                                            at_once - rows.size(), within ? last : nullptr);
        rows.insert(rows.end(), found.begin(), found.end());
        if (rows.size() == at_once) break;
    }
    return rows;
}

TopUp Offices::top_up(const TopUpOffice& request, Turn turn) const {
    const auto& given = office(request.office);
    const auto& credits = given.rules.credits();
    if (!credits)
        throw Refusal("ticket_office.unlimited",
                      "the office `" + given.key + "` needs no credits: its settings name none");
    if (credits->quota + request.credits > most_credits)
        throw Refusal("ticket_office.too_many_credits", "an office has fewer credits in all",
                      {{"has", credits->quota}, {"most", most_credits}});
    const auto before = all_of<TopUp>(turn, given.key);
    TopUp made{given.key,
               static_cast<std::int64_t>(before.size()) + 1,
               request.credits,
               turn.now(),
               std::string(turn.parties().actor),
               request.note};
    turn.put(made);
    return made;
}

Offices::Nothing Offices::change_event(const ChangeEvent& request, Turn turn) const {
    const auto& changed = office(request.office);
    const auto events = turn.events();
    if (std::ranges::find(events, request.event) == events.end())
        throw Failure(WILLCALL_NOT_FOUND, "no event `" + request.event + "`", "event");
    const auto* rules = changed.rules.find(request.event);
    const EventRules usual;
    if (rules == nullptr) rules = &usual;
    const bool caps = request.quota || request.uncapped;
    refuse_if_said(request.on_sale.has_value(), rules->said_on_sale, "whether it is on sale");
    refuse_if_said(request.codes.has_value(), rules->said_codes, "whether codes are accepted");
    refuse_if_said(caps, rules->said_cap, "its cap");
    EventRule row{changed.key, request.event, true, {}, true};
    if (const auto before = turn.get<EventRule>(changed.key, request.event)) row = *before;
    row.on_sale = request.on_sale.value_or(row.on_sale);
    row.codes = request.codes.value_or(row.codes);
    if (caps) row.quota = request.uncapped ? std::nullopt : request.quota;
    turn.put(row);
    const auto types = turn.ticket_types(request.event);
    for (const auto& one : request.ticket_types) {
        if (std::ranges::find(types, one.ticket_type) == types.end())
            throw Failure(WILLCALL_NOT_FOUND,
                          "no ticket type `" + one.ticket_type + "` of `" + request.event + "`",
                          "ticket_types");
        const auto* const type = rules->type(one.ticket_type);
        const bool cap = one.quota || one.uncapped;
        refuse_if_said(one.on_sale.has_value(), type != nullptr && type->said_on_sale,
                       "whether the type is on sale");
        refuse_if_said(cap, type != nullptr && type->said_cap, "the cap of the type");
        TypeRule of_type{changed.key, request.event, one.ticket_type, true, {}};
        if (const auto before = turn.get<TypeRule>(changed.key, request.event, one.ticket_type))
            of_type = *before;
        of_type.on_sale = one.on_sale.value_or(of_type.on_sale);
        if (cap) of_type.quota = one.uncapped ? std::nullopt : one.quota;
        turn.put(of_type);
    }
    return {};
}

Offices::Nothing Offices::enter(const EnterOffice& request, Turn turn) const {
    turn.enter(office(request.office).key);
    return {};
}

Offices::Nothing Offices::leave(const Nothing&, Turn turn) const {
    turn.enter({});
    return {};
}

}  // namespace ticket_office
