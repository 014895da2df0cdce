// The organisation whose store it is.
#ifndef WILLCALL_ORGANISATION_HPP
#define WILLCALL_ORGANISATION_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct Organisation {
    std::string name;
    std::string currency;
    std::string timezone;
    std::string language = "en";
    std::string online;
    bool date_of_birth = false;

    static constexpr auto meaning = "whose store this is";
    static constexpr auto fields = in_order{
        field<"name">(&Organisation::name, "as printed on documents", between(1, 200)),
        field<"currency">(&Organisation::currency, "ISO 4217 code; never changes", between(3, 3)),
        field<"timezone">(&Organisation::timezone, "IANA name, e.g. Europe/Sofia", between(1, 64)),
        field<"language">(&Organisation::language, "BCP 47 tag of documents and mails",
                          between(2, 35), can_be_left_out),
        field<"online">(&Organisation::online,
                        "key of the channel that customers buy through who sign in themselves; "
                        "left out: they don't",
                        at_most(64), can_be_left_out),
        field<"date_of_birth">(&Organisation::date_of_birth,
                               "whether the record of a new person needs the day of birth",
                               can_be_left_out),
    };
};

}  // namespace willcall

#endif
