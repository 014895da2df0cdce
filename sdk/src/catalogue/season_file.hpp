// A season file as read: every value fits its shape, and knows its place.
#ifndef WILLCALL_CATALOGUE_SEASON_FILE_HPP
#define WILLCALL_CATALOGUE_SEASON_FILE_HPP

#include "catalogue/season.hpp"
#include "operations/failure.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace willcall::catalogue {

// A place in the file that something can be said of: line, column and path.
class Spot {
public:
    Spot(const Value& value, std::string path, const std::string& file)
        : value_(&value), path_(std::move(path)), file_(&file) {}

    // Where the member or element is absent, the place is that of what should have it.
    Spot member(std::string_view key) const;
    Spot element(std::size_t index) const;

    [[noreturn]] void refuse(const std::string& sentence) const;
    // Runs what doesn't know where it is; its failures are said of this place.
    void said_here(const std::function<void()>& work) const;

    const std::string& path() const { return path_; }
    const Value& value() const { return *value_; }
    std::string line_and_column() const;

private:
    Place place() const { return {*file_, value_->line, value_->column}; }

    const Value* value_;
    std::string path_;
    const std::string* file_;
};

class SeasonFile {
public:
    // Throws a Failure with file, line, column and path.
    SeasonFile(const ApplySeason& request, const PluginShapes& shapes);
    SeasonFile(const SeasonFile&) = delete;
    SeasonFile& operator=(const SeasonFile&) = delete;

    const Season& season() const { return season_; }
    const Dialect& dialect() const { return dialect_; }
    Spot root() const { return {tree_, {}, dialect_.file}; }
    // Of `plugins.email.smtp`, `channels.window.settings.location`: list elements are named by
    // their keys. Where the file does not say it, of what would hold it; nowhere where it says
    // nothing of the kind.
    Place place_of(std::string_view field) const;

private:
    void read_currency();
    void validate_seating();
    void validate_channels(const PluginShapes& shapes);
    void validate_plugins(const PluginShapes& shapes);

    Dialect dialect_;
    Value tree_;
    Season season_;  // its settings point into the tree
};

}  // namespace willcall::catalogue

#endif
