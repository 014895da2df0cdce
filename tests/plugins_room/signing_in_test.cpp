// What a channel says of how its users sign in.
#include "plugins_room/sample.hpp"

namespace willcall::plugins {
namespace {

using Say = willcall_status(void*, willcall_call*, willcall_sign_in*) noexcept;

class ChannelSigningIn : public Room {
protected:
    SignInRules asked(Say* say) {
        sample.channel.sign_in = say;
        return ask_sign_in(made().channels.at("box"), around);
    }
};

TEST_F(ChannelSigningIn, a_channel_that_says_nothing_lets_its_users_sign_in_anywhere) {
    const auto rules = asked(nullptr);
    EXPECT_FALSE(rules.one_device);
    EXPECT_EQ(rules.idle_minutes, 0);
}

TEST_F(ChannelSigningIn, one_that_leaves_its_answer_untouched_lets_them_too) {
    const auto rules = asked([](void*, willcall_call*, willcall_sign_in*) noexcept {
        return willcall_status{WILLCALL_OK};
    });
    EXPECT_FALSE(rules.one_device);
    EXPECT_FALSE(rules.take_over);
}

TEST_F(ChannelSigningIn, it_says_one_device_who_may_take_over_and_for_how_long) {
    const auto rules = asked([](void*, willcall_call*, willcall_sign_in* said) noexcept {
        *said = {said->struct_size, 1, 1, 0, 30};
        return willcall_status{WILLCALL_OK};
    });
    EXPECT_TRUE(rules.one_device);
    EXPECT_TRUE(rules.take_over);
    EXPECT_EQ(rules.idle_minutes, 30);
}

TEST_F(ChannelSigningIn, a_number_that_means_nothing_counts_as_the_narrowest_rule) {
    const auto rules = asked([](void*, willcall_call*, willcall_sign_in* said) noexcept {
        said->one_device = 7;
        said->take_over = 7;
        return willcall_status{WILLCALL_OK};
    });
    EXPECT_TRUE(rules.one_device);
    EXPECT_FALSE(rules.take_over);
}

TEST_F(ChannelSigningIn, a_time_before_the_use_is_a_failure_that_names_the_plugin) {
    const auto failure = failure_of([&] {
        asked([](void*, willcall_call*, willcall_sign_in* said) noexcept {
            said->idle_minutes = -1;
            return willcall_status{WILLCALL_OK};
        });
    });
    EXPECT_EQ(failure.plugin(), "sample");
    EXPECT_TRUE(says(failure, "ends sessions after -1 minutes"));
}

}  // namespace
}  // namespace willcall::plugins
