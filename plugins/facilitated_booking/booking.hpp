// The operations of facilitated booking: types for the administrator, the staff's flow, and that of
// customers who book online.
#ifndef WILLCALL_FACILITATED_BOOKING_BOOKING_HPP
#define WILLCALL_FACILITATED_BOOKING_BOOKING_HPP

#include "links.hpp"
#include "requests.hpp"
#include "types.hpp"

namespace facilitated_booking {

class Booking final : public willcall::plugin::Feature {
public:
    using Settings = facilitated_booking::Settings;
    using Tables = std::tuple<RelationshipType, UsedLink>;

    Booking(const Settings& settings, willcall::plugin::Host host);

    TypeList types(const ListTypes&, Call call) const;
    RelationshipType set_type(const RelationshipType& request, Turn turn) const;

    FacilitatorList facilitators(const ListFacilitators& request, Call call) const;
    Facilitated new_facilitator(const NewFacilitator& request, Turn turn) const;

    LinkMade link(const MakeLink& request, Call call) const;
    AttendeeList attendees(const ListAttendees& request, Call call) const;
    Chosen choose(const Choose& request, Turn turn) const;
    Nothing book_for_oneself(const BookForOneself&, Turn turn) const;
    PageTexts texts(const ReadTexts& request, Call call) const;

    static constexpr auto operations = in_order{
        operation<"facilitated_booking.types">("/facilitated-booking/types",
                                               "the relationship types that have a switch",
                                               &Booking::types),
        operation<"facilitated_booking.set_type">(
            "/facilitated-booking/types/edit",
            "sets which side of a kind of relationship may book on behalf of the other",
            &Booking::set_type),
        operation<"facilitated_booking.facilitators">("/facilitated-booking/facilitators",
                                                      "who may book on behalf of a customer now",
                                                      &Booking::facilitators),
        operation<"facilitated_booking.new_facilitator">(
            "/facilitated-booking/new-facilitator",
            "relates a customer to the owner of a basket, and sets them as its facilitator",
            &Booking::new_facilitator),
        operation<"facilitated_booking.link">("/facilitated-booking/link",
                                              "a link that lets a customer book on behalf of "
                                              "another online, once",
                                              &Booking::link),
        operation<"facilitated_booking.attendees">("/facilitated-booking/attendees",
                                                   "for whom the customer may book",
                                                   &Booking::attendees),
        operation<"facilitated_booking.choose">(
            "/facilitated-booking/choose", "books for this attendee from then on; uses the link up",
            &Booking::choose),
        operation<"facilitated_booking.book_for_oneself">("/facilitated-booking/choose",
                                                          "books for nobody else from then on",
                                                          &Booking::book_for_oneself),
        operation<"facilitated_booking.texts">("/facilitated-booking/texts",
                                               "the organisation's texts for the pages",
                                               &Booking::texts),
    };
    // A customer may neither see other records nor make or relate any.
    static constexpr std::array authority = {"customers.get", "customers.create",
                                             "customers.relate", "customers.relations"};

private:
    const RelationshipType& enabled_type(const std::string& kind) const;
    Id attendee_of(const Choose& request, Id facilitator, const Turn& turn) const;
    Id make_attendee(const SomeoneElse& said, Id facilitator, const Turn& turn) const;

    Types types_;
    Links links_;
    std::map<std::string, std::string> choose_attendee_;
    std::map<std::string, std::string> basket_;
};

}  // namespace facilitated_booking

#endif
