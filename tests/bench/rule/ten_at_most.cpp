// The smallest rule worth the name: it looks at the line and says yes.
#include <willcall/plugin/plugin.hpp>

using namespace willcall::plugin;

namespace {

class TenAtMost final : public Eligibility {
public:
    Verdict judge(const Line& line) const override {
        if (line.quantity <= 10) return Verdict::yes;
        return line.refuse("ten_at_most", "at most ten tickets a line");
    }
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return module<TenAtMost>("ten_at_most", "1.0.0", "a rule");
}
