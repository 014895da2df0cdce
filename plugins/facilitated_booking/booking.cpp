#include "booking.hpp"

#include "related.hpp"

#include <algorithm>

namespace facilitated_booking {

namespace {

// The text in that language, else in the language without its region, else in the organisation's.
std::string text_in(const std::map<std::string, std::string>& texts, std::string_view language,
                    std::string_view usual) {
    for (const auto wanted : {language, language.substr(0, language.find('-')), usual})
        if (const auto found = texts.find(std::string(wanted)); found != texts.end())
            return found->second;
    return {};
}

std::string with_owner(std::string text, std::string_view name) {
    constexpr std::string_view place = "{{owner}}";
    for (auto at = text.find(place); at != text.npos; at = text.find(place, at + name.size()))
        text.replace(at, place.size(), name);
    return text;
}

// The customer whose own session this is.
Id caller_of(const willcall::plugin::Call& call) {
    const auto parties = call.parties();
    if (parties.role != online_role)
        throw Refusal("facilitated_booking.not_online",
                      "attendees are chosen by customers in sessions of their own");
    return call
        .invoke_as_plugin<engine::Customer>("customers.get",
                                            engine::ByText{std::string(parties.actor)})
        .id;
}

// Which way round a relationship lets the facilitator act; where both do, as one pleases.
engine::Relate relation_of(const RelationshipType& type, Id facilitator, Id owner, bool reversed) {
    const bool is_one = type.one_acts && !(reversed && type.other_acts);
    engine::Relate relate;
    relate.customer = is_one ? facilitator : owner;
    relate.other = is_one ? owner : facilitator;
    relate.kind = type.kind;
    return relate;
}

}  // namespace

Booking::Booking(const Settings& settings, willcall::plugin::Host host)
    : types_(host),
      links_(settings),
      choose_attendee_(settings.choose_attendee),
      basket_(settings.basket) {}

TypeList Booking::types(const ListTypes&, Call) const {
    TypeList list;
    for (const auto& [kind, type] : types_.all()) list.types.push_back(type);
    return list;
}

RelationshipType Booking::set_type(const RelationshipType& request, Turn turn) const {
    turn.put(request);
    return request;
}

FacilitatorList Booking::facilitators(const ListFacilitators& request, Call call) const {
    FacilitatorList list;
    for (const auto& one : related_to(request.owner, call, Sight::callers)) {
        const auto relation = one.as_owner();
        if (types_.why_not({&relation, 1}, call.now())) continue;
        list.facilitators.push_back(
            {one.customer, one.name, one.kind, types_.find(one.kind)->shown(), one.relation});
    }
    return list;
}

const RelationshipType& Booking::enabled_type(const std::string& kind) const {
    const auto* type = types_.find(kind);
    if (type == nullptr || !type->enabled())
        throw Refusal("facilitated_booking.not_enabled",
                      "as `" + kind + "` nobody may book for another");
    return *type;
}

// All of it, or nothing: the turn is undone where the facilitator is refused in the end.
Facilitated Booking::new_facilitator(const NewFacilitator& request, Turn turn) const {
    if (request.customer.has_value() == request.person.has_value())
        throw Failure(WILLCALL_INVALID, "give either the customer or the new person", "customer");
    const auto& type = enabled_type(request.kind);
    const auto basket = turn.invoke<engine::Basket>("baskets.get", engine::ById{request.basket});
    if (!basket.owner)
        throw Refusal("basket.no_owner", "the basket is for nobody yet: the owner comes first");
    const auto customer =
        request.person
            ? turn.invoke<engine::Customer>("customers.create", *request.person)
            : turn.invoke<engine::Customer>("customers.get", engine::ById{*request.customer});
    auto relate = relation_of(type, customer.id, *basket.owner, request.reversed);
    relate.since = request.since;
    relate.until = request.until;
    relate.email = request.email;
    const auto relation = turn.invoke<engine::Relation>("customers.relate", relate);
    turn.invoke<engine::Basket>("baskets.facilitate",
                                engine::Facilitate{request.basket, customer.id});
    return {request.basket, customer.id, customer.name, relation.id};
}

LinkMade Booking::link(const MakeLink& request, Call call) const {
    const auto link = links_.make(call, {request.scope, request.events}, request.forward_to);
    return {Links::text(call, link), link.until};
}

AttendeeList Booking::attendees(const ListAttendees& request, Call call) const {
    const auto link = links_.read(call, request.link);
    const auto facilitator = caller_of(call);
    AttendeeList list;
    list.text = text_in(choose_attendee_, request.language, call.organisation().language);
    for (const auto& one : related_to(facilitator, call, Sight::all)) {
        const auto relation = one.as_facilitator();
        if (types_.why_not({&relation, 1}, call.now())) continue;
        if (std::ranges::find(list.attendees, one.customer, &Attendee::customer) ==
            list.attendees.end())
            list.attendees.push_back({one.customer, one.name, types_.find(one.kind)->shown()});
    }
    for (const auto& [kind, type] : types_.all())
        if (type.enabled()) list.relationships.push_back({kind, type.shown()});
    list.date_of_birth = call.organisation().date_of_birth;
    list.forward_to = link.forward_to;
    list.until = link.until;
    return list;
}

Id Booking::make_attendee(const SomeoneElse& said, Id facilitator, const Turn& turn) const {
    const auto& type = enabled_type(said.relationship);
    if (!said.date_of_birth.empty() && !turn.organisation().date_of_birth)
        throw Failure(WILLCALL_INVALID, "is asked for only where every new record needs it",
                      "someone_else.date_of_birth");
    NewPerson person;
    person.first_name = said.first_name;
    person.last_name = said.last_name;
    person.date_of_birth = said.date_of_birth;
    const auto made = turn.invoke_as_plugin<engine::Customer>("customers.create", person);
    turn.invoke_as_plugin<engine::Relation>("customers.relate",
                                            relation_of(type, facilitator, made.id, false));
    return made.id;
}

Id Booking::attendee_of(const Choose& request, Id facilitator, const Turn& turn) const {
    if (request.attendee.has_value() == request.someone_else.has_value())
        throw Failure(WILLCALL_INVALID, "give either one of the list or someone else", "attendee");
    if (request.someone_else) return make_attendee(*request.someone_else, facilitator, turn);
    const auto related = related_to(facilitator, turn, Sight::all);
    std::vector<willcall::plugin::Relation> relations;
    for (const auto& one : related)
        if (one.customer == *request.attendee) relations.push_back(one.as_facilitator());
    if (const auto why_not = types_.why_not(relations, turn.now())) throw why_not->refusal();
    return *request.attendee;
}

Chosen Booking::choose(const Choose& request, Turn turn) const {
    const auto link = links_.read(turn, request.link);
    const auto facilitator = caller_of(turn);
    const auto owner = attendee_of(request, facilitator, turn);
    const auto chosen =
        turn.invoke_as_plugin<engine::Customer>("customers.get", engine::ById{owner});
    Links::use(turn, link);
    turn.book_for(owner, link.errand.text());
    return {owner, chosen.name, link.forward_to};
}

Booking::Nothing Booking::book_for_oneself(const BookForOneself&, Turn turn) const {
    caller_of(turn);
    turn.book_for({}, {});
    return {};
}

PageTexts Booking::texts(const ReadTexts& request, Call call) const {
    const auto usual = call.organisation().language;
    PageTexts texts{text_in(choose_attendee_, request.language, usual), {}};
    const auto parties = call.parties();
    if (parties.role != online_role || parties.facilitator.empty()) return texts;
    const auto owner = call.invoke_as_plugin<engine::Customer>(
        "customers.get", engine::ByText{std::string(parties.owner)});
    texts.basket = with_owner(text_in(basket_, request.language, usual), owner.name);
    return texts;
}

}  // namespace facilitated_booking
