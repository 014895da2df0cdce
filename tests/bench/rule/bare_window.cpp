// The least that a channel can be: sells everything, for money, and prints.
#include <willcall/plugin/plugin.hpp>

namespace {

class BareWindow final : public willcall::plugin::Channel {
public:
    bool sells(const Line&) const override { return true; }
    std::optional<Terms> terms(const Sale&) const override {
        return Terms{.payment = Payment::due, .method = "print"};
    }
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<BareWindow>("bare_window", "1", "sells everything");
}
