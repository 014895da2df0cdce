// Whom one may sell for: found by exactly what their record says.
#ifndef SELL_ON_BEHALF_CANDIDATES_HPP
#define SELL_ON_BEHALF_CANDIDATES_HPP

#include <willcall/plugin/plugin.hpp>

#include <optional>
#include <string>
#include <vector>

struct FindCandidates {
    std::string name;
    std::string employee_number;
    std::string external_id;

    static constexpr auto fields = willcall::in_order{
        willcall::field<"name">(&FindCandidates::name,
                                "exactly this display name, capitals and all",
                                willcall::at_most(200), willcall::can_be_left_out),
        willcall::field<"employee_number">(&FindCandidates::employee_number,
                                           "exactly this employee number", willcall::at_most(64),
                                           willcall::can_be_left_out),
        willcall::field<"external_id">(&FindCandidates::external_id, "exactly this external id",
                                       willcall::at_most(64), willcall::can_be_left_out),
    };
};

struct CandidateShift {
    willcall::Id id;
    std::string location;
    willcall::Time opened;

    static constexpr auto meaning = "the open shift of a candidate";
    static constexpr auto fields = willcall::in_order{
        willcall::field<"id">(&CandidateShift::id, "its id"),
        willcall::field<"location">(&CandidateShift::location, "key of the location"),
        willcall::field<"opened">(&CandidateShift::opened, "when it began"),
    };
};

struct Candidate {
    willcall::Id id;
    std::string login;
    std::string name;
    std::string employee_number;
    std::string external_id;
    std::string channel;
    std::string channel_kind;
    bool on_behalf = false;
    std::vector<std::string> locations;
    bool uses_shifts = false;
    std::optional<CandidateShift> shift;
    std::optional<willcall::Time> signed_in;
    bool disabled = false;

    static constexpr auto meaning = "somebody to sell for";
    static constexpr auto fields = willcall::in_order{
        willcall::field<"id">(&Candidate::id, "its id"),
        willcall::field<"login">(&Candidate::login, "whom `sell_on_behalf.begin` takes"),
        willcall::field<"name">(&Candidate::name, "display name"),
        willcall::field<"employee_number">(&Candidate::employee_number, "tells namesakes apart"),
        willcall::field<"external_id">(&Candidate::external_id, "in another system"),
        willcall::field<"channel">(&Candidate::channel, "key of the channel it sells through"),
        willcall::field<"channel_kind">(&Candidate::channel_kind, "plugin that runs the channel"),
        willcall::field<"on_behalf">(&Candidate::on_behalf,
                                     "whether that kind lets others act for its sellers"),
        willcall::field<"locations">(&Candidate::locations,
                                     "where shifts are opened; none: anywhere"),
        willcall::field<"uses_shifts">(&Candidate::uses_shifts,
                                       "whether nothing is sold without an open shift"),
        willcall::field<"shift">(&Candidate::shift, "that sales would go to; absent: none is open"),
        willcall::field<"signed_in">(&Candidate::signed_in,
                                     "since when a sign-in of their own lasts; absent: there is "
                                     "none. Nothing is made of it: offline is who can't sell now"),
        willcall::field<"disabled">(&Candidate::disabled, "nobody may sell for them"),
    };
};

// Throws the refusal of a search without a filter, or with several.
std::vector<Candidate> find_candidates(const willcall::plugin::Call& call,
                                       const FindCandidates& request);
// Throws a Failure that names the field where there is none.
Candidate find_candidate(const willcall::plugin::Call& call, const std::string& login);

#endif
