#include "catalogue/season_checks.hpp"

#include "operations/email_address.hpp"
#include "operations/wording.hpp"

#include <algorithm>
#include <map>

namespace willcall::catalogue {

namespace {

bool is_letter_or_digit(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

// Keys stand in paths, in names of quotas and on command lines.
void check_form(const Spot& spot, const std::string& key) {
    const bool clean = std::ranges::all_of(key, [](char character) {
        return is_letter_or_digit(character) || character == '-' || character == '_' ||
               character == '.';
    });
    constexpr std::size_t most = 64;
    if (!clean || key.empty() || !is_letter_or_digit(key.front()) || key.size() > most) {
        spot.refuse("must be letters, digits, `-`, `_` and `.`, beginning with a letter or digit, "
                    "not " +
                    quoted(key));
    }
}

// Keys that may stand once only, with the place of each.
class Taken {
public:
    void add(const Spot& spot, const std::string& key) {
        const auto [before, fresh] = spots_.emplace(key, spot);
        if (fresh) return;
        spot.refuse(quoted(key) + " is taken by `" + before->second.path() + "` at " +
                    before->second.line_and_column());
    }
    bool has(const std::string& key) const { return spots_.contains(key); }
    std::vector<std::string_view> keys() const {
        std::vector<std::string_view> all;
        for (const auto& [key, spot] : spots_) all.emplace_back(key);
        return all;
    }

private:
    std::map<std::string, Spot> spots_;
};

class Checks {
public:
    Checks(const SeasonFile& file, const StoredItems& stored)
        : season_(file.season()), root_(file.root()), stored_(stored) {}

    void organisation() {
        const auto spot = root_.member("organisation");
        const auto& said = season_.organisation;
        spot.member("timezone").said_here([&] {
            if (!is_zone(said.timezone))
                throw invalid("there is no time zone " + quoted(said.timezone));
        });
        const bool clean = std::ranges::all_of(
            said.language, [](char one) { return is_letter_or_digit(one) || one == '-'; });
        if (!clean) spot.member("language").refuse("must be a tag such as `en` or `pt-BR`");
        const auto* row = stored_.find(kind::organisation, 0, {});
        if (row == nullptr) return;
        const auto before = read_content<Organisation>(*row, {}).currency;
        if (said.currency != before) {
            spot.member("currency")
                .refuse("is " + quoted(before) + " in the store, and a store " +
                        "keeps its currency for good");
        }
    }

    void locations() {
        const auto list = root_.member("locations");
        for (std::size_t index = 0; index < season_.locations.size(); ++index) {
            add_key(locations_, list.element(index).member("key"), season_.locations[index].key);
        }
        // Whose numbers begin so: those the file doesn't speak of, then the file's.
        std::map<std::string, std::string> owners;
        for (const auto& row : stored_.all()) {
            if (row.kind != kind::location || locations_.has(row.key)) continue;
            owners.emplace(prefix_of(read_content<Location>(row, {})), row.key);
        }
        for (const auto& location : season_.locations) {
            const auto prefix = prefix_of(location);
            const auto [before, fresh] = owners.emplace(prefix, location.key);
            if (!fresh) refuse_prefix(prefix, location.key, prefix, before->second);
        }
        for (const auto& [prefix, owner] : owners) {
            // `A1` with number 1 and `A` with number 11 would make the same order number.
            auto shorter = prefix;
            while (!shorter.empty() && shorter.back() >= '0' && shorter.back() <= '9') {
                shorter.pop_back();
                const auto other = owners.find(shorter);
                if (other != owners.end()) refuse_prefix(prefix, owner, shorter, other->second);
            }
        }
    }

    void seating() {
        const auto list = root_.member("seating");
        for (const auto& [key, plan] : season_.seating) check_form(list.member(key), key);
    }

    void locks() {
        const auto list = root_.member("locks");
        for (std::size_t index = 0; index < season_.locks.size(); ++index)
            add_key(locks_, list.element(index).member("key"), season_.locks[index].key);
    }

    void events() {
        const auto list = root_.member("events");
        for (std::size_t index = 0; index < season_.events.size(); ++index) {
            const auto& event = season_.events[index];
            const auto spot = list.element(index);
            add_key(events_, spot.member("key"), event.key);
            refuse_product(event.key, spot.member("key"));
            performances(event, spot.member("performances"));
            check_tax(event.tax, spot);
            forms_.push_back({&event, spot.member("forms")});
            sales_.push_back({&event, spot.member("sales")});
            Taken types;
            for (std::size_t type = 0; type < event.ticket_types.size(); ++type) {
                const auto& said = event.ticket_types[type];
                const auto of_type = spot.member("ticket_types").element(type);
                add_key(types, of_type.member("key"), said.key);
                if (!said.lock.empty())
                    check_known(locks_, kind::lock, said.lock, of_type.member("lock"));
                check_tax(said.tax, of_type);
                check_form_fields(said.form, of_type.member("form"));
            }
        }
    }

    // Channels and reports speak of a product as of an event, quotas as of a performance.
    void products() {
        const auto list = root_.member("products");
        for (std::size_t index = 0; index < season_.products.size(); ++index) {
            const auto& product = season_.products[index];
            const auto spot = list.element(index);
            add_key(events_, spot.member("key"), product.key);
            add_key(performances_, spot.member("key"), product.key);
            if (stored_.find(kind::event, 0, product.key) != nullptr ||
                stored_.performance(product.key) != nullptr)
                spot.member("key").refuse(quoted(product.key) +
                                          " is the key of an event or a performance in the store");
            if (!product.lock.empty())
                check_known(locks_, kind::lock, product.lock, spot.member("lock"));
            check_tax(product.tax, spot);
            check_form_fields(product.form, spot.member("form"));
        }
    }

    void channels() {
        const auto list = root_.member("channels");
        for (std::size_t index = 0; index < season_.channels.size(); ++index) {
            const auto& channel = season_.channels[index];
            const auto spot = list.element(index);
            add_key(channels_, spot.member("key"), channel.key);
            const auto* row = stored_.find(kind::channel, 0, channel.key);
            if (row == nullptr) continue;
            const auto tree = parse_json(row->content);
            const auto* before = tree.find("kind");
            if (before != nullptr && before->text != channel.kind) {
                spot.member("kind").refuse("is " + quoted(before->text) + " in the store, and a " +
                                           "channel keeps its kind: make a new one");
            }
        }
        if (const auto& online = season_.organisation.online; !online.empty())
            check_known(channels_, kind::channel, online,
                        root_.member("organisation").member("online"));
    }

    // Once it is known which channels there are.
    void forms() {
        for (const auto& [event, list] : forms_) {
            Taken channels;
            for (std::size_t index = 0; index < event->forms.size(); ++index) {
                const auto& [channel, form] = event->forms[index];
                const auto spot = list.element(index);
                check_known(channels_, kind::channel, channel, spot.member("channel"));
                channels.add(spot.member("channel"), channel);
                check_form_fields(form, spot.member("form"));
            }
        }
    }

    void sales() {
        for (const auto& [event, list] : sales_) {
            Taken channels;
            for (std::size_t index = 0; index < event->sales.size(); ++index) {
                const auto spot = list.element(index).member("channel");
                check_known(channels_, kind::channel, event->sales[index].channel, spot);
                channels.add(spot, event->sales[index].channel);
            }
        }
    }

    void users() {
        const auto list = root_.member("users");
        Taken logins;
        for (std::size_t index = 0; index < season_.users.size(); ++index) {
            const auto& user = season_.users[index];
            const auto spot = list.element(index);
            if (!is_email(user.login)) {
                spot.member("login").refuse("must be an email address, not " + quoted(user.login));
            }
            logins.add(spot.member("login"), email_key(user.login));
            if (!user.channel.empty())
                check_known(channels_, kind::channel, user.channel, spot.member("channel"));
            Taken places;
            for (std::size_t place = 0; place < user.locations.size(); ++place) {
                const auto named = spot.member("locations").element(place);
                check_known(locations_, kind::location, user.locations[place], named);
                places.add(named, user.locations[place]);
            }
        }
    }

    void contingents() {
        const auto list = root_.member("contingents");
        Taken keys;
        for (std::size_t index = 0; index < season_.contingents.size(); ++index) {
            const auto& one = season_.contingents[index];
            const auto spot = list.element(index);
            add_key(keys, spot.member("key"), one.key);
            check_known(channels_, kind::channel, one.channel, spot.member("channel"));
            if (!performances_.has(one.performance) &&
                stored_.performance(one.performance) == nullptr)
                spot.member("performance")
                    .refuse("there is no performance " + quoted(one.performance));
        }
    }

    void deliveries() {
        for (const auto& [method, carriers] : season_.deliveries) {
            const auto spot = root_.member("deliveries").member(method);
            check_form(spot, method);
            if (carriers.empty()) spot.refuse("must name at least one method that carries it");
            Taken named;
            for (std::size_t index = 0; index < carriers.size(); ++index) {
                check_form(spot.element(index), carriers[index]);
                named.add(spot.element(index), carriers[index]);
            }
        }
    }

private:
    static void add_key(Taken& taken, const Spot& spot, const std::string& key) {
        check_form(spot, key);
        taken.add(spot, key);
    }

    void performances(const Event& event, const Spot& list) {
        const auto* owner = stored_.find(kind::event, 0, event.key);
        for (std::size_t index = 0; index < event.performances.size(); ++index) {
            const auto& key = event.performances[index].key;
            const auto spot = list.element(index).member("key");
            add_key(performances_, spot, key);
            refuse_product(key, spot);
            const auto locked = list.element(index).member("locked");
            for (const auto& [lock, seats] : event.performances[index].locked)
                check_known(locks_, kind::lock, lock, locked.member(lock));
            const auto* row = stored_.performance(key);
            if (row != nullptr && (owner == nullptr || owner->id != row->parent)) {
                spot.refuse(quoted(key) + " belongs to another event in the store: the key of a " +
                            "performance is unique in the store");
            }
        }
    }

    void refuse_product(const std::string& key, const Spot& spot) const {
        if (stored_.find(kind::product, 0, key) != nullptr)
            spot.refuse(quoted(key) + " is the key of a product in the store");
    }

    static void check_tax(const std::optional<Tax>& tax, const Spot& owner) {
        if (!tax || tax_rate(tax->rate)) return;
        owner.member("tax").member("rate").refuse(
            "must be per cent, more than 0 and at most 100, with three decimals at most, not " +
            quoted(tax->rate));
    }

    static void check_form_fields(const std::vector<FormField>& form, const Spot& list) {
        Taken keys;
        for (std::size_t index = 0; index < form.size(); ++index) {
            const auto spot = list.element(index);
            add_key(keys, spot.member("key"), form[index].key);
            const bool choice = form[index].type == FormType::choice;
            if (choice == form[index].choices.empty())
                spot.member("choices").refuse(choice ? "a choice needs answers to choose from"
                                                     : "only a choice has them");
        }
    }

    static std::string prefix_of(const Location& location) {
        return location.series ? location.series->prefix : location.key + '-';
    }

    // Said of the later location that is in the file.
    [[noreturn]] void refuse_prefix(const std::string& prefix, const std::string& owner,
                                    const std::string& other_prefix,
                                    const std::string& other) const {
        const auto& all = season_.locations;
        auto found = std::ranges::find(all, owner, &Location::key);
        if (found == all.end()) found = std::ranges::find(all, other, &Location::key);
        const auto index = static_cast<std::size_t>(found - all.begin());
        auto spot = root_.member("locations").element(index);
        spot = found->series ? spot.member("series").member("prefix") : spot.member("key");
        spot.refuse("the prefixes " + quoted(prefix) + " of " + quoted(owner) + " and " +
                    quoted(other_prefix) + " of " + quoted(other) +
                    " could number two orders alike");
    }

    void check_known(const Taken& in_file, const char* kind, const std::string& key,
                     const Spot& spot) const {
        if (in_file.has(key) || stored_.find(kind, 0, key) != nullptr) return;
        auto sentence = "there is no " + std::string(kind) + ' ' + quoted(key);
        if (const auto meant = did_you_mean(key, in_file.keys()); !meant.empty())
            sentence += "; " + meant;
        spot.refuse(sentence);
    }

    const Season& season_;
    const Spot root_;
    const StoredItems& stored_;
    Taken locations_;
    Taken locks_;
    Taken events_;
    Taken performances_;
    Taken channels_;
    std::vector<std::pair<const Event*, Spot>> forms_, sales_;
};

}  // namespace

void check_season(const SeasonFile& file, const StoredItems& stored) {
    Checks checks(file, stored);
    checks.organisation();
    checks.locations();
    checks.seating();
    checks.locks();
    checks.events();
    checks.products();
    checks.channels();
    checks.forms();
    checks.sales();
    checks.users();
    checks.contingents();
    checks.deliveries();
}

void check_window(const std::optional<SaleWindow>& window, const std::string& zone,
                  const Spot& spot) {
    if (!window) return;
    std::optional<std::int64_t> opens, closes;
    if (window->opens)
        spot.member("opens").said_here([&] { opens = from_wall(*window->opens, zone); });
    if (window->closes)
        spot.member("closes").said_here([&] { closes = from_wall(*window->closes, zone); });
    if (opens && closes && *closes <= *opens)
        spot.member("closes").refuse("must be later than it opens, at " +
                                     local_time_text(window->opens->microseconds));
    if (window->opens_before && window->closes_before &&
        *window->closes_before >= *window->opens_before)
        spot.member("closes_before")
            .refuse("must be less than it opens before the start, which is " +
                    std::to_string(*window->opens_before));
}

void check_windows(const Event& event, const std::string& zone, const Spot& spot) {
    check_window(event.sale, zone, spot.member("sale"));
    for (std::size_t index = 0; index < event.sales.size(); ++index)
        check_window(event.sales[index].sale, zone,
                     spot.member("sales").element(index).member("sale"));
    for (std::size_t index = 0; index < event.performances.size(); ++index)
        check_window(event.performances[index].sale, zone,
                     spot.member("performances").element(index).member("sale"));
    for (std::size_t index = 0; index < event.ticket_types.size(); ++index)
        check_window(event.ticket_types[index].sale, zone,
                     spot.member("ticket_types").element(index).member("sale"));
}

void check_times(const Performance& performance, const std::string& zone, const Spot& spot) {
    std::int64_t starts = 0;
    std::int64_t ends = 0;
    spot.member("starts").said_here([&] { starts = from_wall(performance.starts, zone); });
    spot.member("ends").said_here([&] { ends = from_wall(performance.ends, zone); });
    if (ends <= starts) {
        spot.member("ends").refuse("must be later than it starts, at " +
                                   local_time_text(performance.starts.microseconds));
    }
}

}  // namespace willcall::catalogue
