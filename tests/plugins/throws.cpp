// Throws from every function of every family, each time something else. The settings say which
// ones misbehave, so that one can be looked at while the others keep quiet; without settings, all.
#include <willcall/plugin/plugin.hpp>

#include <stdexcept>

namespace {

using willcall::field;

enum class At {
    create,
    decide,
    channel,
    quotas,
    sells,
    terms,
    judge,
    recognise,
    make,
    deliver,
    handle,
    carries,
    change,
    sign_in,
    shows,
    meet,
    closing
};
constexpr std::array<const char*, 18> words_of(At) {
    return {"create", "decide",    "channel", "quotas",  "sells",   "terms",
            "judge",  "recognise", "make",    "deliver", "handle",  "carries",
            "change", "sign_in",   "shows",   "meet",    "closing", nullptr};
}

struct ThrowSettings {
    std::vector<At> at;

    static constexpr auto meaning = "which functions throw";
    static constexpr auto fields = willcall::in_order{
        field<"at">(&ThrowSettings::at, "these; none: all but create, quotas, recognise, carries"),
    };
};

class Thrower {
public:
    explicit Thrower(const std::vector<At>& at) : at_(at) {
        if (named(At::create)) throw std::runtime_error("thrown from create");
    }
    bool named(At here) const { return std::ranges::find(at_, here) != at_.end(); }
    bool throws(At here) const { return at_.empty() || named(here); }

private:
    std::vector<At> at_;
};

struct NoException {};

class Policy final : public willcall::plugin::Policy {
public:
    using Settings = ThrowSettings;
    explicit Policy(const Settings& settings) : thrower_(settings.at) {}
    Decision decide(const Question&) const override {
        if (thrower_.throws(At::decide)) throw std::runtime_error("thrown from decide");
        return {};
    }

private:
    Thrower thrower_;
};

class Channel final : public willcall::plugin::Channel {
public:
    struct Settings {
        std::vector<At> at;
        static constexpr auto fields = willcall::in_order{
            field<"at">(&Settings::at, "what is asked of a channel; none: sells and terms"),
        };
    };
    explicit Channel(const Settings& settings) : at_(settings.at) {
        if (says(At::channel)) throw std::logic_error("thrown from create of a channel");
    }
    void quotas(const Quotas&) const override {
        if (says(At::quotas)) throw NoException();
    }
    bool sells(const Line&) const override {
        if (at_.empty() || says(At::sells)) throw std::out_of_range("thrown from sells");
        return true;
    }
    std::optional<Terms> terms(const Sale&) const override {
        if (at_.empty() || says(At::terms)) throw 17;
        return Terms{.payment = Payment::skipped, .shift = Shift::unused};
    }
    std::optional<ChangeTerms> change(const Change&) const override {
        if (says(At::change)) throw std::runtime_error("thrown from change");
        return ChangeTerms{.payment = Payment::skipped, .shift = Shift::unused};
    }
    SignIn sign_in(const Call&) const override {
        if (says(At::sign_in)) throw std::runtime_error("thrown from sign_in");
        return {};
    }
    bool shows(std::string_view) const override {
        if (says(At::shows)) throw std::runtime_error("thrown from shows");
        return true;
    }
    void meet(std::span<const std::string_view>, Turn) const override {
        if (says(At::meet)) throw std::runtime_error("thrown from meet");
    }
    Handing closing(const Call&) const override {
        if (says(At::closing)) throw std::runtime_error("thrown from closing");
        return {};
    }

private:
    bool says(At here) const { return std::ranges::find(at_, here) != at_.end(); }
    std::vector<At> at_;
};

class Eligibility final : public willcall::plugin::Eligibility {
public:
    using Settings = ThrowSettings;
    explicit Eligibility(const Settings& settings) : thrower_(settings.at) {}
    void quotas(const Quotas&) const override {
        if (thrower_.named(At::quotas)) throw std::runtime_error("thrown from quotas");
    }
    void recognise(const Judged&) const override {
        if (thrower_.named(At::recognise)) throw std::runtime_error("thrown from recognise");
    }
    Verdict judge(const Line&) const override {
        if (thrower_.throws(At::judge)) throw NoException();
        return Verdict::no_opinion;
    }

private:
    Thrower thrower_;
};

class Document final : public willcall::plugin::Document {
public:
    using Settings = ThrowSettings;
    static constexpr auto makes = std::array{document("ticket", "application/x-thrown")};
    explicit Document(const Settings& settings) : thrower_(settings.at) {}
    std::string make(const Wanted&) const override {
        if (thrower_.throws(At::make)) throw std::bad_alloc();
        return "not thrown";
    }

private:
    Thrower thrower_;
};

class Delivery final : public willcall::plugin::Delivery {
public:
    using Settings = ThrowSettings;
    static constexpr auto takes =
        std::array{documents("throws", "ticket", "text/plain"),
                   documents("throws_making", "ticket", "application/x-thrown")};
    explicit Delivery(const Settings& settings) : thrower_(settings.at) {}
    Outcome deliver(const Job& job) override {
        if (thrower_.throws(At::deliver)) throw std::runtime_error("thrown from deliver");
        return job.delivered("not thrown");
    }
    bool carries(std::string_view) const override {
        if (thrower_.named(At::carries)) throw std::runtime_error("thrown from carries");
        return true;
    }

private:
    Thrower thrower_;
};

class Feature final : public willcall::plugin::Feature {
public:
    using Settings = ThrowSettings;
    explicit Feature(const Settings& settings) : thrower_(settings.at) {}

    Nothing read(const Nothing&, Call) const { return thrown("thrown from read"); }
    Nothing write(const Nothing&, Turn) const { return thrown("thrown from write"); }
    Nothing refuse(const Nothing&, Call) const {
        throw Refusal("throws.refused", "this operation always refuses", {{"left", 3}});
    }

    static constexpr auto operations = willcall::in_order{
        operation<"throws.read">("/throws/read", "throws while reading", &Feature::read),
        operation<"throws.write">("/throws/write", "throws while writing", &Feature::write),
        operation<"throws.refuse">("/throws/refuse", "refuses by throwing", &Feature::refuse),
    };

private:
    Nothing thrown(const char* what) const {
        if (thrower_.throws(At::handle)) throw std::runtime_error(what);
        return {};
    }
    Thrower thrower_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Policy, Channel, Eligibility, Document, Delivery, Feature>(
        "throws", "1.0.0", "throws from every function");
}
