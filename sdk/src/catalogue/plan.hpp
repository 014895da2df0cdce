// What applying a season would write, and say; nothing is written before all of it is known.
#ifndef WILLCALL_CATALOGUE_PLAN_HPP
#define WILLCALL_CATALOGUE_PLAN_HPP

#include "catalogue/items.hpp"

#include <functional>

namespace willcall::catalogue {

class Plan {
public:
    // `make_id` is absent in a dry run: a new item then has the id 0.
    Plan(const StoredItems& stored, bool overwrite, std::function<std::int64_t()> make_id)
        : stored_(stored), overwrite_(overwrite), make_id_(std::move(make_id)) {}

    struct Item {
        std::int64_t id = 0;
        bool changed = false;  // what the store has will be another
        std::string content;   // as it will be
    };
    // Brings one item to what the file wants of it; `path` is what it is called in the changes.
    Item bring(const char* kind, std::int64_t parent, const std::string& key, std::string wanted,
               const std::string& path);

    // The content of a stored item as it will be.
    const std::string& content_after(const ItemRow& row) const;

    bool writes_nothing() const { return added_.empty() && rewritten_.empty(); }
    void write(store::Connection& turn) const;
    std::vector<SeasonChange> take_changes() { return std::move(changes_); }

private:
    const StoredItems& stored_;
    bool overwrite_;
    std::function<std::int64_t()> make_id_;
    std::vector<SeasonChange> changes_;
    std::vector<ItemRow> added_;
    std::vector<ItemRow> rewritten_;
    std::unordered_map<std::int64_t, std::size_t> rewritten_at_;  // by id
};

}  // namespace willcall::catalogue

#endif
