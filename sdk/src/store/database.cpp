#include "store/database.hpp"

#include "store/driver.hpp"
#include "store/migrations.hpp"
#include "store/readers.hpp"
#include "store/writers.hpp"

namespace willcall::store {

namespace {

class OpenDatabase final : public Database {
public:
    OpenDatabase(const Driver& driver, const World& world, const Options& options)
        : kind_(driver.kind),
          now_(world.now),
          writer_(driver.connect_writer()),
          readers_(driver.connect_reader, options.readers, options.wait_seconds),
          streams_(driver.connect_reader, options.streams, 0) {
        migrate(*writer_, migrations(), now_());
        taken_ = take_writer(*writer_, now_());
        identifiers_ = Identifiers(taken_.writer, taken_.last_id);
    }
    ~OpenDatabase() override {
        // Where it can't be given back, it is what a crash leaves: see writers.hpp.
        try {
            writer_->rollback();
            give_back_writer(*writer_, taken_, now_());
        } catch (...) {}
    }

    Connection& writer() override { return *writer_; }
    Reading read() override { return readers_.lend(); }
    Reading read_slowly() override { return streams_.lend(); }
    std::string kind() const override { return kind_; }
    Identifiers& identifiers() override { return identifiers_; }

private:
    std::string kind_;
    std::function<std::int64_t()> now_;
    std::unique_ptr<SociConnection> writer_;
    Readers readers_;
    Readers streams_;
    TakenWriter taken_;
    Identifiers identifiers_{0, 0};
};

}  // namespace

Driver driver_of(const std::string& url, const Database::Options& options) {
    const auto colon = url.find(':');
    const auto kind = url.substr(0, colon);
    const auto rest = colon == url.npos ? std::string() : url.substr(colon + 1);
    if (kind == "sqlite" && !rest.empty()) return sqlite_driver(rest, options);
    // The rest is libpq's to read, which knows URLs too.
    if (kind == "postgresql" || kind == "postgres")
        return postgresql_driver(rest.starts_with("//") ? url : rest, options);
    // Only its kind is repeated: the rest may hold a password.
    throw invalid("`" + kind + "` is no kind of store: write `sqlite:PATH` or `postgresql://...`")
        .at("store");
}

std::unique_ptr<Database> Database::open(const std::string& url, const World& world,
                                         Options options) {
    const auto driver = driver_of(url, options);
    try {
        return std::make_unique<OpenDatabase>(driver, world, options);
    } catch (const Failure& failure) {
        throw Failure(failure.status(), "`" + driver.place + "`: " + failure.what());
    }
}

}  // namespace willcall::store
