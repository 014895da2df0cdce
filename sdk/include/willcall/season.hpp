// A season: the file that `catalogue.apply` brings the store to.
#ifndef WILLCALL_SEASON_HPP
#define WILLCALL_SEASON_HPP

#include <willcall/contingents.hpp>
#include <willcall/organisation.hpp>
#include <willcall/sale_windows.hpp>

namespace willcall {

struct SeriesSettings {
    std::string prefix;
    std::int64_t width = 6;

    static constexpr auto meaning = "how a location numbers its transactions";
    static constexpr auto fields = in_order{
        field<"prefix">(&SeriesSettings::prefix, "before the number", at_most(20)),
        field<"width">(&SeriesSettings::width, "digits, filled with zeros", between(1, 12),
                       can_be_left_out),
    };
};

struct Location {
    std::string key;
    std::string name;
    std::optional<SeriesSettings> series;

    static constexpr auto meaning = "a place of sale with its own number series";
    static constexpr auto fields = in_order{
        field<"key">(&Location::key, "its key", between(1, 64)),
        field<"name">(&Location::name, "as shown", between(1, 200)),
        field<"series">(&Location::series, "its number series; absent: the key and a dash"),
    };
};

struct Limits {
    std::optional<std::int64_t> per_order;
    std::optional<std::int64_t> per_owner;

    static constexpr auto meaning = "the most tickets that one may have";
    static constexpr auto fields = in_order{
        field<"per_order">(&Limits::per_order, "in one order", between(1, 10'000'000)),
        field<"per_owner">(&Limits::per_owner,
                           "that one owner has and keeps, in all orders since it was said; the "
                           "buyer of a plain sale, known by the email address",
                           between(1, 10'000'000)),
    };
};

struct Tax {
    std::string name;
    std::string rate;
    bool on_top = false;

    static constexpr auto meaning = "a tax on tickets, rounded half up for each";
    static constexpr auto fields = in_order{
        field<"name">(&Tax::name, "as printed: VAT", between(1, 60)),
        field<"rate">(&Tax::rate, "per cent, with three decimals at most: 20, 8.875",
                      between(1, 12)),
        field<"on_top">(&Tax::on_top, "true: comes on top of prices; else prices include it",
                        can_be_left_out),
    };
};

enum class FormType { text, integer, boolean, date, choice };
constexpr std::array<const char*, 6> words_of(FormType) {
    return {"text", "integer", "boolean", "date", "choice", nullptr};
}

struct FormField {
    std::string key;
    std::string name;
    FormType type = FormType::text;
    bool required = false;
    std::vector<std::string> choices;

