// The items of a season as the store has them: their kinds, and their content as JSON.
#ifndef WILLCALL_CATALOGUE_ITEMS_HPP
#define WILLCALL_CATALOGUE_ITEMS_HPP

#include "catalogue/catalogue.hpp"
#include "operations/failure.hpp"
#include "operations/writing.hpp"

#include <unordered_map>

namespace willcall::catalogue {

// Stored; what has no parent has 0 there, what has no key an empty one.
namespace kind {
inline constexpr const char* organisation = "organisation";
inline constexpr const char* location = "location";
inline constexpr const char* seating = "seating";  // by key; the plan itself has a table
inline constexpr const char* lock = "lock";
inline constexpr const char* event = "event";
inline constexpr const char* performance = "performance";  // of an event
inline constexpr const char* ticket_type = "ticket_type";  // of an event
inline constexpr const char* product = "product";
inline constexpr const char* channel = "channel";
inline constexpr const char* user = "user";          // by login
inline constexpr const char* plugin = "plugin";      // its settings, by name
inline constexpr const char* delivery = "delivery";  // carriers, by method
inline constexpr const char* contingent = "contingent";
inline constexpr const char* config = "config";
}  // namespace kind

// The content of an item of the kind `seating`.
struct StoredSeating {
    std::string plan;

    static constexpr auto fields = in_order{
        field<"plan">(&StoredSeating::plan, "digest of the plan", between(1, 200)),
    };
};

// A plan of the store. Throws a Failure (STORE) where it is not there, or spoiled.
std::shared_ptr<const seating::Plan> read_plan(store::Connection& connection,
                                               const std::string& key, const std::string& digest);

// Things within an event that are items of their own.
template <class T>
inline constexpr bool is_item = std::is_same_v<T, Performance> || std::is_same_v<T, TicketType>;

// What a thing says of itself as JSON, without the lists of things that are items of their own.
template <Described T>
std::string content_of(const T& thing, int decimals) {
    willcall_writer writer(decimals);
    writer.object();
    for_each_field<T>([&](const auto& field) {
        using Member = typename std::remove_cvref_t<decltype(field)>::Type;
        const auto& member = thing.*field.member;
        if constexpr (shape::is_list<Member>) {
            if constexpr (is_item<typename Member::value_type>) return;
        }
        if constexpr (shape::is_optional<Member>) {
            if (!member) return;
        }
        writer.name(field.name);
        write_to(writer, member);
    });
    writer.end();
    return std::move(writer.text);
}

// The content of an item, validated. Throws a Failure (STORE) where somebody spoiled it.
Value content_value(const ItemRow& row, const willcall_shape& shape, const Dialect& dialect);

template <Described T>
T read_content(const ItemRow& row, const Dialect& dialect) {
    return read_as<T>(content_value(row, *shape::of<T>(), dialect));
}

// How money of the store is written; decided by the organisation's currency.
Dialect dialect_of(const Organisation& organisation);

// All items, the users too, by what tells them apart.
class StoredItems {
public:
    explicit StoredItems(store::Connection& connection);
    StoredItems(const StoredItems&) = delete;
    StoredItems& operator=(const StoredItems&) = delete;

    // Null where there is none.
    const ItemRow* find(std::string_view kind, std::int64_t parent, std::string_view key) const;
    // A performance's key is unique in the store, whatever its event.
    const ItemRow* performance(std::string_view key) const;
    const std::vector<ItemRow>& all() const { return rows_; }

private:
    std::vector<ItemRow> rows_;
    std::unordered_map<std::string, const ItemRow*> index_;
    std::unordered_map<std::string_view, const ItemRow*> performances_;
};

}  // namespace willcall::catalogue

#endif
