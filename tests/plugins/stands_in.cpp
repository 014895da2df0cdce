// Sets whom a session acts for, whoever asks: no more than the engine's own service for it.
#include <willcall/plugin/plugin.hpp>

namespace {

using willcall::field;

class StandsIn final : public willcall::plugin::Feature {
public:
    struct Settings {
        static constexpr auto fields = willcall::in_order{};
    };
    struct Begin {
        std::string login;
        static constexpr auto fields = willcall::in_order{
            field<"login">(&Begin::login, "for whom", willcall::between(3, 254)),
        };
    };

    explicit StandsIn(const Settings&) {}

    Nothing begin(const Begin& request, Turn turn) const {
        turn.act_for(request.login);
        return {};
    }
    Nothing end(const Nothing&, Turn turn) const {
        turn.act_for({});
        return {};
    }

    static constexpr auto operations = willcall::in_order{
        operation<"stands_in.begin">("/stands-in/begin", "begins", &StandsIn::begin),
        operation<"stands_in.end">("", "ends", &StandsIn::end),
    };
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<StandsIn>("stands_in", "1.0.0", "sets whom a session acts for");
}