    static constexpr auto meaning = "what is asked of every ticket";
    static constexpr auto fields = in_order{
        field<"key">(&FormField::key, "its key within the form", between(1, 64)),
        field<"name">(&FormField::name, "as shown to who fills it in", between(1, 200)),
        field<"type">(&FormField::type, "what the answer is: a date as 2018-11-09",
                      can_be_left_out),
        field<"required">(&FormField::required, "whether nothing is sold without an answer",
                          can_be_left_out),
        field<"choices">(&FormField::choices, "of a choice: the answers there are", at_most(1'000)),
    };
};

struct ChannelForm {
    std::string channel;
    std::vector<FormField> form;

    static constexpr auto meaning = "a channel's own form, in place of the ticket types'";
    static constexpr auto fields = in_order{
        field<"channel">(&ChannelForm::channel, "key of the channel", between(1, 64)),
        field<"form">(&ChannelForm::form, "what is asked there; nothing: no question",
                      at_most(100)),
    };
};

struct Performance {
    std::string key;
    LocalTime starts;
    LocalTime ends;
    std::optional<std::int64_t> capacity;
    std::string seating;
    std::vector<std::string> blocked;
    std::map<std::string, std::vector<std::string>> locked;
    std::optional<Limits> limits;
    std::optional<SaleWindow> sale;

    static constexpr auto meaning = "one date of an event";
    static constexpr auto fields = in_order{
        field<"key">(&Performance::key, "its key", between(1, 64)),
        field<"starts">(&Performance::starts, "on the organisation's wall clock"),
        field<"ends">(&Performance::ends, "when the sale ends too"),
        field<"capacity">(&Performance::capacity,
                          "places; with a seating plan the most that are sold of its seats, all of "
                          "them where it is left out",
                          between(0, 10'000'000)),
        field<"seating">(&Performance::seating, "key of its seating plan; left out: no seats",
                         at_most(64), can_be_left_out),
        field<"blocked">(&Performance::blocked,
                         "seats that are not for sale: guids, or names such as `Stalls/3/12`",
                         at_most(100'000)),
        field<"locked">(&Performance::locked,
                        "seats by the lock that they are behind; each behind one at most",
                        at_most(64)),
        field<"limits">(&Performance::limits, "of tickets of this performance"),
        field<"sale">(&Performance::sale, "when it is on sale, within the event's window"),
    };
};

struct TicketType {
    std::string key;
    std::string name;
    Money price;
    std::optional<std::int64_t> quota;
    std::string category;
    std::string lock;
    std::optional<Limits> limits;
    std::optional<Tax> tax;
    std::vector<FormField> form;
    std::optional<SaleWindow> sale;

    static constexpr auto meaning = "what is sold for a performance, at a price";
    static constexpr auto fields = in_order{
        field<"key">(&TicketType::key, "its key within the event", between(1, 64)),
        field<"name">(&TicketType::name, "as printed", between(1, 200)),
        // A line of 10,000 and an order of 1,000 lines stay far below what 64 bits hold.
        field<"price">(&TicketType::price, "face value of one ticket", between(0, 100'000'000'000)),
        field<"quota">(&TicketType::quota, "most tickets of this type per performance",
                       between(0, 10'000'000)),
        field<"category">(&TicketType::category, "the category of seats it is for; left out: any",
                          at_most(200), can_be_left_out),
        field<"lock">(&TicketType::lock, "the lock that it is behind; left out: none", at_most(64),
                      can_be_left_out),
        field<"limits">(&TicketType::limits, "of tickets of this type, all performances together"),
        field<"tax">(&TicketType::tax, "on its tickets; absent: the event's"),
        field<"form">(&TicketType::form, "what is asked of each ticket", at_most(100)),
        field<"sale">(&TicketType::sale,
                      "when it is on sale, within the performance's window: an early bird closes"),
    };
};

struct Event {
    std::string key;
    std::string name;
    std::string place;
    bool published = true;
    std::optional<std::int64_t> registrations_end;
    std::optional<Limits> limits;
    std::optional<Tax> tax;
    std::vector<ChannelForm> forms;
    std::vector<Performance> performances;
    std::vector<TicketType> ticket_types;
    std::optional<SaleWindow> sale;
    std::vector<ChannelSale> sales;

    static constexpr auto meaning = "what people come for";
    static constexpr auto fields = in_order{
        field<"key">(&Event::key, "its key", between(1, 64)),
        field<"name">(&Event::name, "as printed", between(1, 200)),
        field<"place">(&Event::place, "where it is, as printed", at_most(200), can_be_left_out),
        field<"published">(&Event::published, "false: not on sale anywhere", can_be_left_out),
        field<"registrations_end">(&Event::registrations_end,
                                   "minutes before the start of a performance when unpaid "
                                   "registrations may be released; absent: never",
                                   between(0, 525'600)),
        field<"limits">(&Event::limits, "of tickets of the event, all performances together"),
        field<"tax">(&Event::tax, "on its tickets; absent: none"),
        field<"forms">(&Event::forms, "of channels that ask otherwise than the ticket types",
                       at_most(1'000)),
        field<"performances">(&Event::performances, "its dates", at_most(10'000)),
        field<"ticket_types">(&Event::ticket_types, "what is sold", at_most(1'000)),
        field<"sale">(&Event::sale, "when it is on sale; absent: until each performance ends"),
        field<"sales">(&Event::sales, "of channels where it is on sale at other times",
                       at_most(1'000)),
    };
};

struct Product {
    std::string key;
    std::string name;
    Money price;
    bool published = true;
    std::optional<std::int64_t> quota;
    std::string lock;
    std::optional<Limits> limits;
    std::optional<Tax> tax;
    std::vector<FormField> form;

    static constexpr auto meaning = "what is sold without a date: a membership, a donation";
    static constexpr auto fields = in_order{
        field<"key">(&Product::key, "its key, unlike that of any event or performance",
                     between(1, 64)),
        field<"name">(&Product::name, "as printed", between(1, 200)),
        field<"price">(&Product::price, "of one", between(0, 100'000'000'000)),
        field<"published">(&Product::published, "false: not on sale anywhere", can_be_left_out),
        field<"quota">(&Product::quota, "the most that are sold; left out: as many as one likes",
                       between(0, 10'000'000)),
        field<"lock">(&Product::lock, "the lock that it is behind; left out: none", at_most(64),
                      can_be_left_out),
        field<"limits">(&Product::limits, "of how many one may have"),
        field<"tax">(&Product::tax, "on it; absent: none"),
        field<"form">(&Product::form, "what is asked of each", at_most(100)),
    };
};

struct ChannelSettings {
    std::string key;
    std::string kind;
    std::string name;
    Any settings;
    std::int64_t basket_minutes = 15;
    std::optional<SaleWindow> sale;
    bool notices = true;

    static constexpr auto meaning = "a way to sell, run by the plugin its kind names";
    static constexpr auto fields = in_order{
        field<"key">(&ChannelSettings::key, "its key", between(1, 64)),
        field<"kind">(&ChannelSettings::kind, "plugin that runs it", between(1, 64)),
        field<"name">(&ChannelSettings::name, "as shown; the key where it is left out",
                      at_most(200), can_be_left_out),
        field<"settings">(&ChannelSettings::settings, "see the plugin's page", can_be_left_out),
        field<"basket_minutes">(&ChannelSettings::basket_minutes,
                                "how long a basket is held after it was last filled; 0: for good",
                                between(0, 525'600), can_be_left_out),
        field<"sale">(&ChannelSettings::sale,
                      "when it sells at all, whatever the windows of what it sells"),
        field<"notices">(&ChannelSettings::notices,
                         "whether somebody is told that registers, and whoever loses a ticket, a "
                         "registration or an allocation of it, by the way that brings the sale",
                         can_be_left_out),
    };
};

struct UserSettings {
    std::string login;
    std::string name;
    std::string employee_number, external_id;
    std::string role;
    std::string channel;
    std::vector<std::string> locations;
    bool uses_shifts = true;
    bool disabled = false;

    static constexpr auto meaning = "somebody who may sign in and sell";
    static constexpr auto fields = in_order{
        field<"login">(&UserSettings::login, "email address, unique", between(3, 254)),
        field<"name">(&UserSettings::name, "as shown", between(1, 200)),
        field<"employee_number">(&UserSettings::employee_number, "tells namesakes apart",
                                 at_most(64), can_be_left_out),
        field<"external_id">(&UserSettings::external_id, "the same user in another system",
                             at_most(64), can_be_left_out),
        field<"role">(&UserSettings::role, "what the roles plugin knows", between(1, 64)),
        field<"channel">(&UserSettings::channel, "the one channel the user sells through",
                         at_most(64), can_be_left_out),
        field<"locations">(&UserSettings::locations, "where the user may open a shift",
                           at_most(1'000)),
        field<"uses_shifts">(&UserSettings::uses_shifts, "whether a sale needs an open shift",
                             can_be_left_out),
        field<"disabled">(&UserSettings::disabled, "true: may not sign in", can_be_left_out),
    };
};

struct Lock {
    std::string key;
    std::string name;

    static constexpr auto meaning = "keeps seats or ticket types for those to whom a rule opens it";
    static constexpr auto fields = in_order{
        field<"key">(&Lock::key, "its key", between(1, 64)),
        field<"name">(&Lock::name, "as refusals show it", between(1, 200)),
    };
};

struct Season {
    Organisation organisation;
    std::vector<Location> locations;
    std::map<std::string, Any> seating;
    std::vector<Lock> locks;
    std::vector<Event> events;
    std::vector<Product> products;
    std::vector<ChannelSettings> channels;
    std::vector<UserSettings> users;
    std::vector<Contingent> contingents;
    std::map<std::string, Any> plugins;
    std::map<std::string, std::vector<std::string>> deliveries;
    Any config;

    static constexpr auto meaning = "everything an organisation sells, and who may sell it";
    static constexpr auto fields = in_order{
        field<"organisation">(&Season::organisation, "whose store this is"),
        field<"locations">(&Season::locations, "places of sale", at_most(10'000)),
        field<"seating">(&Season::seating,
                         "halls by key, as pretix writes seating plans: the name of a file beside "
                         "the season's, or the plan itself",
                         at_most(1'000)),
        field<"locks">(&Season::locks, "what seats and ticket types can be behind",
                       at_most(10'000)),
        field<"events">(&Season::events, "what is sold", at_most(10'000)),
        field<"products">(&Season::products, "what is sold without a date", at_most(10'000)),
        field<"channels">(&Season::channels, "ways to sell", at_most(10'000)),
        field<"users">(&Season::users, "who may sell", at_most(100'000)),
        field<"contingents">(&Season::contingents, "places set aside", at_most(100'000)),
        field<"plugins">(&Season::plugins, "settings of the plugins the store lives with"),
        field<"deliveries">(&Season::deliveries,
                            "per delivery method the plugins' methods that carry it, tried in "
                            "order; one not listed is carried by the method of its own name"),
        field<"config">(&Season::config, "switches that plugins read", can_be_left_out),
    };
};

struct ApplySeason {
    std::string file;
    std::string text;
    bool overwrite = false;
    bool dry_run = false;

    static constexpr auto fields = in_order{
        field<"file">(&ApplySeason::file, "name used in errors and to find files beside it",
                      at_most(4096), can_be_left_out),
        field<"text">(&ApplySeason::text, "the season as YAML (or JSON)", at_most(1'048'576),
                      multiline),
        field<"overwrite">(&ApplySeason::overwrite,
                           "also what an operation changed since the last time", can_be_left_out),
        field<"dry_run">(&ApplySeason::dry_run, "say what would change and change nothing",
                         can_be_left_out),
    };
};

struct SeasonChange {
    std::string path;
    std::string what;

    static constexpr auto fields = in_order{
        field<"path">(&SeasonChange::path, "what it is about: events.heights.name"),
        field<"what">(&SeasonChange::what, "added, changed, kept (an operation changed it since)"),
    };
};

struct SeasonWarning {
    std::string path;
    std::string rule;
    std::string message;

    static constexpr auto meaning = "what somebody should look at; it is applied nevertheless";
    static constexpr auto fields = in_order{
        field<"path">(&SeasonWarning::path, "what it is about: channels.kiosk.settings"),
        field<"rule">(&SeasonWarning::rule, "stable name of the rule"),
        field<"message">(&SeasonWarning::message, "the same in words"),
    };
};

struct SeasonApplied {
    std::vector<SeasonChange> changes;
    std::vector<SeasonWarning> warnings;

    static constexpr auto meaning = "what applying a season did; nothing where all was so already";
    static constexpr auto fields = in_order{
        field<"changes">(&SeasonApplied::changes, "in the order of the file"),
        field<"warnings">(&SeasonApplied::warnings, "of the channels in the file"),
    };
};

}  // namespace willcall

#endif
