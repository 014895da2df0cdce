#include "catalogue/plan.hpp"

#include "catalogue/merging.hpp"

namespace willcall::catalogue {

namespace {

std::string text_of(const Value& value) {
    willcall_writer writer(0);  // amounts are texts by now
    writer.put_value(value);
    return std::move(writer.text);
}

}  // namespace

Plan::Item Plan::bring(const char* kind, std::int64_t parent, const std::string& key,
                       std::string wanted, const std::string& path) {
    const auto* row = stored_.find(kind, parent, key);
    if (row == nullptr) {
        const auto id = make_id_ ? make_id_() : 0;
        changes_.push_back({path, said_added});
        added_.push_back({id, kind, parent, key, wanted, wanted});
        return {id, true, std::move(wanted)};
    }
    if (row->content == wanted && row->filed == wanted) return {row->id, false, row->content};
    const auto filed = parse_json(row->filed);
    const auto content = parse_json(row->content);
    const auto want = parse_json(wanted);
    const auto merged = Merging(overwrite_, changes_).merge(filed, content, want, path);
    auto after = *row;
    const bool changed = !same(&content, &merged);
    if (changed) after.content = text_of(merged);
    const bool said_anew = !same(&filed, &want);
    if (said_anew) after.filed = std::move(wanted);
    if (changed || said_anew) {
        rewritten_at_[row->id] = rewritten_.size();
        rewritten_.push_back(after);
    }
    return {row->id, changed, std::move(after.content)};
}

const std::string& Plan::content_after(const ItemRow& row) const {
    const auto found = rewritten_at_.find(row.id);
    return found == rewritten_at_.end() ? row.content : rewritten_[found->second].content;
}

void Plan::write(store::Connection& turn) const {
    turn.insert_all(added_);
    for (const auto& row : rewritten_)
        turn.execute("update items set content = ?, filed = ? where id = ?", row.content, row.filed,
                     row.id);
}

}  // namespace willcall::catalogue
